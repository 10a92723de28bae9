package dev.stele.ground;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Time: what it is, and waiting for it to pass.
 *
 * <p>Every timed wait of Stele goes through here, so that a simulated clock decides when it ends.
 * Safe for any thread.
 */
public interface Clock extends InstantSource {

  /** Returns the clock of this machine. */
  static Clock system() {
    return SystemClock.SHARED;
  }

  /**
   * Returns the wall time. It may stand still, jump forward and jump back.
   *
   * @return the wall time, as fine as the machine has it
   */
  @Override
  Instant instant();

  /** Returns nanoseconds since an arbitrary origin, never fewer than before. */
  long nanoTime();

  /**
   * Sleeps for a duration; not at all if it is zero or negative.
   *
   * @throws InterruptedException if the thread is interrupted before or meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Waits until a condition is signalled, a deadline passes, or for no reason at all.
   *
   * <p>The caller holds the lock and holds it again when the call returns, normally or not; it
   * tests what it waits for in a loop, as for {@link Condition#await()}.
   *
   * @param lock the lock that the condition belongs to
   * @param condition what to wait on
   * @param deadlineNanos when to give up, in the terms of {@link #nanoTime}; see {@link
   *     #deadlineAfter}
   * @return false if the deadline has passed, true otherwise
   * @throws InterruptedException if the thread is interrupted before or meanwhile
   */
  boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
      throws InterruptedException;

  /**
   * Returns the deadline that lies a duration ahead, for {@link #awaitUntil}. A duration of more
   * than 146 years counts as so many, since a deadline is compared by difference in a {@code long}.
   */
  default long deadlineAfter(Duration duration) {
    long most = Long.MAX_VALUE / 2;
    boolean fits = duration.compareTo(Duration.ofNanos(most)) < 0;
    return nanoTime() + (fits ? duration.toNanos() : most);
  }
}
