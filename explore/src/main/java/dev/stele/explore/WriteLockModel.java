package dev.stele.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;

/** Stands for locks for writing. */
final class WriteLockModel {

  private WriteLockModel() {}

  static void lock(WriteLock lock, Site site) {
    ReadWriteLockModel.sharedBy(lock, site).write(site);
  }

  static void lockInterruptibly(WriteLock lock, Site site) throws InterruptedException {
    ReadWriteLockModel.sharedBy(lock, site).writeInterruptibly(site);
  }

  static boolean tryLock(WriteLock lock, Site site) {
    return ReadWriteLockModel.sharedBy(lock, site).tryWrite(site);
  }

  static boolean tryLock(WriteLock lock, long time, TimeUnit unit, Site site)
      throws InterruptedException {
    return ReadWriteLockModel.sharedBy(lock, site).tryWrite(unit.toNanos(time), site);
  }

  static void unlock(WriteLock lock, Site site) {
    ReadWriteLockModel.sharedBy(lock, site).endWriting(site);
  }

  static Condition newCondition(WriteLock lock, Site site) {
    return new ModelCondition(lock, one -> ReadWriteLockModel.sharedBy((WriteLock) one, Site.NONE));
  }

  static String toString(WriteLock lock, Site site) {
    return ReadWriteLockModel.toString(lock, site);
  }

  static boolean isHeldByCurrentThread(WriteLock lock, Site site) {
    return getHoldCount(lock, site) > 0;
  }

  static int getHoldCount(WriteLock lock, Site site) {
    return ReadWriteLockModel.sharedBy(lock, site).writeHolds();
  }
}
