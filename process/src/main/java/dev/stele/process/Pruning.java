package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forgets processes that have ended. */
final class Pruning {

  private static final int BATCH = 256;

  private final Ledger ledger;
  private final LiveSet live;
  private final Deciding deciding;
  private final Clock clock;

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
    List<Fold> batch = new ArrayList<>();
    try (Ledger.Facts facts = ledger.read(new Ledger.Where(null, null, Types.TAG_ENDED, 0))) {
      boolean goesOn = true;
      while (goesOn) {
        // Ends are in the order of their times: the first that is too late is the last to be read.
        Stamped next = facts.hasNext() ? facts.next() : null;
        goesOn = next != null && next.at().isBefore(endedBefore) && next.position() < upTo;
        if (goesOn && next != null) {
          prunable(next, only).ifPresent(batch::add);
        }
        if (batch.size() == BATCH || !goesOn) {
          for (Fold pruned : written(batch)) {
            processes++;
            events += pruned.record().sequence();
          }
          batch.clear();
        }
      }
    }
    return new PruneReport(processes, events);
  }

  private Optional<Fold> prunable(Stamped end, Filter only) {
    // One that still counts as running, its end being in doubt, is left to the next time.
    ProcessId id = Streams.process(end.fact().stream()).orElseThrow();
    Fold fold = Loading.load(ledger, id, clock);
    return Optional.of(fold)
        .filter(it -> it.isKnown() && it.hasEnded() && live.get(id) == null)
        .filter(it -> it.mainVersion() == end.version() && only.has(it.record()));
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
