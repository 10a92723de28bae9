package dev.stele.process;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many engines may run at once. One that goes on after it has waited for others comes before
 * one that begins, so that work that is under way comes to its end: for each that waits to go on, a
 * slot is left to it, and no more than that.
 */
final class Slots {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();

  // Guarded by lock.
  private int free;
  private int resuming;

  Slots(int count) {
    this.free = count;
  }

  /** Takes a slot for work that begins, unless there is none that nobody else goes on in. */
  boolean tryTake() {
    lock.lock();
    try {
      if (free <= resuming) {
        return false;
      }
      free--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a slot for work that goes on; waits for it, and an interrupt does not end the wait. */
  void resume() {
    lock.lock();
    try {
      resuming++;
      while (free == 0) {
        given.awaitUninterruptibly();
      }
      resuming--;
      free--;
    } finally {
      lock.unlock();
    }
  }

  void give() {
    lock.lock();
    try {
      free++;
      given.signal();
    } finally {
      lock.unlock();
    }
  }
}
