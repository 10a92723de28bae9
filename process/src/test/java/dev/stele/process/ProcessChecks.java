package dev.stele.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold of any registry, whatever has happened. */
final class ProcessChecks {

  private ProcessChecks() {}

  @SuppressWarnings("AnnotateFormatMethod") // That annotation is no part of what tests have.
  static void require(boolean condition, String promise, @Nullable Object... facts) {
    if (!condition) {
      throw new AssertionError(String.format(promise, facts));
    }
  }

  /** Checks that what is in memory, and what is found, is what the whole log makes of it. */
  static void whole(Registry registry, dev.stele.ground.Clock clock) {
    LedgerRegistry opened = (LedgerRegistry) registry;
    LiveSet replayed = new LiveSet(clock);
    Snapshots.replay(opened.ledger, replayed, 0, _ -> {});
    require(
        records(opened.live).equals(records(replayed)),
        "who runs must be as in the log: %s, found %s",
        records(replayed),
        records(opened.live));
    require(
        opened.live.counts().equals(replayed.counts()),
        "ends must be counted as in the log: %s, found %s",
        replayed.counts(),
        opened.live.counts());
    Map<ProcessId, Fold> folds = folded(opened.ledger, clock);
    for (Fold fold : folds.values()) {
      Optional<ProcessRecord> found = registry.find(fold.id);
      require(
          found.equals(Optional.of(fold.record())), "must be %s, found %s", fold.record(), found);
      events(registry, found.orElseThrow());
    }
  }

  private static Map<ProcessId, String> records(LiveSet live) {
    Map<ProcessId, String> records = new TreeMap<>();
    for (Fold fold : live.all()) {
      records.put(
          fold.id,
          fold.record()
              + " of versions "
              + fold.mainVersion()
              + " and "
              + fold.controlVersion()
              + ", had by "
              + fold.lease());
    }
    return records;
  }

  /** Applies every fact of the log to the process that it is of. */
  private static Map<ProcessId, Fold> folded(Ledger ledger, dev.stele.ground.Clock clock) {
    Map<ProcessId, Fold> folds = new TreeMap<>();
    try (Ledger.Facts facts = ledger.read(new Ledger.Where(null, null, null, 0))) {
      while (facts.hasNext()) {
        Stamped next = facts.next();
        Fact fact = next.fact();
        if (fact.type().equals(Types.SESSION_DELETED)) {
          folds.values().forEach(fold -> fold.forgetSession(fact.field("session")));
        }
        ProcessId id = Streams.process(fact.stream()).orElse(null);
        if (id != null && fact.type().equals(Types.PRUNED)) {
          folds.remove(id);
        } else if (id != null) {
          Fold fold =
              fact.type().equals(Types.REGISTERED)
                  ? new Fold(id, clock)
                  : Objects.requireNonNull(folds.get(id));
          folds.put(id, fold);
          fold.apply(next);
        }
      }
    }
    return folds;
  }

  /** Checks that sequences are dense, and that it has ended once or not. */
  private static void events(Registry registry, ProcessRecord record) {
    List<ProcessEvent> events = registry.eventsAfter(record.id(), 0, ProcessReader.PAGE_MAX);
    List<ProcessOutcome> ends = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      require(events.get(i).sequence() == i + 1, "sequences must be dense: %s", events);
      events.get(i).ends().ifPresent(ends::add);
    }
    require(record.sequence() == events.size(), "the last sequence must be known: %s", record);
    require(
        ends.equals(record.outcome().stream().toList()),
        "a process must end once: %s, found %s",
        record.outcome(),
        ends);
  }
}
