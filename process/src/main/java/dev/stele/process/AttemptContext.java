package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the engine of an attempt has. */
final class AttemptContext implements Context {

  /** Longer than anybody waits. */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final Attempt attempt;
  private final Lease lease;
  private final Engines engines;
  private final Registry registry;
  private final Clock clock;
  private final Map<String, Met> met = new HashMap<>();
  private final Map<Wanted, Integer> timedOut = new HashMap<>();
  private @Nullable Map<Wanted, Set<Waiting.ForSignal>> earlier;

  AttemptContext(Attempt attempt, Lease lease, Engines engines, Registry registry, Clock clock) {
    this.attempt = attempt;
    this.lease = lease;
    this.engines = engines;
    this.registry = registry;
    this.clock = clock;
  }

  /** How many signals of a name were met, and the sequence of the last of them. */
  private record Met(long count, long sequence) {}

  /** Which signal. */
  private record Wanted(String signal, long ordinal) {}

  /** Waits for something. */
  @FunctionalInterface
  private interface Wait<T> {
    T run() throws InterruptedException;
  }

  @Override
  public ProcessId process() {
    return attempt.id();
  }

  @Override
  public Registration registration() {
    return registry.registration(attempt.id());
  }

  @Override
  public Lease lease() {
    return lease;
  }

  @Override
  public boolean isCancelRequested() {
    return attempt.isCancelRequested();
  }

  @Override
  public boolean isDraining() {
    return attempt.isDraining();
  }

  @Override
  public Registry registry() {
    return registry;
  }

  @Override
  public ProcessEvent emit(ProcessAppend append) {
    return held(attempt.append(append, lease)).event();
  }

  @Override
  public void emitAll(List<ProcessAppend> appends) {
    if (!appends.isEmpty()) {
      held(registry.appendAll(lease, appends));
    }
  }

  private <T> T held(Answer<T> answer) {
    if (answer instanceof Answer.Refused<T>(Refusal refusal)
        && (refusal instanceof Refusal.LeaseLost
            || refusal instanceof Refusal.Ended
            || refusal instanceof Refusal.UnknownProcess)) {
      attempt.lose();
      throw new ProcessException.LeaseLost(refusal);
    }
    return answer.orThrow();
  }

  @Override
  public ProcessEvent awaitSignal(String signal) throws InterruptedException {
    return awaitSignal(signal, Optional.empty()).orElseThrow();
  }

  @Override
  public Optional<ProcessEvent> awaitSignal(String signal, Duration atMost)
      throws InterruptedException {
    return awaitSignal(signal, Optional.of(atMost));
  }

  private Optional<ProcessEvent> awaitSignal(String signal, Optional<Duration> atMost)
      throws InterruptedException {
    String type = EventType.signalType(signal);
    Met before = met.getOrDefault(signal, new Met(0, 0));
    // The one behind the last: to count anew each time would read all of them each time.
    Optional<ProcessEvent> event = registry.firstAfter(attempt.id(), type, before.sequence());
    if (event.isEmpty()) {
      event = parkedForSignal(signal, before, atMost);
    }
    event.ifPresent(it -> met.put(signal, new Met(before.count() + 1, it.sequence())));
    return event;
  }

  private Optional<ProcessEvent> parkedForSignal(
      String signal, Met before, Optional<Duration> atMost) throws InterruptedException {
    String type = EventType.signalType(signal);
    Wanted wanted = new Wanted(signal, before.count() + 1);
    Waiting.ForSignal waiting = waitingFor(wanted, atMost);
    if (isOver(waiting)) {
      return timedOut(wanted); // In an earlier attempt, or while nobody ran it.
    }
    Duration left =
        waiting.until().map(until -> Duration.between(clock.instant(), until)).orElse(FOR_EVER);
    Awaited awaited =
        parked(
            waiting,
            () -> engines.awaiter().awaitEvent(attempt.id(), type, before.sequence(), left));
    return switch (awaited) {
      case Awaited.Came(ProcessEvent event) -> Optional.of(event);
      case Awaited.TimedOut _ -> timedOut(wanted);
      case Awaited.Ended _ -> {
        attempt.lose();
        throw new ProcessException.LeaseLost(new Refusal.Ended(registry.get(attempt.id())));
      }
    };
  }

  private Optional<ProcessEvent> timedOut(Wanted wanted) {
    timedOut.merge(wanted, 1, Integer::sum);
    return Optional.empty();
  }

  /** Tells whether the time of a wait was over before this attempt came to it. */
  private boolean isOver(Waiting.ForSignal waiting) {
    Instant now = clock.instant();
    boolean isOver =
        waiting.since().isBefore(now)
            && waiting.until().filter(until -> !until.isAfter(now)).isPresent();
    if (isOver && isWaitingFor(waiting)) {
      held(registry.clearWaiting(lease));
    }
    return isOver;
  }

  private boolean isWaitingFor(Waiting waiting) {
    return registry.get(attempt.id()).waiting().filter(waiting::equals).isPresent();
  }

  /**
   * What is waited for. A wait that an earlier attempt has begun is the same wait still: since
   * then, and until the time that was set then.
   */
  private Waiting.ForSignal waitingFor(Wanted wanted, Optional<Duration> atMost) {
    Set<Waiting.ForSignal> known = earlier().getOrDefault(wanted, Set.of());
    Instant now = clock.instant();
    return known.stream()
        .skip(timedOut.getOrDefault(wanted, 0))
        .findFirst()
        .filter(it -> it.until().isPresent() == atMost.isPresent())
        .orElseGet(() ->
            new Waiting.ForSignal(wanted.signal(), wanted.ordinal(), now, atMost.map(now::plus)));
  }

  /** What earlier attempts have waited for, each wait once: one attempt after another begins it. */
  private Map<Wanted, Set<Waiting.ForSignal>> earlier() {
    Map<Wanted, Set<Waiting.ForSignal>> known = earlier;
    if (known == null) {
      known = new HashMap<>();
      for (Waiting waiting : registry.waits(attempt.id())) {
        if (waiting instanceof Waiting.ForSignal it) {
          Wanted wanted = new Wanted(it.signal(), it.ordinal());
          known.computeIfAbsent(wanted, _ -> new LinkedHashSet<>()).add(it);
        }
      }
      earlier = known;
    }
    return known;
  }

  @Override
  public ProcessOutcome awaitProcess(ProcessId id) throws InterruptedException {
    if (id.equals(attempt.id())) {
      throw new IllegalArgumentException(
          "process must wait for another one, got: '" + id + "', which is itself");
    }
    Optional<ProcessOutcome> ended = registry.get(id).outcome();
    return ended.isPresent()
        ? ended.get()
        : parked(
                new Waiting.ForProcess(id, clock.instant()),
                () -> engines.awaiter().awaitEnd(id, FOR_EVER))
            .orElseThrow();
  }

  /** Waits without a slot; who is interrupted waits still, as far as the registry knows. */
  private <T> T parked(Waiting waiting, Wait<T> wait) throws InterruptedException {
    if (!isWaitingFor(waiting)) {
      held(registry.setWaiting(lease, waiting));
    }
    T result;
    engines.slots().give();
    attempt.park(true); // After the slot is given: somebody may take it now.
    try {
      result = wait.run();
    } finally {
      attempt.park(false);
      engines.slots().resume();
    }
    held(registry.clearWaiting(lease));
    return result;
  }
}
