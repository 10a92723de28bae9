package dev.stele.explore;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out which pool stands behind the interface. */
final class ExecutorModel {

  private ExecutorModel() {}

  static void execute(Executor executor, Runnable task, Site site) {
    of(executor, "execute", site).execute(task, site);
  }

  static Future<?> submit(ExecutorService executor, Runnable task, Site site) {
    return submit(executor, task, null, site);
  }

  static Future<?> submit(
      ExecutorService executor, Runnable task, @Nullable Object value, Site site) {
    java.util.Objects.requireNonNull(task);
    return submit(
        executor,
        () -> {
          task.run();
          return value;
        },
        site);
  }

  static Future<?> submit(
      ExecutorService executor, Callable<? extends @Nullable Object> task, Site site) {
    ModelFuture<?> future = new ModelFuture<>(task, site);
    of(executor, "submit", site).execute(future, site);
    return future;
  }

  static List<? extends Future<?>> invokeAll(
      ExecutorService executor, Collection<? extends Callable<Object>> tasks, Site site)
      throws InterruptedException {
    return of(executor, "invokeAll", site).invokeAll(tasks);
  }

  static void shutdown(ExecutorService executor, Site site) {
    of(executor, "shutdown", site).shutdown(site);
  }

  static List<Runnable> shutdownNow(ExecutorService executor, Site site) {
    return of(executor, "shutdownNow", site).shutdownNow(site);
  }

  static boolean isShutdown(ExecutorService executor, Site site) {
    return of(executor, "isShutdown", site).isShutdown(site);
  }

  static boolean isTerminated(ExecutorService executor, Site site) {
    return of(executor, "isTerminated", site).isTerminated(site);
  }

  static boolean awaitTermination(ExecutorService executor, long timeout, TimeUnit unit, Site site)
      throws InterruptedException {
    return of(executor, "awaitTermination", site).awaitTermination(timeout, unit, site);
  }

  static void close(ExecutorService executor, Site site) {
    of(executor, "close", site).close(site);
  }

  private static ModelPool of(Executor executor, String call, Site site) {
    if (executor instanceof ModelPool pool) {
      return pool;
    }
    throw Unsupported.found(
        call + " of " + executor.getClass().getName(),
        site,
        "use a fixed, cached or single pool, or one with a virtual thread for each task");
  }
}
