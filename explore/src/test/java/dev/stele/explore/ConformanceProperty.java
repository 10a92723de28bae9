package dev.stele.explore;

import static dev.stele.explore.Site.NONE;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("WaitNotInLoop") // The loop, if one is needed, is the caller's.
class ConformanceProperty {

  private static final long SHORT = 1;

  /** A lock and a condition of it, real or modelled. */
  private static final class Locked {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Condition condition;

    Condition real() {
      Condition made = condition == null ? lock.newCondition() : condition;
      condition = made;
      return made;
    }

    Condition model() {
      Condition made = condition == null ? ReentrantLockModel.newCondition(lock, NONE) : condition;
      condition = made;
      return made;
    }
  }

  @Test
  void aReentrantLockDoesWhatTheRealOneDoes() throws InterruptedException {
    new Conformance<>(Locked::new)
        .interrupts()
        .order("lock", l -> l.lock.lock(), l -> ReentrantLockModel.lock(l.lock, NONE))
        .order("unlock", l -> l.lock.unlock(), l -> ReentrantLockModel.unlock(l.lock, NONE))
        .order(
            "lockInterruptibly",
            l -> l.lock.lockInterruptibly(),
            l -> ReentrantLockModel.lockInterruptibly(l.lock, NONE))
        .call("tryLock", l -> l.lock.tryLock(), l -> ReentrantLockModel.tryLock(l.lock, NONE))
        .call(
            "timed tryLock",
            l -> l.lock.tryLock(SHORT, TimeUnit.NANOSECONDS),
            l -> ReentrantLockModel.tryLock(l.lock, SHORT, TimeUnit.NANOSECONDS, NONE))
        .call(
            "getHoldCount",
            l -> l.lock.getHoldCount(),
            l -> ReentrantLockModel.getHoldCount(l.lock, NONE))
        .call("isLocked", l -> l.lock.isLocked(), l -> ReentrantLockModel.isLocked(l.lock, NONE))
        .call(
            "isHeldByCurrentThread",
            l -> l.lock.isHeldByCurrentThread(),
            l -> ReentrantLockModel.isHeldByCurrentThread(l.lock, NONE))
        .check();
  }

  @Test
  void aConditionDoesWhatTheRealOneDoes() throws InterruptedException {
    new Conformance<>(Locked::new)
        .interrupts()
        .order("lock", l -> l.lock.lock(), l -> ReentrantLockModel.lock(l.lock, NONE))
        .order("unlock", l -> l.lock.unlock(), l -> ReentrantLockModel.unlock(l.lock, NONE))
        .order("signal", l -> l.real().signal(), l -> ConditionModel.signal(l.model(), NONE))
        .order(
            "signalAll", l -> l.real().signalAll(), l -> ConditionModel.signalAll(l.model(), NONE))
        .order(
            "await",
            l -> l.real().await(),
            l -> ConditionModel.await(l.model(), NONE),
            l -> !l.lock.isHeldByCurrentThread() || Thread.currentThread().isInterrupted())
        .order(
            "awaitUninterruptibly",
            l -> l.real().awaitUninterruptibly(),
            l -> ConditionModel.awaitUninterruptibly(l.model(), NONE),
            l -> !l.lock.isHeldByCurrentThread())
        .call(
            "timed await",
            l -> l.real().await(SHORT, TimeUnit.NANOSECONDS),
            l -> ConditionModel.await(l.model(), SHORT, TimeUnit.NANOSECONDS, NONE))
        .call(
            "awaitNanos",
            l -> l.real().awaitNanos(SHORT) <= 0,
            l -> ConditionModel.awaitNanos(l.model(), SHORT, NONE) <= 0)
        .call(
            "awaitNanos of nothing",
            l -> l.real().awaitNanos(-3) <= 0,
            l -> ConditionModel.awaitNanos(l.model(), -3, NONE) <= 0)
        .call(
            "hasWaiters",
            l -> l.lock.hasWaiters(l.real()),
            l -> ReentrantLockModel.hasWaiters(l.lock, l.model(), NONE))
        .call(
            "hasWaiters of another",
            l -> l.lock.hasWaiters(new ReentrantLock().newCondition()),
            l ->
                ReentrantLockModel.hasWaiters(
                    l.lock, ReentrantLockModel.newCondition(new ReentrantLock(), NONE), NONE))
        .call(
            "getHoldCount",
            l -> l.lock.getHoldCount(),
            l -> ReentrantLockModel.getHoldCount(l.lock, NONE))
        .check();
  }

  @Test
  @SuppressWarnings("WaitNotInLoop") // Only how a wait ends is compared.
  void aMonitorDoesWhatTheRealOneDoes() throws InterruptedException {
    new Conformance<>(Object::new)
        .interrupts()
        .order("notify outside", o -> o.notify(), o -> MonitorModel.notify(o, NONE))
        .order("notifyAll outside", o -> o.notifyAll(), o -> MonitorModel.notifyAll(o, NONE))
        .order("wait outside", o -> o.wait(), o -> MonitorModel.wait(o, NONE))
        .order("wait outside for less than 0", o -> o.wait(-1), o -> MonitorModel.wait(o, -1, NONE))
        .order(
            "wait for too many nanos",
            o -> o.wait(0, 1_000_000),
            o -> MonitorModel.wait(o, 0, 1_000_000, NONE))
        .order(
            "wait twice inside",
            o -> {
              synchronized (o) {
                synchronized (o) {
                  o.notify();
                  o.wait(SHORT);
                  o.wait(0, 1);
                }
                o.notifyAll();
              }
            },
            o -> {
              MonitorModel.enter(o, NONE);
              MonitorModel.enter(o, NONE);
              try {
                MonitorModel.notify(o, NONE);
                MonitorModel.wait(o, SHORT, NONE);
                MonitorModel.wait(o, 0, 1, NONE);
              } finally {
                MonitorModel.exit(o, NONE);
                MonitorModel.exit(o, NONE);
              }
            })
        .call("holdsLock", o -> Thread.holdsLock(o), o -> ThreadModel.holdsLock(o, NONE))
        .check();
  }

  @Test
  void aSemaphoreDoesWhatTheRealOneDoes() throws InterruptedException {
    new Conformance<>(() -> new Semaphore(2))
        .interrupts()
        .order(
            "acquire",
            s -> s.acquire(),
            s -> SemaphoreModel.acquire(s, NONE),
            s -> s.availablePermits() > 0 || Thread.currentThread().isInterrupted())
        .order(
            "acquire 2",
            s -> s.acquire(2),
            s -> SemaphoreModel.acquire(s, 2, NONE),
            s -> s.availablePermits() > 1)
        .order("acquire -1", s -> s.acquire(-1), s -> SemaphoreModel.acquire(s, -1, NONE))
        .order(
            "acquireUninterruptibly",
            s -> s.acquireUninterruptibly(),
            s -> SemaphoreModel.acquireUninterruptibly(s, NONE),
            s -> s.availablePermits() > 0)
        .call("tryAcquire", s -> s.tryAcquire(), s -> SemaphoreModel.tryAcquire(s, NONE))
        .call("tryAcquire 3", s -> s.tryAcquire(3), s -> SemaphoreModel.tryAcquire(s, 3, NONE))
        .call(
            "timed tryAcquire",
            s -> s.tryAcquire(SHORT, TimeUnit.NANOSECONDS),
            s -> SemaphoreModel.tryAcquire(s, SHORT, TimeUnit.NANOSECONDS, NONE))
        .order("release", s -> s.release(), s -> SemaphoreModel.release(s, NONE))
        .order("release 2", s -> s.release(2), s -> SemaphoreModel.release(s, 2, NONE))
        .order("release -1", s -> s.release(-1), s -> SemaphoreModel.release(s, -1, NONE))
        .order(
            "release too many",
            s -> s.release(Integer.MAX_VALUE),
            s -> SemaphoreModel.release(s, Integer.MAX_VALUE, NONE),
            s -> s.availablePermits() > 0)
        .call("drainPermits", s -> s.drainPermits(), s -> SemaphoreModel.drainPermits(s, NONE))
        .call(
            "availablePermits",
            s -> s.availablePermits(),
            s -> SemaphoreModel.availablePermits(s, NONE))
        .check();
  }

  @Test
  void aLatchDoesWhatTheRealOneDoes() throws InterruptedException {
    new Conformance<>(() -> new CountDownLatch(2))
        .interrupts()
        .order("countDown", l -> l.countDown(), l -> CountDownLatchModel.countDown(l, NONE))
        .order(
            "await",
            l -> l.await(),
            l -> CountDownLatchModel.await(l, NONE),
            l -> l.getCount() == 0 || Thread.currentThread().isInterrupted())
        .call(
            "timed await",
            l -> l.await(SHORT, TimeUnit.NANOSECONDS),
            l -> CountDownLatchModel.await(l, SHORT, TimeUnit.NANOSECONDS, NONE))
        .call("getCount", l -> l.getCount(), l -> CountDownLatchModel.getCount(l, NONE))
        .check();
  }

  @Test
  void aReadWriteLockDoesWhatTheRealOneDoes() throws InterruptedException {
    Conformance<ReentrantReadWriteLock> conformance =
        new Conformance<>(ReentrantReadWriteLock::new).interrupts();
    locks(conformance, "read", l -> l.readLock(), l -> ReadWriteLockModel.readLock(l, NONE), true);
    locks(
        conformance,
        "write",
        l -> l.writeLock(),
        l -> ReadWriteLockModel.writeLock(l, NONE),
        false);
    conformance
        .call(
            "getReadHoldCount",
            l -> l.getReadHoldCount(),
            l -> ReadWriteLockModel.getReadHoldCount(l, NONE))
        .call(
            "getWriteHoldCount",
            l -> l.getWriteHoldCount(),
            l -> ReadWriteLockModel.getWriteHoldCount(l, NONE))
        .call(
            "isWriteLocked", l -> l.isWriteLocked(), l -> ReadWriteLockModel.isWriteLocked(l, NONE))
        .check();
  }

  /** Takes one of the two locks of a lock. */
  @FunctionalInterface
  private interface Side {
    Lock of(ReentrantReadWriteLock lock);
  }

  private static void locks(
      Conformance<ReentrantReadWriteLock> conformance,
      String name,
      Side real,
      Side model,
      boolean isReading) {
    conformance
        .order(
            "lock to " + name,
            l -> real.of(l).lock(),
            l -> LockModel.lock(model.of(l), NONE),
            l -> isReading || l.getReadHoldCount() == 0 || l.getWriteHoldCount() > 0)
        .order(
            "unlock to " + name, l -> real.of(l).unlock(), l -> LockModel.unlock(model.of(l), NONE))
        .order(
            "lock interruptibly to " + name,
            l -> real.of(l).lockInterruptibly(),
            l -> LockModel.lockInterruptibly(model.of(l), NONE),
            l -> isReading || l.getReadHoldCount() == 0 || l.getWriteHoldCount() > 0)
        .call(
            "try to lock to " + name,
            l -> real.of(l).tryLock(),
            l -> LockModel.tryLock(model.of(l), NONE))
        .call(
            "try for a time to lock to " + name,
            l -> real.of(l).tryLock(SHORT, TimeUnit.NANOSECONDS),
            l -> LockModel.tryLock(model.of(l), SHORT, TimeUnit.NANOSECONDS, NONE));
    if (isReading) {
      conformance.call(
          "new condition to read",
          l -> real.of(l).newCondition(),
          l -> LockModel.newCondition(model.of(l), NONE));
    }
  }

  /** A thread that does nothing, and whoever deals with it. */
  private static final class Child {
    private final Thread thread = new Thread(() -> {}, "child");
    private boolean isStarted;
  }

  @Test
  void aThreadDoesWhatTheRealOneDoes() throws InterruptedException {
    new Conformance<>(Child::new)
        .interrupts()
        .order(
            "start and join",
            c -> {
              c.isStarted = true;
              c.thread.start();
              join(c.thread);
            },
            c -> {
              ThreadModel.start(c.thread, NONE);
              boolean isInterrupted = ThreadModel.interrupted(NONE);
              ThreadModel.join(c.thread, NONE);
              if (isInterrupted) {
                ThreadModel.interrupt(ThreadModel.currentThread(NONE), NONE);
              }
            })
        .order("join", c -> c.thread.join(), c -> ThreadModel.join(c.thread, NONE))
        .order(
            "timed join", c -> c.thread.join(SHORT), c -> ThreadModel.join(c.thread, SHORT, NONE))
        .order("join for -1", c -> c.thread.join(-1), c -> ThreadModel.join(c.thread, -1, NONE))
        .call(
            "join for a duration",
            c -> c.thread.join(Duration.ofNanos(SHORT)),
            c -> ThreadModel.join(c.thread, Duration.ofNanos(SHORT), NONE))
        .call(
            "join for no duration",
            c -> c.thread.join(Duration.ZERO),
            c -> ThreadModel.join(c.thread, Duration.ZERO, NONE))
        .call("isAlive", c -> c.thread.isAlive(), c -> ThreadModel.isAlive(c.thread, NONE))
        .call("getState", c -> c.thread.getState(), c -> ThreadModel.getState(c.thread, NONE))
        .order(
            "interrupt it before it is started",
            c -> c.thread.interrupt(),
            c -> ThreadModel.interrupt(c.thread, NONE),
            c -> !c.isStarted)
        .call(
            "isInterrupted before it is started",
            c -> c.thread.isInterrupted(),
            c -> ThreadModel.isInterrupted(c.thread, NONE),
            c -> !c.isStarted)
        .call("getName", c -> c.thread.getName(), c -> ThreadModel.getName(c.thread, NONE))
        .order(
            "setName",
            c -> c.thread.setName("kid"),
            c -> ThreadModel.setName(c.thread, "kid", NONE))
        .order(
            "setDaemon",
            c -> c.thread.setDaemon(true),
            c -> ThreadModel.setDaemon(c.thread, true, NONE))
        .check();
  }

  private static void join(Thread thread) throws InterruptedException {
    boolean isInterrupted = Thread.interrupted();
    thread.join();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // A yield is what is compared.
  void aThreadDealsWithItselfAsTheRealOneDoes() throws InterruptedException {
    new Conformance<>(Object::new)
        .interrupts()
        .order("sleep", _ -> TimeUnit.NANOSECONDS.sleep(1), _ -> ThreadModel.sleep(0, 1, NONE))
        .order(
            "sleep for 0",
            _ -> TimeUnit.DAYS.sleep(0),
            _ -> TimeUnitModel.sleep(TimeUnit.DAYS, 0, NONE))
        .order(
            "park with a permit",
            _ -> {
              LockSupport.unpark(Thread.currentThread());
              LockSupport.park();
            },
            _ -> {
              LockSupportModel.unpark(ThreadModel.currentThread(NONE), NONE);
              LockSupportModel.park(NONE);
            })
        .order(
            "park for a time",
            _ -> LockSupport.parkNanos(1),
            _ -> LockSupportModel.parkNanos(1, NONE))
        .order(
            "park for less",
            _ -> LockSupport.parkNanos(-1),
            _ -> LockSupportModel.parkNanos(-1, NONE))
        .order(
            "park until", _ -> LockSupport.parkUntil(1), _ -> LockSupportModel.parkUntil(1, NONE))
        .order(
            "unpark nobody",
            _ -> LockSupport.unpark(null),
            _ -> LockSupportModel.unpark(null, NONE))
        .order("yield", _ -> Thread.yield(), _ -> ThreadModel.yieldTurn(NONE))
        .call(
            "isAlive",
            _ -> Thread.currentThread().isAlive(),
            _ -> ThreadModel.isAlive(ThreadModel.currentThread(NONE), NONE))
        .call(
            "getState",
            _ -> Thread.currentThread().getState(),
            _ -> ThreadModel.getState(ThreadModel.currentThread(NONE), NONE))
        .order(
            "start myself",
            _ -> Thread.currentThread().start(),
            _ -> ThreadModel.start(ThreadModel.currentThread(NONE), NONE))
        .check();
  }

  @Test
  void aThreadLocalDoesWhatTheRealOneDoes() throws InterruptedException {
    new Conformance<ThreadLocal<@Nullable Integer>>(() -> ThreadLocal.withInitial(() -> 5))
        .call("get", l -> l.get(), l -> ThreadLocalModel.get(l, NONE))
        .order("set", l -> l.set(6), l -> ThreadLocalModel.set(l, 6, NONE))
        .order("set null", l -> l.set(null), l -> ThreadLocalModel.set(l, null, NONE))
        .order("remove", l -> l.remove(), l -> ThreadLocalModel.remove(l, NONE))
        .check();
  }
}
