package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Forgets processes that have ended. */
final class Pruning {

  /*
   * Ends are looked at in their order. Those of processes that were forgotten are forgotten for good: of
   * the same id only a later process can be there, whose end stands further behind. So it is remembered
   * up to where every end is such a one, and the next call begins there. An end that is kept, because of
   * its time, the filter, or a doubt, is where that stops; a batch counts once it is written whole.
   */

  private static final int BATCH = 256;

  private final Ledger ledger;
  private final LiveSet live;
  private final Deciding deciding;
  private final Clock clock;

  /** Every end before this position is of a process that was forgotten. */
  private final AtomicLong forgottenBefore = new AtomicLong();

  Pruning(Ledger ledger, LiveSet live, Deciding deciding, Clock clock) {
    this.ledger = ledger;
    this.live = live;
    this.deciding = deciding;
    this.clock = clock;
  }

  PruneReport prune(Instant endedBefore, Filter only, long upTo) {
    deciding.settle();
    long processes = 0;
    long events = 0;
    long from = forgottenBefore.get();
    long reached = from;
    boolean isGapless = true;
    List<Fold> batch = new ArrayList<>();
    try (Ledger.Facts facts = ledger.read(new Ledger.Where(null, null, Types.TAG_ENDED, from))) {
      boolean goesOn = true;
      while (goesOn) {
        // Ends are in the order of their times: the first that is too late is the last to be read.
        Stamped next = facts.hasNext() ? facts.next() : null;
        goesOn = next != null && next.at().isBefore(endedBefore) && next.position() < upTo;
        if (goesOn && next != null) {
          Fold fold = Loading.load(ledger, process(next), clock);
          boolean isPruned = isPrunable(fold, next, only);
          if (isPruned) {
            batch.add(fold);
          }
          isGapless &= isPruned || fold.mainVersion() > next.version();
          reached = isGapless ? next.position() + 1 : reached;
        }
        if (batch.size() == BATCH || !goesOn) {
          List<Fold> written = written(batch);
          for (Fold pruned : written) {
            processes++;
            events += pruned.record().sequence();
          }
          if (written.size() == batch.size()) {
            forgottenBefore.accumulateAndGet(reached, Math::max);
          } else {
            isGapless = false;
            reached = from;
          }
          batch.clear();
        }
      }
    }
    return new PruneReport(processes, events);
  }

  private static ProcessId process(Stamped end) {
    return Streams.process(end.fact().stream()).orElseThrow();
  }

  private boolean isPrunable(Fold fold, Stamped end, Filter only) {
    // One that still counts as running, its end being in doubt, is left to the next time.
    return fold.isKnown()
        && fold.hasEnded()
        && live.get(fold.id) == null
        && fold.mainVersion() == end.version()
        && only.has(fold.record());
  }

  /** Writes that processes are forgotten; returns those that were forgotten by this. */
  private List<Fold> written(List<Fold> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    return deciding.beside(() -> {
      if (isWritten(batch)) {
        return List.copyOf(batch);
      }
      List<Fold> some = new ArrayList<>(); // Somebody did something to one of them.
      for (Fold fold : batch) {
        Fold now = Loading.load(ledger, fold.id, clock);
        if (now.isKnown() && now.mainVersion() == fold.mainVersion() && isWritten(List.of(now))) {
          some.add(now);
        }
      }
      return some;
    });
  }

  private boolean isWritten(List<Fold> folds) {
    List<Fact> facts = new ArrayList<>();
    for (Fold fold : folds) {
      String state = fold.record().outcome().orElseThrow().word();
      facts.add(new Fact(Streams.main(fold.id), Types.PRUNED, Map.of("state", state)));
    }
    return switch (written(folds, facts)) {
      case Ledger.Written.Done _ -> {
        folds.forEach(deciding::forgotten);
        yield true;
      }
      case Ledger.Written.Moved _ -> false;
      case Ledger.Written.Refused(Refusal refusal) -> throw new RefusedException(refusal);
      case Ledger.Written.Taken _ -> throw new IllegalStateException("no tag was asked for");
    };
  }

  private Ledger.Written written(List<Fold> folds, List<Fact> facts) {
    boolean isKnown = false;
    try {
      Ledger.Written written = ledger.write(facts, Deciding.expected(folds), Optional.empty());
      isKnown = true;
      return written;
    } finally {
      if (!isKnown) {
        deciding.perhapsForgotten(folds);
      }
    }
  }
}
