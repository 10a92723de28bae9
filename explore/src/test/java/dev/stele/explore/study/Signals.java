package dev.stele.explore.study;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Signals that are given once and waited for, in three styles. */
final class Signals {

  private Signals() {}

  /** By a monitor. */
  static final class MonitorSignal {
    private boolean isGiven;

    synchronized void give() {
      isGiven = true;
      notifyAll();
    }

    synchronized void await() throws InterruptedException {
      while (!isGiven) {
        wait();
      }
    }
  }

  /** Looks before it takes the monitor. */
  static final class LossyMonitorSignal {
    private volatile boolean isGiven;

    synchronized void give() {
      isGiven = true;
      notifyAll();
    }

    @SuppressWarnings("WaitNotInLoop") // One of its two mistakes.
    void await() throws InterruptedException {
      if (!isGiven) {
        synchronized (this) {
          wait();
        }
      }
    }
  }

  /** By a condition. */
  static final class ConditionSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private boolean isGiven;

    void give() {
      lock.lock();
      try {
        isGiven = true;
        given.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void await() throws InterruptedException {
      lock.lock();
      try {
        while (!isGiven) {
          given.await();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Returns whether it was given in time. */
    boolean await(long timeout, TimeUnit unit) throws InterruptedException {
      long left = unit.toNanos(timeout);
      lock.lock();
      try {
        while (!isGiven) {
          if (left <= 0) {
            return false;
          }
          left = given.awaitNanos(left);
        }
        return true;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Looks before it takes the lock. */
  static final class LossyConditionSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private volatile boolean isGiven;

    void give() {
      isGiven = true;
      lock.lock();
      try {
        given.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @SuppressWarnings("WaitNotInLoop") // One of its two mistakes.
    void await() throws InterruptedException {
      if (!isGiven) {
        lock.lock();
        try {
          given.await();
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /** By a permit to a thread that has said that it waits. */
  static final class ParkSignal {
    private volatile boolean isGiven;
    private volatile @Nullable Thread waiter;

    void give() {
      isGiven = true;
      Thread waiting = waiter;
      if (waiting != null) {
        LockSupport.unpark(waiting);
      }
    }

    void await() {
      waiter = Thread.currentThread();
      while (!isGiven) {
        LockSupport.park(this);
      }
    }
  }

  /** Looks before it has said that it waits. */
  static final class LossyParkSignal {
    private volatile boolean isGiven;
    private volatile @Nullable Thread waiter;

    void give() {
      isGiven = true;
      Thread waiting = waiter;
      if (waiting != null) {
        LockSupport.unpark(waiting);
      }
    }

    void await() {
      if (!isGiven) {
        waiter = Thread.currentThread();
        LockSupport.park(this);
      }
    }
  }

  /** Gives the permit before there is what it is for: who wakes too early goes back to sleep. */
  static final class EarlyParkSignal {
    private volatile boolean isGiven;
    private volatile @Nullable Thread waiter;

    void give() {
      Thread waiting = waiter;
      LockSupport.unpark(waiting);
      isGiven = true;
    }

    void await() {
      waiter = Thread.currentThread();
      while (!isGiven) {
        LockSupport.park(this);
      }
    }
  }

  /** Says by a flag that it is ready; who waits looks again and again. */
  static final class SpinSignal {
    private volatile boolean isGiven;

    void give() {
      isGiven = true;
    }

    void await() {
      while (!isGiven) {
        Thread.onSpinWait();
      }
    }
  }

  /** By a flag that the compiler may read once and never again. */
  static final class PlainSpinSignal {
    private boolean isGiven;

    void give() {
      isGiven = true;
    }

    void await() {
      while (!isGiven) {
        Thread.onSpinWait();
      }
    }
  }

  static void monitorSignal() throws InterruptedException {
    MonitorSignal signal = new MonitorSignal();
    Together.run(signal::give, signal::await);
  }

  static void lossyMonitorSignal() throws InterruptedException {
    LossyMonitorSignal signal = new LossyMonitorSignal();
    Together.run(signal::give, signal::await);
  }

  static void conditionSignal() throws InterruptedException {
    ConditionSignal signal = new ConditionSignal();
    Together.run(signal::give, signal::await);
  }

  static void lossyConditionSignal() throws InterruptedException {
    LossyConditionSignal signal = new LossyConditionSignal();
    Together.run(signal::give, signal::await);
  }

  static void parkSignal() throws InterruptedException {
    ParkSignal signal = new ParkSignal();
    Together.run(signal::give, signal::await);
  }

  static void lossyParkSignal() throws InterruptedException {
    LossyParkSignal signal = new LossyParkSignal();
    Together.run(signal::give, signal::await);
  }

  static void earlyParkSignal() throws InterruptedException {
    EarlyParkSignal signal = new EarlyParkSignal();
    Together.run(signal::give, signal::await);
  }

  static void spinSignal() throws InterruptedException {
    SpinSignal signal = new SpinSignal();
    Together.run(signal::give, signal::await);
  }

  static void plainSpinSignal() throws InterruptedException {
    PlainSpinSignal signal = new PlainSpinSignal();
    Together.run(signal::give, signal::await);
  }

  /** Nobody gives the signal. */
  static void forgottenSpinSignal() throws InterruptedException {
    SpinSignal signal = new SpinSignal();
    SpinSignal other = new SpinSignal();
    Together.run(other::give, signal::await);
  }

  /** Who waits for a time looks whether it was in time. */
  static void timedSignal() throws InterruptedException {
    ConditionSignal signal = new ConditionSignal();
    boolean[] inTime = new boolean[1];
    Together.run(
        signal::give,
        () -> {
          inTime[0] = signal.await(1, TimeUnit.HOURS);
          if (!inTime[0]) {
            signal.await();
          }
        });
  }

  /** An hour is always enough. */
  static void trustedTimedSignal() throws InterruptedException {
    ConditionSignal signal = new ConditionSignal();
    Together.run(
        signal::give,
        () ->
            Together.require(
                signal.await(1, TimeUnit.HOURS), "the signal did not come within an hour"));
  }

  /** Waits for the end of who answers. */
  static void joined() throws InterruptedException {
    SpinSignal answer = new SpinSignal();
    Thread other = Thread.ofPlatform().name("answerer").start(answer::give);
    other.join();
    Together.require(answer.isGiven, "there is no answer yet");
  }

  /** Sleeps as long as it should take to answer. */
  static void slept() throws InterruptedException {
    SpinSignal answer = new SpinSignal();
    Thread other = Thread.ofPlatform().name("answerer").start(answer::give);
    TimeUnit.SECONDS.sleep(10);
    Together.require(answer.isGiven, "there is no answer yet");
    other.join();
  }
}
