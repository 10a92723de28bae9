package dev.stele.process;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a worker does. */
final class Tally {

  private final LongAdder began = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder abandoned = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final AtomicInteger parked = new AtomicInteger();

  void began() {
    began.increment();
  }

  void ended(ProcessOutcome outcome) {
    ended.increment();
    if (outcome instanceof ProcessOutcome.Abandoned) {
      abandoned.increment();
    }
  }

  /** An engine has ended its process itself. */
  void endedByEngine() {
    ended.increment();
  }

  void failed() {
    failed.increment();
  }

  void lost() {
    lost.increment();
  }

  void error() {
    errors.increment();
  }

  void parked(boolean begins) {
    parked.addAndGet(begins ? 1 : -1);
  }

  WorkerStatistics statistics(int active, int queued) {
    int waiting = parked.get();
    return new WorkerStatistics(
        Math.max(0, active - waiting),
        waiting,
        queued,
        began.sum(),
        ended.sum(),
        failed.sum(),
        abandoned.sum(),
        lost.sum(),
        errors.sum());
  }
}
