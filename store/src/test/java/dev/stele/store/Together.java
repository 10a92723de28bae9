package dev.stele.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/** Lets threads begin at the same moment and waits for all of them. */
final class Together {

  /** What threads they are. */
  enum Kind {
    PLATFORM,
    VIRTUAL;

    /** One or the other, by turns. */
    static Kind of(int round) {
      return round % 2 == 0 ? PLATFORM : VIRTUAL;
    }
  }

  private Together() {}

  /** Runs a task for each number below a count; returns what they return, in that order. */
  static <T> List<T> run(Kind kind, int count, IntFunction<Callable<T>> tasks)
      throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(count);
    CountDownLatch go = new CountDownLatch(1);
    List<FutureTask<T>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Callable<T> task = tasks.apply(i);
      FutureTask<T> waiting =
          new FutureTask<>(() -> {
            ready.countDown();
            go.await();
            return task.call();
          });
      all.add(waiting);
      if (kind == Kind.VIRTUAL) {
        Thread.ofVirtual().start(waiting);
      } else {
        Thread.ofPlatform().daemon().start(waiting);
      }
    }
    ready.await();
    go.countDown();
    List<T> results = new ArrayList<>();
    for (FutureTask<T> task : all) {
      try {
        results.add(task.get());
      } catch (ExecutionException e) {
        throw new AssertionError("a thread must not fail: " + e.getCause(), e.getCause());
      }
    }
    return results;
  }
}
