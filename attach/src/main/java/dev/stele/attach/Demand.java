package dev.stele.attach;

import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How many elements a subscriber has asked for. Knows nothing of the subscriber. */
final class Demand<H, T> implements Flow.Subscription {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below are guarded by `lock`.
  private long asked;
  private boolean isOver;
  private @Nullable IllegalArgumentException mistake;
  private @Nullable Live<H, T> live;

  /** Asks for any number more; so many that nobody could count them are all. */
  @Override
  public void request(long count) {
    lock.lock();
    try {
      if (count > 0) {
        asked = asked + count < 0 ? Long.MAX_VALUE : asked + count;
        changed.signal();
        return;
      }
      if (!isOver) {
        mistake = new IllegalArgumentException("request must be > 0 (rule 3.9), got: " + count);
      }
    } finally {
      lock.unlock();
    }
    cancel();
  }

  @Override
  public void cancel() {
    Live<H, T> waiting;
    lock.lock();
    try {
      isOver = true;
      changed.signal();
      waiting = live;
      live = null;
    } finally {
      lock.unlock();
    }
    if (waiting != null) {
      waiting.cancel();
    }
  }

  /** Ends it, unless it is over already: then the subscriber is to hear nothing more. */
  boolean finish() {
    lock.lock();
    try {
      boolean isFirst = !isOver;
      isOver = true;
      live = null;
      return isFirst;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until one more was asked for; false if it is over. */
  boolean awaitOne() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (asked == 0 && !isOver) {
        changed.await();
      }
      if (isOver) {
        return false;
      }
      if (asked != Long.MAX_VALUE) {
        asked--;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets a cancellation end an attach that waits. */
  void wakes(Live<H, T> waiting) {
    boolean isLate;
    lock.lock();
    try {
      isLate = isOver;
      live = isLate ? null : waiting;
    } finally {
      lock.unlock();
    }
    if (isLate) {
      waiting.cancel();
    }
  }

  /** Returns what the subscriber did wrong, if that is why it is over. */
  Optional<IllegalArgumentException> mistake() {
    lock.lock();
    try {
      return Optional.ofNullable(mistake);
    } finally {
      lock.unlock();
    }
  }
}
