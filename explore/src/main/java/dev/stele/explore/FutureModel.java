package dev.stele.explore;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what stands behind a future. Those of the JDK's that nothing stands for are refused.
 */
final class FutureModel {

  private FutureModel() {}

  static @Nullable Object get(Future<?> future, Site site)
      throws InterruptedException, ExecutionException {
    return of(future, "get", site).get(site);
  }

  static @Nullable Object get(Future<?> future, long timeout, TimeUnit unit, Site site)
      throws InterruptedException, ExecutionException, TimeoutException {
    return of(future, "get", site).get(timeout, unit, site);
  }

  static boolean cancel(Future<?> future, boolean mayInterrupt, Site site) {
    return of(future, "cancel", site).cancel(mayInterrupt, site);
  }

  static boolean isDone(Future<?> future, Site site) {
    return of(future, "isDone", site).isDone(site);
  }

  static boolean isCancelled(Future<?> future, Site site) {
    return of(future, "isCancelled", site).isCancelled(site);
  }

  static Future.State state(Future<?> future, Site site) {
    return of(future, "state", site).state(site);
  }

  static @Nullable Object resultNow(Future<?> future, Site site) {
    return of(future, "resultNow", site).resultNow(site);
  }

  static Throwable exceptionNow(Future<?> future, Site site) {
    return of(future, "exceptionNow", site).exceptionNow(site);
  }

  private static ModelFuture<?> of(Future<?> future, String call, Site site) {
    if (future instanceof ModelFuture<?> own) {
      return own;
    }
    throw Unsupported.found(
        call + " of " + future.getClass().getName(), site, "let a pool of the model run the task");
  }
}
