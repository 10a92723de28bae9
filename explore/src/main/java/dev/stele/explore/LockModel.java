package dev.stele.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;

/** Finds out which lock stands behind the interface. */
final class LockModel {

  private LockModel() {}

  static void lock(Lock lock, Site site) {
    switch (lock) {
      case ReentrantLock one -> ReentrantLockModel.lock(one, site);
      case ReadLock one -> ReadLockModel.lock(one, site);
      case WriteLock one -> WriteLockModel.lock(one, site);
      default -> own(lock, "lock", site).lock();
    }
  }

  static void lockInterruptibly(Lock lock, Site site) throws InterruptedException {
    switch (lock) {
      case ReentrantLock one -> ReentrantLockModel.lockInterruptibly(one, site);
      case ReadLock one -> ReadLockModel.lockInterruptibly(one, site);
      case WriteLock one -> WriteLockModel.lockInterruptibly(one, site);
      default -> own(lock, "lockInterruptibly", site).lockInterruptibly();
    }
  }

  static boolean tryLock(Lock lock, Site site) {
    return switch (lock) {
      case ReentrantLock one -> ReentrantLockModel.tryLock(one, site);
      case ReadLock one -> ReadLockModel.tryLock(one, site);
      case WriteLock one -> WriteLockModel.tryLock(one, site);
      default -> own(lock, "tryLock", site).tryLock();
    };
  }

  static boolean tryLock(Lock lock, long time, TimeUnit unit, Site site)
      throws InterruptedException {
    return switch (lock) {
      case ReentrantLock one -> ReentrantLockModel.tryLock(one, time, unit, site);
      case ReadLock one -> ReadLockModel.tryLock(one, time, unit, site);
      case WriteLock one -> WriteLockModel.tryLock(one, time, unit, site);
      default -> own(lock, "tryLock", site).tryLock(time, unit);
    };
  }

  static void unlock(Lock lock, Site site) {
    switch (lock) {
      case ReentrantLock one -> ReentrantLockModel.unlock(one, site);
      case ReadLock one -> ReadLockModel.unlock(one, site);
      case WriteLock one -> WriteLockModel.unlock(one, site);
      default -> own(lock, "unlock", site).unlock();
    }
  }

  static Condition newCondition(Lock lock, Site site) {
    return switch (lock) {
      case ReentrantLock one -> ReentrantLockModel.newCondition(one, site);
      case ReadLock one -> ReadLockModel.newCondition(one, site);
      case WriteLock one -> WriteLockModel.newCondition(one, site);
      default -> own(lock, "newCondition", site).newCondition();
    };
  }

  private static Lock own(Lock lock, String call, Site site) {
    Unsupported.refuseOfJdk(lock, call, site);
    return lock;
  }
}
