package dev.stele.store;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.Entropy;
import dev.stele.journal.JournalOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Stores that can be explored: nothing around them has locks, passes time or throws dice. */
final class Modelled {

  static final Path DIRECTORY = Path.of("/store");

  private Modelled() {}

  /** Time stands still: a wait ends when it is signalled, or never. */
  private static final class StillClock implements Clock {
    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException("time stands still");
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The caller has the loop.
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
        throws InterruptedException {
      if (deadlineNanos <= 0) {
        return false;
      }
      condition.await();
      return true;
    }
  }

  /** The same bytes each time, which differ enough to make identities of. */
  private static final class SameBytes implements Entropy {
    @Override
    public void fill(byte[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) (31 * i + (i >> 8));
      }
    }
  }

  static JournalOptions journal(Disk disk) {
    return new JournalOptions(1 << 14, 512, disk, new StillClock(), new SameBytes());
  }

  /** As many restarts and places as a model asks for. */
  static StoreOptions options(Disk disk, int restarts, int places) {
    return new StoreOptions(
        journal(disk),
        StoreDisks.INDEX_BYTES,
        places,
        List.of(),
        StoreOptions.Denials.FORGOTTEN,
        new StoreOptions.RestartBudget(restarts, Duration.ofMinutes(1)));
  }

  static Store open(Disk disk, int restarts, int places) {
    return Store.open(DIRECTORY, options(disk, restarts, places), Runnable::run);
  }

  static Store open() {
    return open(new PlainDisk(), 0, 4);
  }

  static void require(boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
