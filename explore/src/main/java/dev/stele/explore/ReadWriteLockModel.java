package dev.stele.explore;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Stands for {@link ReentrantReadWriteLock}. A fair one is explored as if it were not; a reader
 * that comes behind a writer that waits does not overtake it.
 */
final class ReadWriteLockModel {

  static final String[] HARMLESS = {"<init>", "isFair"};

  private ReadWriteLockModel() {}

  /** The lock for reading, that knows of what. */
  static final class Reading extends ReentrantReadWriteLock.ReadLock {
    private static final long serialVersionUID = 1;
    private final transient ReentrantReadWriteLock lock;

    private Reading(ReentrantReadWriteLock lock) {
      super(lock);
      this.lock = lock;
    }
  }

  /** The lock for writing, that knows of what. */
  static final class Writing extends ReentrantReadWriteLock.WriteLock {
    private static final long serialVersionUID = 1;
    private final transient ReentrantReadWriteLock lock;

    private Writing(ReentrantReadWriteLock lock) {
      super(lock);
      this.lock = lock;
    }
  }

  static ReentrantReadWriteLock.ReadLock readLock(ReentrantReadWriteLock lock, Site site) {
    return new Reading(lock);
  }

  static ReentrantReadWriteLock.WriteLock writeLock(ReentrantReadWriteLock lock, Site site) {
    return new Writing(lock);
  }

  /** Returns what stands for the lock to which a lock for reading belongs. */
  static SharedLock sharedBy(ReentrantReadWriteLock.ReadLock lock, Site site) {
    if (lock instanceof Reading reading) {
      return SharedLock.of(reading.lock);
    }
    throw unknown(lock, site);
  }

  static SharedLock sharedBy(ReentrantReadWriteLock.WriteLock lock, Site site) {
    if (lock instanceof Writing writing) {
      return SharedLock.of(writing.lock);
    }
    throw unknown(lock, site);
  }

  private static Error unknown(Object lock, Site site) {
    return Unsupported.found(
        lock.getClass().getName() + ", made by other code than the model's",
        site,
        "let the model call readLock() or writeLock() itself");
  }

  static int getReadHoldCount(ReentrantReadWriteLock lock, Site site) {
    return SharedLock.of(lock).readHolds();
  }

  static int getWriteHoldCount(ReentrantReadWriteLock lock, Site site) {
    return SharedLock.of(lock).writeHolds();
  }

  static boolean isWriteLockedByCurrentThread(ReentrantReadWriteLock lock, Site site) {
    return SharedLock.of(lock).writeHolds() > 0;
  }

  static String toString(ReentrantReadWriteLock lock, Site site) {
    SharedLock shared = SharedLock.of(lock);
    shared.look(site);
    return Values.jdkText(
        lock.getClass().getName(),
        lock,
        "Write locks = " + shared.holds() + ", Read locks = " + shared.allReadHolds());
  }

  static String toString(ReentrantReadWriteLock.ReadLock lock, Site site) {
    SharedLock shared = sharedBy(lock, site);
    shared.look(site);
    return Values.jdkText(
        ReentrantReadWriteLock.ReadLock.class.getName(),
        lock,
        "Read locks = " + shared.allReadHolds());
  }

  static String toString(ReentrantReadWriteLock.WriteLock lock, Site site) {
    SharedLock shared = sharedBy(lock, site);
    shared.look(site);
    Task writer = shared.writer();
    return Values.jdkText(
        ReentrantReadWriteLock.WriteLock.class.getName(),
        lock,
        writer == null ? "Unlocked" : "Locked by thread " + ReentrantLockModel.nameOf(writer));
  }

  static boolean isWriteLocked(ReentrantReadWriteLock lock, Site site) {
    return SharedLock.isWriteLocked(SharedLock.of(lock).look(site));
  }
}
