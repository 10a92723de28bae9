package dev.stele.guard;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;

/**
 * Time that moves when a test says so, or not at all, as in schedules. Nobody is woken by it: what
 * is waited for comes by a signal, or never.
 */
final class ModelClock implements Clock {

  private final LongSupplier nanos;

  ModelClock() {
    this(() -> 0);
  }

  ModelClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH;
  }

  @Override
  public long nanoTime() {
    return nanos.getAsLong();
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
