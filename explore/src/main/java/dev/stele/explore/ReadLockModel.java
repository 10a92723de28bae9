package dev.stele.explore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;

/** Stands for locks for reading. */
final class ReadLockModel {

  private ReadLockModel() {}

  static void lock(ReadLock lock, Site site) {
    ReadWriteLockModel.sharedBy(lock, site).read(site);
  }

  static void lockInterruptibly(ReadLock lock, Site site) throws InterruptedException {
    ReadWriteLockModel.sharedBy(lock, site).readInterruptibly(site);
  }

  static boolean tryLock(ReadLock lock, Site site) {
    return ReadWriteLockModel.sharedBy(lock, site).tryRead(site);
  }

  static boolean tryLock(ReadLock lock, long time, TimeUnit unit, Site site)
      throws InterruptedException {
    return ReadWriteLockModel.sharedBy(lock, site).tryRead(unit.toNanos(time), site);
  }

  static void unlock(ReadLock lock, Site site) {
    ReadWriteLockModel.sharedBy(lock, site).endReading(site);
  }

  static String toString(ReadLock lock, Site site) {
    return ReadWriteLockModel.toString(lock, site);
  }

  @SuppressWarnings("DoNotCallSuggester") // As the JDK has it.
  static Condition newCondition(ReadLock lock, Site site) {
    throw new UnsupportedOperationException();
  }
}
