package dev.stele.explore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@link CompletableFuture}, as far as it is something that one completes and others
 * wait for; what is to be done behind its completion is not explored yet. The JDK's object holds
 * the result. Who learns of the completion knows what was done before it.
 *
 * <p>What is to run asynchronously and names no executor gets a thread of its own, as in a common
 * pool that always has one left: that tasks there wait for each other is not shown.
 */
final class CompletableFutureModel {

  static final String[] HARMLESS = {"<init>"};

  private CompletableFutureModel() {}

  /** Its word says whether it is done. */
  private static final class Completion extends Location {
    private final Waits.Goal done =
        new Waits.Goal("get", this, false, word -> word != 0).evenIfInterrupted();
    private @Nullable VectorClock published;

    Completion(Object future) {
      super("CompletableFuture", () -> Values.text(future));
    }

    static Completion of(CompletableFuture<?> future) {
      return Execution.current().state(future, Completion.class, Completion::new);
    }

    void end() {
      published = Execution.current().running().release();
      setWord(1);
    }

    boolean learnt() {
      if (word() == 0) {
        return false;
      }
      Execution.current().running().acquire(published);
      return true;
    }
  }

  // --- Completing --------------------------------------------------------------------------------

  private static Completion completing(CompletableFuture<?> future, String verb, Site site) {
    Completion completion = Completion.of(future);
    Execution.current().running().spin.reset();
    Execution.current().visible(Op.write(verb, site, completion));
    return completion;
  }

  /** Says what came of an attempt; who was too late learns nothing by it. */
  private static boolean ended(Completion completion, boolean isFirst) {
    if (isFirst) {
      completion.end();
    }
    Execution.current().note(isFirst);
    return isFirst;
  }

  static <V extends @Nullable Object> boolean complete(
      CompletableFuture<V> future, V value, Site site) {
    return ended(completing(future, "complete", site), future.complete(value));
  }

  static boolean completeExceptionally(CompletableFuture<?> future, Throwable thrown, Site site) {
    java.util.Objects.requireNonNull(thrown);
    return ended(
        completing(future, "complete exceptionally", site), future.completeExceptionally(thrown));
  }

  static boolean cancel(CompletableFuture<?> future, boolean mayInterrupt, Site site) {
    Completion completion = completing(future, "cancel", site);
    boolean isFirst = completion.word() == 0;
    boolean isCancelled = future.cancel(mayInterrupt);
    if (isFirst) {
      completion.end();
    }
    Execution.current().note(isCancelled);
    return isCancelled;
  }

  static <V extends @Nullable Object> CompletableFuture<V> completedFuture(V value, Site site) {
    return made(CompletableFuture.completedFuture(value));
  }

  static <V extends @Nullable Object> CompletableFuture<V> failedFuture(
      Throwable thrown, Site site) {
    return made(CompletableFuture.failedFuture(thrown));
  }

  private static <V extends @Nullable Object> CompletableFuture<V> made(
      CompletableFuture<V> future) {
    Completion.of(future).end();
    return future;
  }

  // --- Waiting -----------------------------------------------------------------------------------

  static @Nullable Object get(CompletableFuture<?> future, Site site)
      throws InterruptedException, ExecutionException {
    Completion completion = Completion.of(future);
    Waits.untilInterrupted(completion.done, Waits.NOBODY, site);
    completion.learnt();
    return noted(future.get());
  }

  static @Nullable Object get(CompletableFuture<?> future, long timeout, TimeUnit unit, Site site)
      throws InterruptedException, ExecutionException, TimeoutException {
    Completion completion = Completion.of(future);
    if (!Waits.until(completion.done, timeout, unit, Waits.NOBODY, site)) {
      throw new TimeoutException();
    }
    completion.learnt();
    return noted(future.get());
  }

  static @Nullable Object join(CompletableFuture<?> future, Site site) {
    Completion completion = Completion.of(future);
    Waits.uninterruptibly(completion.done, Waits.NOBODY, site);
    completion.learnt();
    return noted(future.join());
  }

  private static @Nullable Object noted(@Nullable Object value) {
    Execution.current().note(value);
    return value;
  }

  // --- Looking -----------------------------------------------------------------------------------

  /** Returns whether it is done; who looks in vain again and again waits for that. */
  private static boolean look(CompletableFuture<?> future, String verb, Site site) {
    Completion completion = Completion.of(future);
    Execution execution = Execution.current();
    Spin spin = execution.running().spin;
    if (spin.isFruitless(completion, site, execution.limits().spinTurnsMax())) {
      execution.visible(spin.await(completion, site));
      spin.reset();
    } else {
      execution.visible(Op.read(verb, site, completion));
    }
    spin.note(completion, site);
    return completion.learnt();
  }

  static boolean isDone(CompletableFuture<?> future, Site site) {
    boolean isDone = look(future, "look whether done", site);
    Execution.current().note(isDone);
    return isDone;
  }

  static boolean isCancelled(CompletableFuture<?> future, Site site) {
    look(future, "look whether cancelled", site);
    Execution.current().note(future.isCancelled());
    return future.isCancelled();
  }

  static boolean isCompletedExceptionally(CompletableFuture<?> future, Site site) {
    look(future, "look whether failed", site);
    Execution.current().note(future.isCompletedExceptionally());
    return future.isCompletedExceptionally();
  }

  static <V extends @Nullable Object> V getNow(CompletableFuture<V> future, V absent, Site site) {
    look(future, "get now", site);
    V value = future.getNow(absent);
    Execution.current().note(value);
    return value;
  }

  // --- Running -----------------------------------------------------------------------------------

  /** Something to be run, and the future that waits for it. */
  private record Asynchronous<V extends @Nullable Object>(
      CompletableFuture<V> future, Supplier<V> body, Site site)
      implements Runnable, CompletableFuture.AsynchronousCompletionTask {

    @Override
    public void run() {
      V value;
      try {
        value = body.get();
      } catch (BackEnd.Abandoned | Divergence e) {
        throw e;
      } catch (Throwable e) {
        fail(e);
        return;
      }
      complete(future, value, site);
    }

    /** As the JDK does: what a stage throws is told as the cause of another exception. */
    private void fail(Throwable thrown) {
      Throwable told =
          thrown instanceof java.util.concurrent.CompletionException
              ? thrown
              : new java.util.concurrent.CompletionException(thrown);
      completeExceptionally(future, told, site);
    }
  }

  static <V extends @Nullable Object> CompletableFuture<V> supplyAsync(
      Supplier<V> body, Site site) {
    Asynchronous<V> task = asynchronous(body, site);
    ThreadBuilderModel.start(
        Thread.ofPlatform().daemon().name("commonPool-worker-" + number()), task, site);
    return task.future();
  }

  static <V extends @Nullable Object> CompletableFuture<V> supplyAsync(
      Supplier<V> body, Executor executor, Site site) {
    java.util.Objects.requireNonNull(executor);
    Asynchronous<V> task = asynchronous(body, site);
    if (executor instanceof ModelPool pool) {
      pool.execute(task, site);
    } else if (Calls.isOfJdk(executor.getClass())) {
      throw Unsupported.found(
          "asynchronous tasks in a " + executor.getClass().getName(),
          site,
          "let the model use a pool of Executors, or an executor of its own");
    } else {
      executor.execute(task);
    }
    return task.future();
  }

  private static <V extends @Nullable Object> Asynchronous<V> asynchronous(
      Supplier<V> body, Site site) {
    java.util.Objects.requireNonNull(body);
    return new Asynchronous<>(new CompletableFuture<>(), body, site);
  }

  static CompletableFuture<@Nullable Void> runAsync(Runnable body, Site site) {
    return supplyAsync(supplier(body), site);
  }

  static CompletableFuture<@Nullable Void> runAsync(Runnable body, Executor executor, Site site) {
    return supplyAsync(supplier(body), executor, site);
  }

  private static Supplier<@Nullable Void> supplier(Runnable body) {
    java.util.Objects.requireNonNull(body);
    return () -> {
      body.run();
      return null;
    };
  }

  /** The number of a worker among those that this task has started, in front of it its own. */
  private static String number() {
    Workers workers =
        Execution.current().state(Execution.current().running(), Workers.class, _ -> new Workers());
    return Execution.current().running() + "-" + ++workers.count;
  }

  private static final class Workers {
    private int count;
  }
}
