package dev.stele.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@link ReentrantLock}. A fair one is explored as if it were not: nobody can rely on
 * who comes first, since to ask for a lock is no event that others could see.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class ReentrantLockModel {

  static final String[] HARMLESS = {"<init>", "isFair"};

  private ReentrantLockModel() {}

  private static Mutex of(Lock lock) {
    return Execution.current().state(lock, Mutex.class, ReentrantLockModel::mutex);
  }

  private static Mutex mutex(Object lock) {
    return new Mutex(lock.getClass().getSimpleName(), () -> Values.text(lock));
  }

  static void lock(ReentrantLock lock, Site site) {
    of(lock).lock(site);
  }

  static void lockInterruptibly(ReentrantLock lock, Site site) throws InterruptedException {
    of(lock).lockInterruptibly(site);
  }

  static boolean tryLock(ReentrantLock lock, Site site) {
    return of(lock).tryLock(site);
  }

  static boolean tryLock(ReentrantLock lock, long time, TimeUnit unit, Site site)
      throws InterruptedException {
    return of(lock).tryLock(unit.toNanos(time), site);
  }

  static void unlock(ReentrantLock lock, Site site) {
    Mutex mutex = of(lock);
    if (!mutex.isHeldBy(Execution.current().running())) {
      throw new IllegalMonitorStateException();
    }
    mutex.unlock(site);
  }

  static Condition newCondition(ReentrantLock lock, Site site) {
    return new ModelCondition(lock, ReentrantLockModel::of);
  }

  static int getHoldCount(ReentrantLock lock, Site site) {
    return of(lock).holdsOf(Execution.current().running());
  }

  static boolean isHeldByCurrentThread(ReentrantLock lock, Site site) {
    return of(lock).isHeldBy(Execution.current().running());
  }

  static boolean isLocked(ReentrantLock lock, Site site) {
    return of(lock).isLocked(site);
  }

  static String toString(ReentrantLock lock, Site site) {
    Mutex mutex = of(lock);
    String state = mutex.isLocked(site) ? "Locked by thread " + nameOf(mutex.holder()) : "Unlocked";
    return Values.jdkText(lock.getClass().getName(), lock, state);
  }

  static String nameOf(@Nullable Task holder) {
    return holder == null ? "nobody" : ModelThread.of(holder).visibleName();
  }

  static boolean hasWaiters(ReentrantLock lock, Condition condition, Site site) {
    return getWaitQueueLength(lock, condition, site) > 0;
  }

  static int getWaitQueueLength(ReentrantLock lock, Condition condition, Site site) {
    java.util.Objects.requireNonNull(condition);
    if (!(condition instanceof ModelCondition own) || own.lock() != lock) {
      throw new IllegalArgumentException("not owner");
    }
    if (!of(lock).isHeldBy(Execution.current().running())) {
      throw new IllegalMonitorStateException();
    }
    return own.set().count(site);
  }
}
