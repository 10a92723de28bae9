package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.store.StoreReader;
import java.util.concurrent.locks.ReentrantLock;

/** Reads processes along with a registry that somebody else has open, in another JVM perhaps. */
final class FollowedProcesses extends LedgerReader {

  private final ReentrantLock lock = new ReentrantLock();
  private long end; // Guarded by lock.
  private volatile boolean isClosed;

  private FollowedProcesses(Ledger ledger, LiveSet live, Clock clock, long end) {
    super(ledger, live, clock);
    this.end = end;
  }

  static ProcessReader open(StoreReader reader, String scope, Clock clock) {
    return open(new StoreLedger(reader, scope), clock);
  }

  static ProcessReader open(Ledger ledger, Clock clock) {
    LiveSet live = new LiveSet(clock);
    Snapshots.Loaded loaded = Snapshots.load(ledger, live, clock);
    return new FollowedProcesses(ledger, live, clock, loaded.end());
  }

  @Override
  long beforeReading() {
    if (isClosed) {
      throw new ProcessException.Closed("reader of processes");
    }
    lock.lock();
    try {
      if (ledger.end() > end) {
        // One by one: what was applied before a failure must not be applied once more after it.
        end = Math.max(end, Snapshots.replay(ledger, live, end, reached -> end = reached).end());
      }
      return end;
    } finally {
      lock.unlock();
    }
  }

  @Override
  boolean isBusy(ProcessId id) {
    return false;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
