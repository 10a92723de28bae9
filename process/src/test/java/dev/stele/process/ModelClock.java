package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Time in schedules: it moves when the model says so, before it starts its threads, and nobody is
 * woken by it. So a wake-up that is lost is found, instead of being made up for by a timeout.
 */
final class ModelClock implements Clock {

  /** What no wait of a model comes to the end of. */
  static final Duration NEVER = Duration.ofDays(1);

  private long nanos;

  void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
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
