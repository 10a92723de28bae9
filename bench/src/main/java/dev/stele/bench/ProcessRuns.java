package dev.stele.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the work of all peers does: it says when it ran. Static, since some store a method's name.
 */
public final class ProcessRuns {

  private static final long PATIENCE_SECONDS = 120;

  private static volatile CountDownLatch left = new CountDownLatch(0);
  private static final AtomicLong LAST_NANOS = new AtomicLong();

  private ProcessRuns() {}

  /** Is the work. */
  public static void run(String id) {
    LAST_NANOS.set(System.nanoTime());
    left.countDown();
  }

  /** Expects so many runs from now on. */
  static void expect(int runs) {
    left = new CountDownLatch(runs);
  }

  /** Waits for all runs that are expected. */
  static void await() throws InterruptedException {
    if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "expected all to run, found " + left.getCount() + " that have not");
    }
  }

  /** Returns when the last run was. */
  static long lastNanos() {
    return LAST_NANOS.get();
  }
}
