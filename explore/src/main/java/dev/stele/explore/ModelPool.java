package dev.stele.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads of a model. It starts a thread for each task, up to a number of them; further
 * tasks wait for a thread. One that is not shut down keeps its threads waiting, as the JDK's does:
 * the model is then stuck at its end.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class ModelPool extends AbstractExecutorService {

  static final int UNLIMITED = Integer.MAX_VALUE;

  /** Which of the JDK's it stands for. */
  enum Kind {
    /** A number of threads, that take one task after the other. */
    FIXED,
    /** As many threads as there are tasks; here each runs one. */
    CACHED,
    /** A thread for each task, that ends with it. */
    THREAD_PER_TASK
  }

  private final Kind kind;
  private final int threadsMax;
  private final ThreadFactory factory;
  private final Site made;

  /**
   * Makes one.
   *
   * @param threadsMax {@link #UNLIMITED} for a thread for each task, that ends with it
   */
  ModelPool(Kind kind, int threadsMax, ThreadFactory factory, Site made) {
    if (threadsMax <= 0) {
      throw new IllegalArgumentException();
    }
    this.kind = kind;
    this.threadsMax = threadsMax;
    this.factory = java.util.Objects.requireNonNull(factory);
    this.made = made;
  }

  /** A task that waits for a thread, and what was known when it was handed in. */
  private record Waiting(Runnable task, VectorClock published) {}

  /** What it is in an execution. Its word says how much is left to do. */
  private static final class Shared extends Location {
    private static final long SHUT = 1L << 40;
    private static final long THREAD = 1L << 20;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private int count;
    private boolean isShut;
    private boolean isStopped;
    private @Nullable VectorClock published;

    private final Waits.Goal toDo =
        new Waits.Goal("wait for a task of", this, true, word -> word % THREAD > 0 || word >= SHUT);
    private final Waits.Goal ended =
        new Waits.Goal("wait for the end of", this, false, word -> word == SHUT);

    Shared(Object pool) {
      super("thread pool", () -> "the pool of " + ((ModelPool) pool).made.place());
    }

    void update() {
      setWord(queue.size() + count * THREAD + (isShut ? SHUT : 0));
    }
  }

  private Shared shared() {
    return Execution.current().state(this, Shared.class, Shared::new);
  }

  private static void step(String verb, Site site, Shared shared) {
    Execution.current().running().spin.reset();
    Execution.current().visible(Op.write(verb, site, shared));
  }

  void execute(Runnable task, Site site) {
    java.util.Objects.requireNonNull(task);
    Shared shared = shared();
    step("hand in to", site, shared);
    if (shared.isShut) {
      throw new RejectedExecutionException("the pool is shut down");
    }
    if (shared.count < threadsMax) {
      add(task, shared, site);
    } else {
      shared.queue.add(new Waiting(task, Execution.current().running().release()));
      shared.update();
    }
  }

  private void add(@Nullable Runnable first, Shared shared, Site site) {
    shared.count++;
    shared.update();
    Thread thread = factory.newThread(() -> work(first, shared));
    shared.threads.add(thread);
    ThreadModel.start(thread, site);
  }

  private void work(@Nullable Runnable first, Shared shared) {
    Runnable task = first;
    boolean isAbrupt = true;
    try {
      while (task != null) {
        task.run();
        task = threadsMax == UNLIMITED ? null : next(shared);
      }
      isAbrupt = false;
    } finally {
      leave(isAbrupt, shared);
    }
  }

  private @Nullable Runnable next(Shared shared) {
    Waits.uninterruptibly(shared.toDo, Waits.NOBODY, made);
    Waiting waiting = shared.queue.poll();
    if (waiting == null) {
      return null;
    }
    shared.update();
    Execution.current().running().acquire(waiting.published);
    prepare(shared);
    return waiting.task;
  }

  /** An interrupt was for the task before, unless it was for all. */
  private void prepare(Shared shared) {
    Task self = Execution.current().running();
    Execution.current().visible(new Op("look for an interrupt", made, 1, self.signals, shared));
    Signals.takeInterrupt(self);
    if (shared.isStopped) {
      ModelThread.current().interrupt(self);
    }
  }

  private void leave(boolean isAbrupt, Shared shared) {
    step("leave", made, shared);
    shared.count--;
    shared.threads.remove(ModelThread.current().thread);
    shared.published =
        VectorClock.joined(shared.published, Execution.current().running().release());
    if (isAbrupt && !shared.queue.isEmpty()) {
      Waiting waiting = java.util.Objects.requireNonNull(shared.queue.poll());
      Execution.current().running().acquire(waiting.published);
      add(waiting.task, shared, made); // In its place.
    }
    shared.update();
  }

  void shutdown(Site site) {
    Shared shared = shared();
    step("shut down", site, shared);
    shared.isShut = true;
    shared.update();
  }

  List<Runnable> shutdownNow(Site site) {
    shutdown(site);
    Shared shared = shared();
    shared.isStopped = true;
    List<Runnable> left = new ArrayList<>(shared.queue.stream().map(Waiting::task).toList());
    shared.queue.clear();
    shared.update();
    for (Thread thread : List.copyOf(shared.threads)) {
      ThreadModel.interrupt(thread, site);
    }
    return left;
  }

  boolean isShutdown(Site site) {
    Shared shared = shared();
    Execution.current().visible(Op.read("look at", site, shared));
    return shared.isShut;
  }

  boolean isTerminated(Site site) {
    isShutdown(site);
    return hasEnded(shared());
  }

  private static boolean hasEnded(Shared shared) {
    if (shared.word() != Shared.SHUT) {
      return false;
    }
    Execution.current().running().acquire(shared.published);
    return true;
  }

  boolean awaitTermination(long timeout, TimeUnit unit, Site site) throws InterruptedException {
    if (unit.toNanos(timeout) <= 0 && kind != Kind.THREAD_PER_TASK) {
      return isTerminated(site); // It does not look for interrupts either.
    }
    return Waits.until(shared().ended.evenIfInterrupted(), timeout, unit, Waits.NOBODY, site)
        && hasEnded(shared());
  }

  /** Shuts down and waits for the end; an interrupt makes it interrupt the tasks. */
  void close(Site site) {
    shutdown(site);
    boolean isInterrupted = false;
    while (true) {
      try {
        Waits.untilInterrupted(shared().ended.evenIfInterrupted(), Waits.NOBODY, site);
        hasEnded(shared());
        break;
      } catch (InterruptedException _) {
        if (!isInterrupted) {
          shutdownNow(site);
          isInterrupted = true;
        }
      }
    }
    if (isInterrupted) {
      ThreadModel.interrupt(ModelThread.current().thread, site);
    }
  }

  // --- For calls that do not say where they come from --------------------------------------------

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> body) {
    return new ModelFuture<>(body, made);
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable body, T value) {
    return new ModelFuture<>(
        () -> {
          body.run();
          return value;
        },
        made);
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks) {
    throw Unsupported.found("ExecutorService.invokeAny", made, "submit the tasks one by one");
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
    throw Unsupported.found("ExecutorService.invokeAny", made, "submit the tasks one by one");
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
    throw Unsupported.found(
        "ExecutorService.invokeAll for a time", made, "submit the tasks one by one");
  }

  @Override
  public void execute(Runnable task) {
    execute(task, made);
  }

  @Override
  public void shutdown() {
    shutdown(made);
  }

  @Override
  public List<Runnable> shutdownNow() {
    return shutdownNow(made);
  }

  @Override
  public boolean isShutdown() {
    return isShutdown(made);
  }

  @Override
  public boolean isTerminated() {
    return isTerminated(made);
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return awaitTermination(timeout, unit, made);
  }

  @Override
  public void close() {
    close(made);
  }
}
