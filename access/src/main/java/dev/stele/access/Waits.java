package dev.stele.access;

import java.util.concurrent.locks.Condition;

/**
 * How this room lets time pass: what a test replaces to have a deadline without waiting for it.
 * Called by many threads.
 */
@FunctionalInterface
public interface Waits {

  /**
   * Waits for a signal, at most so long; may return for nothing, as {@link Condition#awaitNanos}
   * does, which is what a real one calls.
   *
   * @return the nanoseconds that are left; none or less if the time is over
   * @throws InterruptedException if the thread is interrupted
   */
  long awaitNanos(Condition condition, long nanos) throws InterruptedException;
}
