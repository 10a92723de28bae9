package dev.stele.access;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Somebody who waits for a number of things, each of which wakes him once. */
final class Waiter {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allCame = lock.newCondition();
  private int awaited;

  /** One more thing is awaited. */
  void expect() {
    lock.lock();
    try {
      awaited++;
    } finally {
      lock.unlock();
    }
  }

  /** One thing less is awaited: it came. */
  void wake() {
    lock.lock();
    try {
      awaited--;
      if (awaited == 0) {
        allCame.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns true if something has not come yet. */
  boolean isWaiting() {
    lock.lock();
    try {
      return awaited > 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all have come, or for so long.
   *
   * @return false if some have not come in that time
   */
  boolean await(Waits waits, long nanos) throws InterruptedException {
    lock.lock(); // Nobody keeps it: an interrupt counts only for who has to wait for something.
    try {
      long left = nanos;
      while (awaited > 0) {
        if (left <= 0) {
          return false;
        }
        left = waits.awaitNanos(allCame, left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
