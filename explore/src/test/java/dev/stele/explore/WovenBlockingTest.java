package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plain code that blocks, woven: what it calls is found in the table. */
@SuppressWarnings("WaitNotInLoop") // The loop, if one is needed, is the caller's.
class WovenBlockingTest {

  private static Exploration.Result explore(Explorer.Model model) {
    return WovenRuns.explore(model);
  }

  private static void completes(Explorer.Model model, long executions) {
    Exploration.Result result = explore(model);
    assertThat(result.failure().map(Exploration.Failure::finding)).isEmpty();
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isEqualTo(executions);
  }

  private static Finding fails(Explorer.Model model) {
    return Failures.of(explore(model));
  }

  /** A counter behind a lock that only its interface shows. */
  static final class Counter {
    private final Lock lock;
    private int count;

    Counter(Lock lock) {
      this.lock = lock;
    }

    void add() {
      lock.lock();
      try {
        count++;
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void aCounterBehindALockIsCounted() {
    completes(
        () -> {
          Counter counter = new Counter(new ReentrantLock());
          Thread other = new Thread(counter::add);
          other.start();
          counter.add();
          other.join();
          assertThat(counter.count).isEqualTo(2);
        },
        2);
  }

  @Test
  void aCounterBehindALockForWritingIsCounted() {
    completes(
        () -> {
          ReadWriteLock lock = new ReentrantReadWriteLock();
          Counter counter = new Counter(lock.writeLock());
          Thread other = Thread.ofVirtual().start(counter::add);
          counter.add();
          other.join();
          Lock reading = lock.readLock();
          reading.lock();
          try {
            assertThat(counter.count).isEqualTo(2);
          } finally {
            reading.unlock();
          }
        },
        2);
  }

  @Test
  void aCounterBehindALockForReadingIsARace() {
    assertThat(
            fails(
                    () -> {
                      Counter counter = new Counter(new ReentrantReadWriteLock().readLock());
                      Thread other = new Thread(counter::add);
                      other.start();
                      counter.add();
                      other.join();
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  /** A box for one value, with conditions. */
  static final class Box {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private @Nullable String value;

    void put(String text) {
      lock.lock();
      try {
        value = text;
        filled.signal();
      } finally {
        lock.unlock();
      }
    }

    String take() throws InterruptedException {
      lock.lock();
      try {
        while (value == null) {
          filled.await();
        }
        return value;
      } finally {
        lock.unlock();
      }
    }

    @Nullable String takeInTime() throws InterruptedException {
      lock.lock();
      try {
        if (value == null && !filled.await(1, TimeUnit.SECONDS)) {
          return null;
        }
        return value;
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void aBoxIsFilledBeforeItIsEmptied() {
    completes(
        () -> {
          Box box = new Box();
          Thread other = new Thread(() -> box.put("one"));
          other.start();
          assertThat(box.take()).isEqualTo("one");
          other.join();
        },
        2);
  }

  @Test
  void aTimedWaitThatIsTakenForASignalIsFound() {
    Finding found =
        fails(() -> {
          Box box = new Box();
          Thread other = new Thread(() -> box.put("one"));
          other.start();
          assertThat(box.takeInTime()).isEqualTo("one");
          other.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.ASSERTION);
  }

  /** A thread of its own type, that waits in a monitor. */
  static final class Waiter extends Thread {
    private boolean isReady;

    @Override
    public void run() {
      synchronized (this) {
        while (!isReady) {
          try {
            wait();
          } catch (InterruptedException e) {
            return;
          }
        }
      }
    }

    synchronized void ready() {
      isReady = true;
      notifyAll();
    }
  }

  @Test
  void aSubclassOfThreadRuns() {
    completes(
        () -> {
          Waiter waiter = new Waiter();
          waiter.start();
          waiter.ready();
          waiter.join();
        },
        2);
  }

  @Test
  void aThreadThatIsNeverToldIsStuckWithItsPlace() {
    Finding found = fails(() -> new Waiter().start());
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.STUCK);
    assertThat(found.details())
        .anyMatch(line -> line.contains("WovenBlockingTest$Waiter.run(WovenBlockingTest.java:"));
  }

  @Test
  void theConditionOfALockThatIsNeverSignalledIsStuckWithItsPlace() {
    Finding found = fails(() -> new Box().take());
    assertThat(found.details())
        .anyMatch(line -> line.contains("WovenBlockingTest$Box.take(WovenBlockingTest.java:"));
  }

  @Test
  void parkingWaitsForThePermit() {
    completes(
        () -> {
          Thread parked = new Thread(LockSupport::park);
          parked.start();
          LockSupport.unpark(parked);
          parked.join();
        },
        1);
  }

  @Test
  void latchesAndSemaphoresLetPass() {
    completes(
        () -> {
          CountDownLatch begun = new CountDownLatch(1);
          Semaphore permits = new Semaphore(0);
          int[] value = {0};
          Thread other =
              new Thread(() -> {
                value[0] = 1;
                permits.release();
                begun.countDown();
              });
          other.start();
          begun.await();
          assertThat(permits.tryAcquire()).isTrue();
          assertThat(value[0]).isEqualTo(1);
          other.join();
        },
        1);
  }

  @Test
  void sleepIsNoOrder() {
    assertThat(
            fails(
                    () -> {
                      int[] value = {0};
                      Thread other = new Thread(() -> value[0] = 1);
                      other.start();
                      TimeUnit.DAYS.sleep(1);
                      assertThat(value[0]).isEqualTo(1);
                      other.join();
                    })
                .kind())
        .isIn(ExploreError.Kind.DATA_RACE, ExploreError.Kind.ASSERTION);
  }

  @Test
  void timeIsOfTheModel() {
    completes(
        () -> {
          long begin = System.nanoTime();
          TimeUnit.DAYS.sleep(1);
          assertThat(System.nanoTime() - begin).isEqualTo(TimeUnit.DAYS.toNanos(1));
          assertThat(Thread.currentThread().getName()).isEqualTo("main");
        },
        1);
  }

  @Test
  void aThreadLocalIsOfItsThread() {
    completes(
        () -> {
          ThreadLocal<String> local = ThreadLocal.withInitial(() -> "first");
          Thread other = new Thread(() -> local.set("other"));
          other.start();
          other.join();
          assertThat(local.get()).isEqualTo("first");
        },
        1);
  }
}
