package dev.stele.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Finds out which lock stands behind the interface. */
final class LockModel {

  private LockModel() {}

  static void lock(Lock lock, Site site) {
    if (lock instanceof ReentrantLock one) {
      ReentrantLockModel.lock(one, site);
    } else {
      own(lock, "lock", site).lock();
    }
  }

  static void lockInterruptibly(Lock lock, Site site) throws InterruptedException {
    if (lock instanceof ReentrantLock one) {
      ReentrantLockModel.lockInterruptibly(one, site);
    } else {
      own(lock, "lockInterruptibly", site).lockInterruptibly();
    }
  }

  static boolean tryLock(Lock lock, Site site) {
    return lock instanceof ReentrantLock one
        ? ReentrantLockModel.tryLock(one, site)
        : own(lock, "tryLock", site).tryLock();
  }

  static boolean tryLock(Lock lock, long time, TimeUnit unit, Site site)
      throws InterruptedException {
    return lock instanceof ReentrantLock one
        ? ReentrantLockModel.tryLock(one, time, unit, site)
        : own(lock, "tryLock", site).tryLock(time, unit);
  }

  static void unlock(Lock lock, Site site) {
    if (lock instanceof ReentrantLock one) {
      ReentrantLockModel.unlock(one, site);
    } else {
      own(lock, "unlock", site).unlock();
    }
  }

  static Condition newCondition(Lock lock, Site site) {
    return lock instanceof ReentrantLock one
        ? ReentrantLockModel.newCondition(one, site)
        : own(lock, "newCondition", site).newCondition();
  }

  private static Lock own(Lock lock, String call, Site site) {
    Unsupported.refuseOfJdk(lock, call, site);
    return lock;
  }
}
