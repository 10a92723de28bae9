package dev.stele.trial;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until it is told to go on.
 *
 * <p>Who sleeps or waits on it is woken by {@link #advance} alone, in the order of the deadlines
 * and never before its own. {@code advance} does not wait for the woken: who is to see its own time
 * goes on by {@link #advanceToNext}. Nothing waits for real time to pass. Safe for any thread.
 */
public final class SimClock implements Clock {

  /*
   * Lock order: a caller's lock before `mutex`. A waiter registers while it holds its own lock and
   * gives that up only by waiting, so a wake-up, which takes the waiter's lock first, cannot come in
   * between and be lost. `advance` therefore never holds `mutex` while it wakes.
   */
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition registered = mutex.newCondition();

  // All below are guarded by `mutex`.
  private final List<Waiter> waiters = new ArrayList<>();
  private long nowNanos;
  private Instant wall;

  /** A thread that waits; compared by identity. */
  private static final class Waiter {
    private final Lock lock;
    private final Condition condition;
    private final long deadlineNanos;

    Waiter(Lock lock, Condition condition, long deadlineNanos) {
      this.lock = lock;
      this.condition = condition;
      this.deadlineNanos = deadlineNanos;
    }
  }

  private SimClock(Instant wall) {
    this.wall = wall;
  }

  /** Makes a clock that shows a wall time. */
  public static SimClock at(Instant wall) {
    return new SimClock(wall);
  }

  /** Lets time pass, and wakes everybody whose deadline it reaches. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must be >= 0, got: " + duration);
    }
    long end = nanoTime() + duration.toNanos();
    for (Optional<Waiter> due = step(end); due.isPresent(); due = step(end)) {
      Waiter waiter = due.get();
      waiter.lock.lock();
      try {
        waiter.condition.signalAll();
      } finally {
        waiter.lock.unlock();
      }
    }
  }

  /**
   * Lets time pass up to the next deadline, and wakes who waits for it.
   *
   * @return how long that was; empty if nobody waits, and no time passed
   */
  public Optional<Duration> advanceToNext() {
    Optional<Duration> next = untilNext();
    next.ifPresent(this::advance);
    return next;
  }

  /** Goes on to the next deadline, or to the end if there is none before it. */
  private Optional<Waiter> step(long endNanos) {
    mutex.lock();
    try {
      Optional<Waiter> next =
          waiters.stream()
              .min(Comparator.comparingLong((Waiter waiter) -> waiter.deadlineNanos - nowNanos))
              .filter(waiter -> waiter.deadlineNanos - endNanos <= 0);
      long then = next.map(waiter -> waiter.deadlineNanos).orElse(endNanos);
      if (then - nowNanos > 0) {
        wall = wall.plusNanos(then - nowNanos);
        nowNanos = then;
      }
      next.ifPresent(waiters::remove);
      return next;
    } finally {
      mutex.unlock();
    }
  }

  /** Sets the wall time, forward or back, as an operator does; no wait notices. */
  public void setWall(Instant instant) {
    mutex.lock();
    try {
      wall = instant;
    } finally {
      mutex.unlock();
    }
  }

  /** Waits, in real time, until a number of threads sleep or wait on this clock. */
  public void awaitWaiters(int count) throws InterruptedException {
    mutex.lockInterruptibly();
    try {
      while (waiters.size() < count) {
        registered.await();
      }
    } finally {
      mutex.unlock();
    }
  }

  /** Returns how long it is to the next deadline; empty if nobody waits. */
  public Optional<Duration> untilNext() {
    mutex.lock();
    try {
      return waiters.stream()
          .map(waiter -> Duration.ofNanos(waiter.deadlineNanos - nowNanos))
          .min(Comparator.naturalOrder());
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public Instant instant() {
    mutex.lock();
    try {
      return wall;
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public long nanoTime() {
    mutex.lock();
    try {
      return nowNanos;
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    long deadlineNanos = deadlineAfter(duration);
    ReentrantLock bed = new ReentrantLock();
    Condition morning = bed.newCondition();
    bed.lockInterruptibly();
    try {
      while (awaitUntil(bed, morning, deadlineNanos)) {
        // Woken for no reason: sleeps on.
      }
    } finally {
      bed.unlock();
    }
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the seam says.
  public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Waiter waiter = new Waiter(lock, condition, deadlineNanos);
    if (!register(waiter)) {
      return false;
    }
    try {
      condition.await();
    } finally {
      mutex.lock();
      try {
        waiters.remove(waiter);
      } finally {
        mutex.unlock();
      }
    }
    return deadlineNanos - nanoTime() > 0;
  }

  private boolean register(Waiter waiter) {
    mutex.lock();
    try {
      if (waiter.deadlineNanos - nowNanos <= 0) {
        return false;
      }
      waiters.add(waiter);
      registered.signalAll();
      return true;
    } finally {
      mutex.unlock();
    }
  }
}
