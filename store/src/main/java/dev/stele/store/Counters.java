package dev.stele.store;

import dev.stele.index.IndexStatistics;
import java.util.concurrent.atomic.LongAdder;

/** What was done since the opening. Safe for any thread. */
final class Counters {

  private final LongAdder appends = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder denied = new LongAdder();

  void count(Outcome outcome, int eventCount) {
    switch (outcome) {
      case Outcome.Appended _ -> {
        appends.increment();
        events.add(eventCount);
      }
      case Outcome.Repeated _ -> repeated.increment();
      case Outcome.Conflict _ -> conflicts.increment();
      case Outcome.Denied _ -> denied.increment();
      case Outcome.TooLarge _, Outcome.NoRoom _ -> {} // The caller's batch, or the disk's room.
    }
  }

  StoreStatistics statistics(int waiting, int restarts, IndexStatistics index, AttachHub hub) {
    return new StoreStatistics(
        appends.sum(),
        events.sum(),
        repeated.sum(),
        conflicts.sum(),
        denied.sum(),
        waiting,
        restarts,
        index.runs(),
        index.diskBytes(),
        index.memoryBytes(),
        index.gaps(),
        hub.attached(),
        hub.read());
  }
}
