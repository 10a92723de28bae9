package dev.stele.attach;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Time in schedules: a minute is over at once, and what is further away never comes. So a wait for
 * room that nobody ends is found, instead of running out.
 */
final class ModelClock implements Clock {

  static final Duration NEVER = Duration.ofHours(1);

  private final AtomicLong now = new AtomicLong();

  @Override
  public Instant instant() {
    return Instant.EPOCH;
  }

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public void sleep(Duration duration) {
    throw new UnsupportedOperationException("nobody sleeps here");
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the seam says.
  public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
      throws InterruptedException {
    if (deadlineNanos - now.get() <= Duration.ofMinutes(1).toNanos()) {
      now.set(deadlineNanos);
      return false;
    }
    condition.await();
    return true;
  }
}
