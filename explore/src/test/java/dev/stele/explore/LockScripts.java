package dev.stele.explore;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What is called of locks, conditions and monitors. */
@SuppressWarnings({
  "all",
  "try",
  "deprecation",
  "removal"
}) // What nobody should call is compared, too.
final class LockScripts {

  private LockScripts() {}

  static Script<?> reentrantLock(boolean isFair) {
    return ofReentrantLock(new Script<>(() -> new ReentrantLock(isFair)).interrupts())
        .call("isFair", l -> l.isFair())
        .call("getHoldCount", l -> l.getHoldCount())
        .call("isLocked", l -> l.isLocked())
        .call("isLocked by another", l -> Script.byAnother(l, o -> o.isLocked()))
        .call("isHeldByCurrentThread", l -> l.isHeldByCurrentThread())
        .call("isHeld by another", l -> Script.byAnother(l, o -> o.isHeldByCurrentThread()))
        .call("getHoldCount by another", l -> Script.byAnother(l, o -> o.getHoldCount()))
        .call("toString", l -> l.toString())
        .call("hasWaiters of another's", l -> l.hasWaiters(new ReentrantLock().newCondition()))
        .call("hasWaiters", l -> l.hasWaiters(l.newCondition()))
        .call("getWaitQueueLength", l -> l.getWaitQueueLength(l.newCondition()));
  }

  private static Script<ReentrantLock> ofReentrantLock(Script<ReentrantLock> script) {
    return script
        .order("lock", l -> l.lock())
        .order("unlock", l -> l.unlock())
        .order("lockInterruptibly", l -> l.lockInterruptibly())
        .call("tryLock", l -> l.tryLock())
        .call("tryLock 1", l -> l.tryLock(1, TimeUnit.NANOSECONDS))
        .call("tryLock 0", l -> l.tryLock(0, TimeUnit.NANOSECONDS))
        .call("tryLock -1", l -> l.tryLock(-1, TimeUnit.DAYS))
        .call("unlock by another", l -> Script.byAnother(l, o -> unlocked(o)))
        .call("tryLock by another", l -> Script.byAnother(l, o -> o.tryLock() && unlocked(o)))
        .call(
            "tryLock 1 by another",
            l -> Script.byAnother(l, o -> o.tryLock(1, TimeUnit.NANOSECONDS) && unlocked(o)))
        .call(
            "lockInterruptibly by another",
            l -> l.isHeldByCurrentThread(),
            l ->
                Script.byInterrupted(
                    l,
                    o -> {
                      o.lockInterruptibly();
                      return "locked";
                    }));
  }

  private static boolean unlocked(Lock lock) {
    lock.unlock();
    return true;
  }

  static Script<?> lock() {
    return new Script<Lock>(ReentrantLock::new)
        .interrupts()
        .order("lock", l -> l.lock())
        .order("unlock", l -> l.unlock())
        .order("lockInterruptibly", l -> l.lockInterruptibly())
        .call("tryLock", l -> l.tryLock())
        .call("tryLock 1", l -> l.tryLock(1, TimeUnit.NANOSECONDS))
        .order("newCondition", l -> l.newCondition().signal())
        .call("tryLock by another", l -> Script.byAnother(l, o -> o.tryLock() && unlocked(o)));
  }

  /** A lock and a condition of it. */
  private static final class Locked {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition condition = lock.newCondition();

    boolean isHeld() {
      return lock.isHeldByCurrentThread();
    }

    boolean cannotWait() {
      return !isHeld() || Thread.currentThread().isInterrupted();
    }

    String awaited(Script.Call<Condition> call) throws Exception {
      lock.lock();
      try {
        return "ended " + call.on(condition);
      } finally {
        lock.unlock();
      }
    }

    void signal() {
      lock.lock();
      try {
        condition.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  static Script<?> condition() {
    return new Script<>(Locked::new)
        .interrupts()
        .order("lock", l -> l.lock.lock())
        .order("unlock", l -> l.lock.unlock())
        .order("signal", l -> l.condition.signal())
        .order("signalAll", l -> l.condition.signalAll())
        .order("await", l -> l.cannotWait(), l -> l.condition.await())
        .order("awaitUninterruptibly", l -> !l.isHeld(), l -> l.condition.awaitUninterruptibly())
        .call("await 1", l -> l.condition.await(1, TimeUnit.NANOSECONDS))
        .call("await -1", l -> l.condition.await(-1, TimeUnit.NANOSECONDS))
        .call("awaitNanos 1", l -> l.condition.awaitNanos(1) <= 0)
        .call("awaitNanos -3", l -> l.condition.awaitNanos(-3) <= 0)
        .call("awaitUntil the past", l -> l.condition.awaitUntil(new Date(0)))
        .call("hasWaiters", l -> l.lock.hasWaiters(l.condition))
        .call("getWaitQueueLength", l -> l.lock.getWaitQueueLength(l.condition))
        .call("hasWaiters of null", l -> l.lock.hasWaiters(null))
        .call("getHoldCount", l -> l.lock.getHoldCount())
        .call("signal by another", l -> Script.byAnother(l, o -> signalled(o)))
        .call("interrupted wait", l -> !l.isHeld(), l -> Script.byInterrupted(l, o -> waited(o)))
        .call(
            "wait until signalled",
            l -> l.isHeld() && l.lock.getHoldCount() == 1 && !l.cannotWait(),
            l -> {
              Thread other = new Thread(l::signal);
              other.start();
              l.condition.awaitUninterruptibly();
              other.join();
              return l.lock.getHoldCount();
            })
        .call(
            "wait with all holds",
            l -> l.isHeld() && !l.cannotWait(),
            l -> {
              Thread other = new Thread(l::signal);
              other.start();
              l.condition.await();
              other.join();
              return l.lock.getHoldCount();
            });
  }

  private static String signalled(Locked locked) {
    locked.condition.signal();
    return "signalled";
  }

  private static String waited(Locked locked) throws Exception {
    return locked.awaited(condition -> {
      condition.await();
      return "signalled";
    });
  }

  static Script<?> monitor() {
    return new Script<>(Object::new)
        .interrupts()
        .order("notify outside", o -> o.notify())
        .order("notifyAll outside", o -> o.notifyAll())
        .order("wait outside", o -> o.wait())
        .order("wait outside for -1", o -> o.wait(-1))
        .order("wait for too many nanos", o -> o.wait(0, 1_000_000))
        .order("wait for too few nanos", o -> o.wait(0, -1))
        .order("timedWait outside", o -> TimeUnit.DAYS.timedWait(o, 1))
        .order("timedWait for 0", o -> TimeUnit.DAYS.timedWait(o, 0))
        .order(
            "wait twice inside",
            o -> {
              synchronized (o) {
                synchronized (o) {
                  o.notify();
                  o.wait(1);
                  o.wait(0, 1);
                  TimeUnit.NANOSECONDS.timedWait(o, 1);
                }
                o.notifyAll();
              }
            })
        .call(
            "interrupted wait",
            o ->
                Script.byInterrupted(
                    o,
                    object -> {
                      synchronized (object) {
                        object.wait();
                        return "notified";
                      }
                    }))
        .call("holdsLock", o -> Thread.holdsLock(o))
        .call(
            "holdsLock inside",
            o -> {
              synchronized (o) {
                return Thread.holdsLock(o) + Script.byAnother(o, Thread::holdsLock);
              }
            })
        .order("holdsLock of null", _ -> Thread.holdsLock(null))
        .call(
            "wait until notified",
            _ -> !Thread.currentThread().isInterrupted(),
            o -> waitUntilNotified(o));
  }

  private static String waitUntilNotified(Object object) throws InterruptedException {
    Thread other =
        new Thread(() -> {
          synchronized (object) {
            object.notify();
          }
        });
    synchronized (object) {
      other.start();
      object.wait();
    }
    other.join();
    return "notified";
  }

  static Script<?> readWriteLock(boolean isFair) {
    Script<ReentrantReadWriteLock> script =
        new Script<>(() -> new ReentrantReadWriteLock(isFair)).interrupts();
    side(script, "read", l -> l.readLock(), true);
    side(script, "write", l -> l.writeLock(), false);
    return script
        .call("isFair", l -> l.isFair())
        .call("getReadHoldCount", l -> l.getReadHoldCount())
        .call("getWriteHoldCount", l -> l.getWriteHoldCount())
        .call("isWriteLocked", l -> l.isWriteLocked())
        .call("isWriteLockedByCurrentThread", l -> l.isWriteLockedByCurrentThread())
        .call("getHoldCount", l -> l.writeLock().getHoldCount())
        .call("isHeldByCurrentThread", l -> l.writeLock().isHeldByCurrentThread())
        .call("toString", l -> l.toString())
        .call("toString of the read lock", l -> l.readLock().toString())
        .call("toString of the write lock", l -> l.writeLock().toString())
        .call("isWriteLocked by another", l -> Script.byAnother(l, o -> o.isWriteLocked()))
        .order("signal", l -> l.writeLock().newCondition().signal())
        .call(
            "await 1",
            l -> l.getReadHoldCount() == 0,
            l -> l.writeLock().newCondition().await(1, TimeUnit.NANOSECONDS));
  }

  /** Takes one of the two locks of a lock. */
  @FunctionalInterface
  private interface Side {
    Lock of(ReentrantReadWriteLock lock);
  }

  private static void side(
      Script<ReentrantReadWriteLock> script, String name, Side side, boolean isReading) {
    script
        .order(name + " lock", l -> isReading || canWrite(l), l -> side.of(l).lock())
        .order(name + " unlock", l -> side.of(l).unlock())
        .order(
            name + " lockInterruptibly",
            l -> isReading || canWrite(l),
            l -> side.of(l).lockInterruptibly())
        .call(name + " tryLock", l -> side.of(l).tryLock())
        .call(name + " tryLock 1", l -> side.of(l).tryLock(1, TimeUnit.NANOSECONDS))
        .call(name + " tryLock -1", l -> side.of(l).tryLock(-1, TimeUnit.NANOSECONDS))
        .call(
            name + " tryLock by another",
            l -> Script.byAnother(side.of(l), o -> o.tryLock() && unlocked(o)))
        .call(
            name + " tryLock 1 by another",
            l ->
                Script.byAnother(
                    side.of(l), o -> o.tryLock(1, TimeUnit.NANOSECONDS) && unlocked(o)))
        .call(
            name + " lockInterruptibly by another",
            l -> l.isWriteLockedByCurrentThread(),
            l ->
                Script.byInterrupted(
                    side.of(l),
                    o -> {
                      o.lockInterruptibly();
                      return "locked";
                    }))
        .call(name + " unlock by another", l -> Script.byAnother(side.of(l), o -> unlocked(o)));
    if (isReading) {
      script.call(name + " newCondition", l -> side.of(l).newCondition());
    }
  }

  private static boolean canWrite(ReentrantReadWriteLock lock) {
    return lock.getReadHoldCount() == 0 || lock.isWriteLockedByCurrentThread();
  }
}
