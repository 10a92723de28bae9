package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Futures that one completes and others wait for. */
class CompletableFutureTest {

  private static long completes(Explorer.Model model) {
    Exploration.Result result = WovenRuns.explore(model);
    assertThat(result.failure().map(Exploration.Failure::finding)).isEmpty();
    assertThat(result.isComplete()).isTrue();
    return result.executions();
  }

  private static Finding fails(Explorer.Model model) {
    Exploration.Result result = WovenRuns.explore(model);
    assertThat(result.failure()).as("a failure in %s", result).isPresent();
    return result.failure().orElseThrow().finding();
  }

  @Test
  void whoGetsKnowsWhatWasDoneBeforeTheCompletion() {
    long executions =
        completes(() -> {
          int[] message = new int[1];
          CompletableFuture<String> ready = new CompletableFuture<>();
          Thread other =
              Thread.ofPlatform()
                  .start(() -> {
                    message[0] = 42;
                    ready.complete("ready");
                  });
          assertThat(ready.get()).isEqualTo("ready");
          assertThat(message[0]).isEqualTo(42);
          other.join();
        });
    assertThat(executions).isEqualTo(1);
  }

  @Test
  void whatIsDoneBehindTheCompletionIsARace() {
    Finding found =
        fails(() -> {
          int[] message = new int[1];
          CompletableFuture<String> ready = new CompletableFuture<>();
          Thread other =
              Thread.ofPlatform()
                  .start(() -> {
                    ready.complete("ready");
                    message[0] = 42;
                  });
          ready.join();
          assertThat(message[0]).isNotNegative();
          other.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void whoIsTooLateLearnsNothingAndTellsNothing() {
    Finding found =
        fails(() -> {
          int[] message = new int[1];
          CompletableFuture<String> ready = new CompletableFuture<>();
          ready.complete("first");
          Thread other =
              Thread.ofPlatform()
                  .start(() -> {
                    message[0] = 42;
                    ready.complete("second");
                  });
          assertThat(ready.join()).isEqualTo("first");
          assertThat(message[0]).isNotNegative();
          other.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void whatNobodyCompletesIsStuck() {
    Finding found =
        fails(() -> {
          CompletableFuture<String> never = new CompletableFuture<>();
          Thread other = Thread.ofPlatform().name("waiter").start(never::join);
          other.join();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.STUCK);
    assertThat(found.headline()).isEqualTo("stuck: nobody is left to end the wait of waiter");
  }

  @Test
  void aTimedGetEndsBothWays() {
    long executions =
        completes(() -> {
          CompletableFuture<String> ready = new CompletableFuture<>();
          Thread other = Thread.ofPlatform().start(() -> ready.complete("ready"));
          try {
            assertThat(ready.get(1, TimeUnit.DAYS)).isEqualTo("ready");
          } catch (TimeoutException _) {
            assertThat(ready.join()).isEqualTo("ready");
          }
          other.join();
        });
    assertThat(executions).isEqualTo(2);
  }

  @Test
  void whoLooksAgainAndAgainWaitsForTheCompletion() {
    completes(() -> {
      Future<String> ready = new CompletableFuture<>();
      Thread other =
          Thread.ofPlatform().start(() -> ((CompletableFuture<String>) ready).complete("ready"));
      while (!ready.isDone()) {
        Thread.onSpinWait();
      }
      assertThat(ready.get()).isEqualTo("ready");
      other.join();
    });
  }

  @Test
  void whatIsSuppliedAsynchronouslyIsGot() {
    completes(() -> {
      CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> 1);
      CompletableFuture<Integer> two = CompletableFuture.supplyAsync(() -> 2);
      assertThat(one.join() + two.join()).isEqualTo(3);
    });
  }

  @Test
  void whatIsThrownAsynchronouslyIsTheCause() {
    completes(() -> {
      CompletableFuture<Void> broken =
          CompletableFuture.runAsync(() -> {
            throw new IllegalStateException("broken");
          });
      assertThatThrownBy(broken::join)
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("broken");
      assertThatThrownBy(broken::get).isInstanceOf(ExecutionException.class);
    });
  }

  @Test
  void aPoolOrAnExecutorOfTheModelRunsWhatItIsGiven() {
    completes(() -> {
      try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
        assertThat(CompletableFuture.supplyAsync(() -> 1, pool).join()).isEqualTo(1);
      }
      Executor own = task -> new Thread(task).start();
      CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {}, own);
      assertThat(done.join()).isNull();
    });
  }

  @Test
  void whatIsToBeDoneBehindACompletionIsRefused() {
    Finding found =
        fails(() -> {
          CompletableFuture<Integer> one = new CompletableFuture<>();
          assertThat(one.thenApply(value -> value + 1)).isNotNull();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(found.headline()).contains("java.util.concurrent.CompletableFuture.thenApply");
  }
}
