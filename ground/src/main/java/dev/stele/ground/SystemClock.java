package dev.stele.ground;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** The clock of this machine. */
final class SystemClock implements Clock {

  static final SystemClock SHARED = new SystemClock();

  private SystemClock() {}

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration.isNegative() ? Duration.ZERO : duration); // Also asks for an interrupt.
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the seam says.
  public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
      throws InterruptedException {
    return condition.awaitNanos(deadlineNanos - nanoTime()) > 0;
  }
}
