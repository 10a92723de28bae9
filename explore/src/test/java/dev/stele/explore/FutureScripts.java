package dev.stele.explore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What is called of futures that one completes. */
@SuppressWarnings("all") // What nobody should call is compared, too.
final class FutureScripts {

  /** Who looks more often is taken for one who waits. */
  private static final int LOOKS_MAX = 2;

  private FutureScripts() {}

  /** A future, and what is known of it without asking it. */
  static final class Promise {
    private final CompletableFuture<Integer> future = new CompletableFuture<>();
    private boolean isDone;
    private int looks;

    boolean mayLook() {
      return isDone || looks++ < LOOKS_MAX;
    }

    boolean ended(boolean isFirst) {
      isDone = true;
      return isFirst;
    }

    /** To wait is left out where nobody would end it. */
    boolean mayWait() {
      return isDone || Thread.currentThread().isInterrupted();
    }
  }

  static Script<?> completable() {
    return new Script<>(Promise::new)
        .interrupts()
        .call("complete", p -> p.ended(p.future.complete(1)))
        .call(
            "completeExceptionally",
            p -> p.ended(p.future.completeExceptionally(new IllegalStateException())))
        .call("completeExceptionally with null", p -> p.future.completeExceptionally(null))
        .call("cancel", p -> p.ended(p.future.cancel(true)))
        .call("isDone", p -> p.mayLook(), p -> p.future.isDone())
        .call("isCancelled", p -> p.mayLook(), p -> p.future.isCancelled())
        .call(
            "isCompletedExceptionally", p -> p.mayLook(), p -> p.future.isCompletedExceptionally())
        .call("getNow", p -> p.mayLook(), p -> p.future.getNow(7))
        .call("get", p -> p.mayWait(), p -> p.future.get())
        .call("timed get", p -> p.mayWait(), p -> p.future.get(1, TimeUnit.DAYS))
        .call("get for no time", p -> p.mayWait(), p -> p.future.get(0, TimeUnit.DAYS))
        .call("join", p -> p.isDone, p -> p.future.join())
        .call("get by another", p -> p.isDone, p -> Script.byAnother(p, o -> o.future.get()))
        .call(
            "get by an interrupted",
            p -> !p.isDone,
            p -> Script.byInterrupted(p, o -> o.future.get()))
        .call("completedFuture", _ -> CompletableFuture.completedFuture(3).get())
        .call(
            "failedFuture", _ -> CompletableFuture.failedFuture(new IllegalStateException()).get())
        .call("failedFuture of null", _ -> CompletableFuture.failedFuture(null));
  }

  static Script<?> asynchronous() {
    return new Script<>(Object::new)
        .length(3)
        .call("supplyAsync", _ -> CompletableFuture.supplyAsync(() -> 1).join())
        .call("supplyAsync what fails", _ -> CompletableFuture.supplyAsync(() -> 1 / zero()).get())
        .call("supplyAsync of null", _ -> CompletableFuture.supplyAsync(null))
        .call("runAsync", _ -> CompletableFuture.runAsync(() -> {}).join())
        .call("runAsync what fails", _ -> CompletableFuture.runAsync(() -> zero(1 / zero())).join())
        .call("supplyAsync in a pool", _ -> inPool())
        .call("runAsync here", _ -> CompletableFuture.runAsync(() -> {}, task -> task.run()).get())
        .call("runAsync nowhere", _ -> CompletableFuture.runAsync(() -> {}, null));
  }

  private static Integer inPool() {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      return CompletableFuture.supplyAsync(() -> 5, pool).join();
    }
  }

  private static int zero() {
    return 0;
  }

  private static void zero(int ignored) {}
}
