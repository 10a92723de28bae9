package dev.stele.attach;

import dev.stele.ground.Clock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What wakes a consumer: one for each, however many inboxes it looks into. */
final class Doorbell {

  /** Looks whether there is something; called with the lock held. */
  @FunctionalInterface
  interface Look {
    boolean isThere();
  }

  final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private final Clock clock;

  Doorbell(Clock clock) {
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /** Takes the lock for a look, to be given back; who does not wait is not interrupted. */
  void lock(Deadline deadline) throws InterruptedException {
    if (deadline == Deadline.Fixed.NOW) {
      lock.lock();
    } else {
      lock.lockInterruptibly();
    }
  }

  /** Wakes who waits; called with the lock held. */
  void ring() {
    rung.signal();
  }

  /**
   * Waits until there is something, or a deadline; called with the lock held.
   *
   * @return false if the deadline has passed and there is nothing
   */
  boolean await(Look look, Deadline deadline) throws InterruptedException {
    while (!look.isThere()) {
      switch (deadline) {
        case Deadline.Fixed.NOW -> {
          return false;
        }
        case Deadline.Fixed.NEVER -> rung.await();
        case Deadline.At(long nanos) -> {
          if (!clock.awaitUntil(lock, rung, nanos)) {
            return look.isThere();
          }
        }
      }
    }
    return true;
  }
}
