package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is called of pools and their futures. */
@SuppressWarnings({
  "all",
  "try",
  "deprecation",
  "removal"
}) // What nobody should call is compared, too.
final class PoolScripts {

  private PoolScripts() {}

  /** A pool and what it was given. */
  static final class Pool {
    private final ExecutorService executor;
    private final List<Future<Integer>> futures = new ArrayList<>();

    Pool(ExecutorService executor) {
      this.executor = executor;
    }

    /** Hands in a task and waits for its end: what a pool does by itself is compared elsewhere. */
    String given(Callable<Integer> task) throws InterruptedException {
      Future<Integer> future = executor.submit(task);
      awaitEnd(future);
      futures.add(future);
      return "given";
    }

    Future<Integer> last() {
      return futures.getLast();
    }

    boolean hasFuture() {
      return !futures.isEmpty();
    }
  }

  private static void awaitEnd(Future<?> future) {
    boolean isInterrupted = Thread.interrupted();
    try {
      future.get();
    } catch (Exception _) {
      // It is asked for later.
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static Script<?> pool(Supplier<ExecutorService> maker) {
    Script<Pool> script =
        new Script<>(() -> new Pool(maker.get()))
            .interrupts()
            .length(9)
            .atLast(p -> p.executor.close());
    ofFutures(script);
    return script
        .call("submit", p -> p.given(() -> 1))
        .call("submit what fails", p -> p.given(PoolScripts::fail))
        .call("submit what runs", p -> ended(p.executor.submit(() -> {})))
        .call("submit with a value", p -> ended(p.executor.submit(() -> {}, 7)))
        .call("submit nothing", p -> p.executor.submit((Callable<Integer>) null))
        .call(
            "execute",
            p -> {
              Thread[] runner = new Thread[1];
              Future<Integer> behind = p.executor.submit(() -> 2);
              p.executor.execute(() -> runner[0] = Thread.currentThread());
              awaitEnd(behind);
              return "executed";
            })
        .order("execute nothing", p -> p.executor.execute(null))
        .order("shutdown", p -> p.executor.shutdown())
        .call("shutdownNow", p -> p.executor.shutdownNow())
        .call("isShutdown", p -> p.executor.isShutdown())
        .call("isTerminated", p -> !p.executor.isShutdown(), p -> p.executor.isTerminated())
        .call(
            "awaitTermination of what goes on",
            p -> !p.executor.isShutdown(),
            p -> p.executor.awaitTermination(1, TimeUnit.NANOSECONDS))
        .call(
            "awaitTermination for no time",
            p -> !p.executor.isShutdown(),
            p -> p.executor.awaitTermination(0, TimeUnit.NANOSECONDS))
        .call("awaitTermination for null", p -> p.executor.awaitTermination(1, null))
        .call(
            "close",
            p -> {
              p.executor.close();
              return p.executor.isTerminated()
                  + " "
                  + p.executor.awaitTermination(1, TimeUnit.DAYS);
            })
        .call("invokeAll", p -> invokedAll(p.executor));
  }

  private static int fail() {
    throw new IllegalStateException("of the task");
  }

  private static Object ended(Future<?> future) {
    awaitEnd(future);
    return future.isDone();
  }

  private static String invokedAll(ExecutorService executor) throws InterruptedException {
    List<Callable<Integer>> tasks = List.of(() -> 1, PoolScripts::fail);
    StringBuilder all = new StringBuilder();
    for (Future<Integer> future : executor.invokeAll(tasks)) {
      all.append(future.state()).append(' ');
    }
    return all.toString();
  }

  private static void ofFutures(Script<Pool> script) {
    script
        .call("get", p -> p.hasFuture(), p -> p.last().get())
        .call("get for no time", p -> p.hasFuture(), p -> p.last().get(0, TimeUnit.DAYS))
        .call("get for null", p -> p.hasFuture(), p -> p.last().get(0, null))
        .call("isDone", p -> p.hasFuture(), p -> p.last().isDone())
        .call("isCancelled", p -> p.hasFuture(), p -> p.last().isCancelled())
        .call("cancel", p -> p.hasFuture(), p -> p.last().cancel(true))
        .call("state", p -> p.hasFuture(), p -> p.last().state())
        .call("resultNow", p -> p.hasFuture(), p -> p.last().resultNow())
        .call("exceptionNow", p -> p.hasFuture(), p -> p.last().exceptionNow().getMessage());
  }

  static Script<?> executors() {
    return new Script<>(Object::new)
        .length(3)
        .call("fixed", _ -> closed(Executors.newFixedThreadPool(2)))
        .call(
            "fixed of a factory", _ -> closed(Executors.newFixedThreadPool(1, r -> new Thread(r))))
        .call("fixed of none", _ -> closed(Executors.newFixedThreadPool(0)))
        .call("single", _ -> closed(Executors.newSingleThreadExecutor()))
        .call(
            "single of a factory",
            _ -> closed(Executors.newSingleThreadExecutor(r -> new Thread(r))))
        .call("cached", _ -> closed(Executors.newCachedThreadPool()))
        .call("cached of a factory", _ -> closed(Executors.newCachedThreadPool(r -> new Thread(r))))
        .call("per task", _ -> closed(Executors.newThreadPerTaskExecutor(r -> new Thread(r))))
        .call("virtual", _ -> closed(Executors.newVirtualThreadPerTaskExecutor()))
        .call("of no factory", _ -> closed(Executors.newFixedThreadPool(1, null)))
        .call("callable", _ -> Executors.callable(() -> {}) != null)
        .call("callable with a value", _ -> Executors.callable(() -> {}, 4) != null);
  }

  private static String closed(ExecutorService executor) throws Exception {
    try (executor) {
      return executor.submit(() -> 1).get() + " " + executor.submit(() -> {}).get();
    }
  }

  /** A task that was cancelled while it waited behind another, and one that waits. */
  static Script<?> cancelling() {
    return new Script<>(Object::new)
        .length(3)
        .call(
            "cancel what was not begun",
            _ -> {
              int[] runs = {0};
              try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                CountDownLatch gate = new CountDownLatch(1);
                pool.execute(() -> awaitOpen(gate));
                Future<?> behind = pool.submit(() -> runs[0]++);
                boolean isCancelled = behind.cancel(true);
                gate.countDown();
                pool.close();
                return isCancelled + " " + behind.state() + " " + runs[0];
              }
            })
        .call(
            "cancel what waits",
            _ -> {
              CountDownLatch begun = new CountDownLatch(1);
              boolean[] wasInterrupted = {false};
              try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                Future<?> waiting =
                    pool.submit(() -> {
                      begun.countDown();
                      wasInterrupted[0] = isInterruptedWaiting();
                    });
                begun.await();
                boolean isCancelled = waiting.cancel(true);
                Future<Boolean> next = pool.submit(() -> Thread.currentThread().isInterrupted());
                String said = isCancelled + " " + next.get();
                pool.close();
                return said + " " + wasInterrupted[0];
              }
            });
  }

  private static void awaitOpen(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isInterruptedWaiting() {
    try {
      new CountDownLatch(1).await();
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  /** Waits without a time are left out where nobody would end them. */
  static Script<?> completable() {
    return new Script<>(CompletableFuture<Integer>::new)
        .interrupts()
        .length(8)
        .call("complete", f -> f.complete(1))
        .call("completeExceptionally", f -> f.completeExceptionally(new IllegalStateException()))
        .call("cancel", f -> f.cancel(true))
        .call("isDone", f -> f.isDone())
        .call("isCancelled", f -> f.isCancelled())
        .call("isCompletedExceptionally", f -> f.isCompletedExceptionally())
        .call("getNow", f -> f.getNow(7))
        .call("get for 1", PoolScripts::endsAtOnce, f -> f.get(1, TimeUnit.NANOSECONDS))
        .call("get", PoolScripts::endsAtOnce, f -> f.get())
        .call("join", f -> f.isDone(), f -> f.join())
        .call("completedFuture", _ -> CompletableFuture.completedFuture(3).join())
        .call(
            "failedFuture",
            _ -> CompletableFuture.failedFuture(new IllegalStateException()).getNow(null))
        .call("complete by another", f -> Script.byAnother(f, o -> o.complete(9)))
        .call("supplyAsync", _ -> CompletableFuture.supplyAsync(() -> 5).join())
        .call("supplyAsync here", _ -> CompletableFuture.supplyAsync(() -> 5, r -> r.run()).join())
        .call("runAsync", _ -> CompletableFuture.runAsync(() -> {}).join())
        .call("runAsync here", _ -> CompletableFuture.runAsync(() -> {}, r -> r.run()).join())
        .call("what fails", _ -> CompletableFuture.supplyAsync(PoolScripts::fail).join());
  }

  private static boolean endsAtOnce(Future<?> future) {
    return future.isDone() || Thread.currentThread().isInterrupted();
  }
}
