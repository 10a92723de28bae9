package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Pools, futures and queues in woven code. */
class WovenPoolTest {

  private static void completes(Explorer.Model model) {
    Exploration.Result result = WovenRuns.explore(model);
    assertThat(result.failure().map(Exploration.Failure::finding)).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  private static Finding fails(Explorer.Model model) {
    return Failures.of(WovenRuns.explore(model));
  }

  /** A count behind a lock. */
  static final class Count {
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    int next() {
      lock.lock();
      try {
        return ++value;
      } finally {
        lock.unlock();
      }
    }
  }

  private static void countsInPool(ExecutorService pool) throws Exception {
    Count count = new Count();
    Future<Integer> first = pool.submit(count::next);
    Future<Integer> second = pool.submit(count::next);
    assertThat(first.get() + second.get()).isEqualTo(3);
    assertThat(first.isDone()).isTrue();
    pool.close();
    assertThat(pool.isTerminated()).isTrue();
    assertThat(count.value).isEqualTo(2);
  }

  @Test
  void aFixedPoolRunsItsTasks() {
    completes(() -> countsInPool(Executors.newFixedThreadPool(2)));
  }

  @Test
  void aSinglePoolRunsItsTasks() {
    completes(() -> countsInPool(Executors.newSingleThreadExecutor()));
  }

  @Test
  void aCachedPoolRunsItsTasks() {
    completes(() -> countsInPool(Executors.newCachedThreadPool()));
  }

  @Test
  void aPoolOfVirtualThreadsRunsItsTasks() {
    completes(() -> countsInPool(Executors.newVirtualThreadPerTaskExecutor()));
  }

  @Test
  void aSinglePoolRunsOneTaskAfterTheOther() {
    completes(() -> {
      int[] value = {0};
      try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
        pool.execute(() -> value[0]++);
        pool.execute(() -> value[0]++);
      }
      assertThat(value[0]).isEqualTo(2);
    });
  }

  @Test
  void twoThreadsOfAPoolRace() {
    assertThat(
            fails(
                    () -> {
                      int[] value = {0};
                      try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                        pool.execute(() -> value[0]++);
                        pool.execute(() -> value[0]++);
                      }
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void aPoolThatIsNotShutDownIsStuck() {
    Finding found = fails(() -> Executors.newFixedThreadPool(1).execute(() -> {}));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.STUCK);
    assertThat(found.details()).anyMatch(line -> line.contains("wait for a task of the pool of"));
  }

  @Test
  void aPoolOfOneThatWaitsForItselfIsStuck() {
    assertThat(
            fails(
                    () -> {
                      ExecutorService pool = Executors.newSingleThreadExecutor();
                      Callable<Integer> inner = () -> 1;
                      Callable<Integer> outer = () -> pool.submit(inner).get();
                      pool.submit(outer).get();
                      pool.close();
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.STUCK);
  }

  @Test
  void whatATaskThrowsIsSeenByWhoGetsIt() {
    completes(() -> {
      try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
        Future<Object> future =
            pool.submit(() -> {
              throw new IllegalStateException("seen");
            });
        assertThatThrownBy(future::get)
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseMessage("seen");
      }
    });
  }

  @Test
  void aTaskThatIsCancelledDoesNotRunOrWasBegun() {
    completes(() -> {
      AtomicInteger runs = new AtomicInteger();
      try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
        Future<Integer> future = pool.submit(runs::incrementAndGet);
        if (future.cancel(false)) {
          assertThat(future.isCancelled()).isTrue();
          assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        } else {
          assertThat(future.get()).isEqualTo(1);
        }
      }
    });
  }

  @Test
  void aGetCanTimeOut() {
    Finding found =
        fails(() -> {
          try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            Future<Integer> future = pool.submit(() -> 1);
            try {
              assertThat(future.get(1, TimeUnit.SECONDS)).isEqualTo(1);
            } catch (TimeoutException e) {
              throw new AssertionError("it timed out", e);
            }
          }
        });
    assertThat(found.headline()).contains("it timed out");
  }

  @Test
  void aPoolThatIsShutDownTakesNothing() {
    completes(() -> {
      ExecutorService pool = Executors.newFixedThreadPool(1);
      pool.shutdown();
      Executor seen = pool;
      assertThatThrownBy(() -> seen.execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(pool.awaitTermination(1, TimeUnit.SECONDS)).isTrue();
    });
  }

  @Test
  void toShutDownNowInterruptsWhoWaits() {
    completes(() -> {
      ExecutorService pool = Executors.newFixedThreadPool(1);
      BlockingQueue<String> queue = new LinkedBlockingQueue<>();
      Future<String> future = pool.submit(queue::take);
      pool.shutdownNow();
      assertThatThrownBy(future::get).hasCauseInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void aQueueHandsOverInItsOrder() {
    completes(() -> {
      BlockingQueue<int[]> queue = new ArrayBlockingQueue<>(1);
      Thread producer =
          new Thread(() -> {
            try {
              for (int i = 0; i < 3; i++) {
                queue.put(new int[] {i});
              }
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      producer.start();
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        seen.add(queue.take()[0]);
      }
      producer.join();
      assertThat(seen).containsExactly(0, 1, 2);
      assertThat(queue.isEmpty()).isTrue();
    });
  }

  @Test
  void aPollCanTimeOutBeforeThePut() {
    Finding found =
        fails(() -> {
          BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
          Thread producer = new Thread(() -> queue.add(1));
          producer.start();
          Integer seen = queue.poll(1, TimeUnit.MINUTES);
          producer.join();
          assertThat(seen).isEqualTo(1);
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.ASSERTION);
  }

  @Test
  void whoTakesFromAQueueKnowsWhatWasDoneBeforeThePutOnly() {
    assertThat(
            fails(
                    () -> {
                      BlockingQueue<String> queue = new LinkedBlockingQueue<>();
                      int[] value = {0};
                      Thread other =
                          new Thread(() -> {
                            queue.add("one");
                            value[0] = 1;
                          });
                      other.start();
                      queue.take();
                      value[0] = 2;
                      other.join();
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }
}
