package dev.stele.guard;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Time that stands still, in schedules: what is waited for comes by a signal, or never. */
final class ModelClock implements Clock {

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
    throw new UnsupportedOperationException("nobody sleeps here");
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the seam says.
  public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
      throws InterruptedException {
    condition.await();
    return true;
  }
}
