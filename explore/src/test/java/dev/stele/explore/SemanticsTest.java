package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/** What the JDK can do is found, and what it cannot do is not shown: one story each. */
@SuppressWarnings({"all", "try"}) // Stories of what should not be done.
class SemanticsTest {

  private static void completes(Explorer.Model model) {
    Exploration.Result result = WovenRuns.explore(model);
    assertThat(result.failure().map(Exploration.Failure::finding)).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  private static Finding fails(Explorer.Model model) {
    Exploration.Result result = WovenRuns.explore(model);
    assertThat(result.failure()).as("a failure in %s", result).isPresent();
    return result.failure().orElseThrow().finding();
  }

  @Test
  void aReaderBehindAWriterThatWaitsForAnotherReaderIsADeadlock() {
    Finding found =
        fails(() -> {
          ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
          lock.readLock().lock();
          Thread writer =
              new Thread(
                  () -> {
                    lock.writeLock().lock();
                    lock.writeLock().unlock();
                  },
                  "writer");
          Thread reader =
              new Thread(
                  () -> {
                    lock.readLock().lock();
                    lock.readLock().unlock();
                  },
                  "reader");
          writer.start();
          reader.start();
          reader.join();
          lock.readLock().unlock();
          writer.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DEADLOCK);
    assertThat(found.headline()).contains("main").contains("reader").contains("writer");
  }

  @Test
  void aReaderThatOnlyTriesOvertakesAWriterThatWaits() {
    completes(() -> {
      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
      lock.readLock().lock();
      Thread writer =
          new Thread(() -> {
            lock.writeLock().lock();
            lock.writeLock().unlock();
          });
      boolean[] wasRead = {false};
      Thread reader =
          new Thread(() -> {
            wasRead[0] = lock.readLock().tryLock();
            lock.readLock().unlock();
          });
      writer.start();
      reader.start();
      reader.join();
      assertThat(wasRead[0]).isTrue();
      lock.readLock().unlock();
      writer.join();
    });
  }

  @Test
  void aReaderGoesOnIfTheWriterBeforeItGaveUp() {
    completes(() -> {
      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
      lock.readLock().lock();
      Thread writer =
          new Thread(() -> {
            try {
              lock.writeLock().lockInterruptibly();
              lock.writeLock().unlock();
            } catch (InterruptedException _) {
              // It gave up.
            }
          });
      Thread reader =
          new Thread(() -> {
            lock.readLock().lock();
            lock.readLock().unlock();
          });
      writer.start();
      reader.start();
      writer.interrupt();
      reader.join();
      lock.readLock().unlock();
      writer.join();
    });
  }

  @Test
  void whoAsksForOnePermitWaitsBehindWhoAsksForTwo() {
    Finding found =
        fails(() -> {
          Semaphore permits = new Semaphore(0);
          Thread greedy = new Thread(() -> permits.acquireUninterruptibly(2));
          Thread modest = new Thread(() -> permits.acquireUninterruptibly());
          greedy.start();
          modest.start();
          permits.release();
          modest.join();
          permits.release(2);
          greedy.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.STUCK);
  }

  @Test
  void permitsForAllLetAllGoOnInWhicheverOrderTheyAsked() {
    completes(() -> {
      Semaphore permits = new Semaphore(0);
      Thread greedy = new Thread(() -> permits.acquireUninterruptibly(2));
      Thread greedier = new Thread(() -> permits.acquireUninterruptibly(3));
      Thread modest = new Thread(() -> permits.acquireUninterruptibly());
      greedy.start();
      greedier.start();
      modest.start();
      permits.release();
      permits.release(5);
      greedy.join();
      greedier.join();
      modest.join();
      assertThat(permits.availablePermits()).isZero();
    });
  }

  @Test
  void toCancelATaskDoesNotInterruptTheNextOne() {
    completes(() -> {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      Future<?> first = pool.submit(() -> {});
      Future<Boolean> second = pool.submit(() -> Thread.currentThread().isInterrupted());
      first.cancel(true);
      assertThat(second.get()).isFalse();
      pool.shutdown();
    });
  }

  @Test
  void toShutDownNowInterruptsATaskThatWasJustTaken() {
    completes(() -> {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      CountDownLatch never = new CountDownLatch(1);
      pool.execute(() -> {});
      pool.submit(() -> {
        never.await();
        return 1;
      });
      pool.shutdownNow();
      pool.close();
    });
  }

  /** A box whose taker may give up, though it was signalled. */
  static final class Box {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private int items;

    void put() {
      lock.lock();
      try {
        items++;
        filled.signal();
      } finally {
        lock.unlock();
      }
    }

    boolean takeInTime() throws InterruptedException {
      lock.lock();
      try {
        if (items == 0 && filled.awaitNanos(1_000) <= 0) {
          return false; // It may have been signalled, and passes the signal on to nobody.
        }
        return items > 0 && items-- > 0;
      } finally {
        lock.unlock();
      }
    }

    void take() {
      lock.lock();
      try {
        while (items == 0) {
          filled.awaitUninterruptibly();
        }
        items--;
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void aSignalToAWaiterWhoseTimeIsOverByThenIsLost() {
    Finding found =
        fails(() -> {
          Box box = new Box();
          Thread steady = new Thread(box::take, "steady");
          Thread producer = new Thread(box::put, "producer");
          steady.start();
          producer.start();
          if (box.takeInTime()) {
            box.put();
          }
          steady.join();
          producer.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.STUCK);
    assertThat(found.details().toString()).contains("steady cannot go on");
  }

  @Test
  void whoIsInterruptedInAMonitorIsSoUntilItHasTheMonitorAgain() {
    completes(() -> {
      Object monitor = new Object();
      Thread waiter =
          new Thread(() -> {
            synchronized (monitor) {
              try {
                monitor.wait();
              } catch (InterruptedException _) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
              }
            }
          });
      waiter.start();
      synchronized (monitor) {
        waiter.interrupt();
        assertThat(waiter.isInterrupted()).isTrue();
      }
      waiter.join();
    });
  }

  @Test
  void theStateOfAThreadThatRunsIsRefused() {
    Finding found =
        fails(() -> {
          Thread other = new Thread(() -> {});
          other.start();
          Thread.State state = other.getState();
          other.join();
          assertThat(state).isNotNull();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(found.headline()).contains("java.lang.Thread.getState");
  }

  @Test
  void whoTakesAnElementKnowsNothingOfWhoPutAnEqualOne() {
    Finding found =
        fails(() -> {
          BlockingQueue<String> queue = new ArrayBlockingQueue<>(2);
          int[] value = {0};
          queue.add("one");
          Thread other =
              new Thread(() -> {
                value[0] = 1;
                queue.add("one");
              });
          other.start();
          if (queue.size() == 2) {
            queue.remove();
            assertThat(value[0]).isEqualTo(1);
          }
          other.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void aCountThatALatchNoLongerNeedsGivesNothingOn() {
    Finding found =
        fails(() -> {
          CountDownLatch latch = new CountDownLatch(1);
          int[] value = {0};
          latch.countDown();
          Semaphore seen = new Semaphore(0);
          Thread other =
              new Thread(() -> {
                value[0] = 1;
                latch.countDown();
                seen.release();
              });
          other.start();
          if (seen.availablePermits() == 1) {
            latch.await();
            assertThat(value[0]).isEqualTo(1);
          }
          other.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
  }
}
