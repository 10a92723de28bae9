package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tells whether there is something to do for a process: now, at a time, or not as it is. */
final class Triage {

  /** What there is to do. */
  sealed interface Verdict {

    /** Nothing, until it changes. */
    record Nothing() implements Verdict {}

    /** Nothing before a time, unless it changes. */
    record Later(Instant at) implements Verdict {}

    /** Nothing before another process has ended, unless it changes. */
    record After(ProcessId other) implements Verdict {}

    /** It can be taken. */
    record Now(ProcessRecord record) implements Verdict {}
  }

  private static final Verdict NOTHING = new Verdict.Nothing();

  private final Registry registry;
  private final Set<String> kinds;
  private final Clock clock;

  Triage(Registry registry, Set<String> kinds, Clock clock) {
    this.registry = registry;
    this.kinds = Set.copyOf(kinds);
    this.clock = clock;
  }

  /** Shows all processes that run, in the order of their ids, and returns how many there are. */
  long eachRunning(Consumer<ProcessRecord> look) {
    long count = 0;
    Optional<ProcessId> last = Optional.empty();
    while (true) {
      List<ProcessRecord> page = registry.list(Filter.running(), last, ProcessReader.PAGE_MAX);
      page.forEach(look);
      count += page.size();
      if (page.size() < ProcessReader.PAGE_MAX) {
        return count;
      }
      last = Optional.of(page.getLast().id());
    }
  }

  Verdict judge(ProcessRecord record) {
    if (record.hasEnded()) {
      return NOTHING;
    }
    if (record.disposition() == Disposition.EXTERNALLY_OWNED) {
      return record.abandonRequested().isPresent() ? free(record) : NOTHING;
    }
    return kinds.contains(record.kind()) ? free(record) : NOTHING;
  }

  /** Leaves a process alone that somebody has. */
  private Verdict free(ProcessRecord record) {
    Instant now = clock.instant();
    Optional<Lease> lease = registry.lease(record.id());
    boolean isHeld =
        lease
            .filter(held -> held.expires().isAfter(now))
            .filter(held -> registry.proofOfDeath(held.owner()).isEmpty())
            .isPresent();
    return isHeld ? new Verdict.Later(lease.orElseThrow().expires()) : due(record, now);
  }

  private Verdict due(ProcessRecord record, Instant now) {
    if (record.disposition() == Disposition.OWNER_BOUND && record.started().isPresent()) {
      return isResolvable(record) ? new Verdict.Now(record) : NOTHING;
    }
    if (record.abandonRequested().isPresent()) {
      return new Verdict.Now(record); // To be given up, and not to be run.
    }
    Optional<Instant> notBefore = record.notBefore().filter(now::isBefore);
    boolean isCancelled = record.cancelRequested().isPresent();
    if (isCancelled || record.disposition() != Disposition.RERUNNABLE) {
      return isCancelled || notBefore.isEmpty()
          ? new Verdict.Now(record)
          : new Verdict.Later(notBefore.get());
    }
    if (notBefore.isPresent()) {
      return new Verdict.Later(notBefore.get());
    }
    if (record.waiting().isPresent()) {
      return waiting(record, record.waiting().get(), now);
    }
    // Its owners died in each of its attempts: it is left alone as if they had failed.
    Instant rested =
        record.attempts() < 2
            ? now
            : record
                .attempted()
                .map(began -> began.plus(record.retry().after(record.attempts() - 1)))
                .orElse(now);
    return rested.isAfter(now) ? new Verdict.Later(rested) : new Verdict.Now(record);
  }

  /** Tells whether something is known that ends a process whose owner is gone. */
  private boolean isResolvable(ProcessRecord record) {
    return record.abandonRequested().isPresent()
        || record.started().flatMap(it -> registry.proofOfDeath(it.owner())).isPresent();
  }

  /** A process that waits needs nobody until what it waits for is there. */
  private Verdict waiting(ProcessRecord record, Waiting waiting, Instant now) {
    return switch (waiting) {
      case Waiting.ForAttempt it ->
          it.until().isAfter(now) ? new Verdict.Later(it.until()) : new Verdict.Now(record);
      case Waiting.ForSignal it -> {
        String type = EventType.signalType(it.signal());
        boolean isOver = it.until().filter(until -> !until.isAfter(now)).isPresent();
        if (isOver || registry.nth(record.id(), type, it.ordinal()).isPresent()) {
          yield new Verdict.Now(record);
        }
        yield it.until().<Verdict>map(Verdict.Later::new).orElse(NOTHING);
      }
      case Waiting.ForProcess it -> {
        boolean isOver = registry.find(it.process()).map(ProcessRecord::hasEnded).orElse(true);
        yield isOver ? new Verdict.Now(record) : new Verdict.After(it.process());
      }
    };
  }
}
