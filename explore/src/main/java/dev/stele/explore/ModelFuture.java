package dev.stele.explore;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a pool of the model returns for a task that it has taken. */
final class ModelFuture<V extends @Nullable Object> extends Location implements RunnableFuture<V> {

  private static final long NEW = 0;
  private static final long SUCCEEDED = 1;
  private static final long FAILED = 2;
  private static final long CANCELLED = 3;

  /** Cancelled, and whoever did it is about to interrupt the task. */
  private static final long INTERRUPTING = 4;

  private final Waits.Goal done =
      new Waits.Goal("get", this, false, word -> word != NEW).evenIfInterrupted();

  private final Waits.Goal interrupted =
      new Waits.Goal("wait for the interrupt of", this, false, word -> word != INTERRUPTING);

  private final Callable<V> body;
  private final Site made;
  private @Nullable V result;
  private @Nullable Throwable thrown;
  private @Nullable Thread runner;
  private @Nullable VectorClock published;

  ModelFuture(Callable<V> body, Site made) {
    super("Future", () -> "the future of " + made.place());
    this.body = java.util.Objects.requireNonNull(body);
    this.made = made;
  }

  @Override
  public void run() {
    step(Op.write("begin", made, this));
    if (word() != NEW || runner != null) {
      return;
    }
    runner = ModelThread.current().thread;
    V value = null;
    Throwable caught = null;
    try {
      value = body.call();
    } catch (BackEnd.Abandoned | Divergence e) {
      throw e;
    } catch (Throwable e) {
      caught = e;
    }
    step(Op.write("complete", made, this));
    if (word() == NEW) {
      result = value;
      thrown = caught;
      end(caught == null ? SUCCEEDED : FAILED);
    } else if (word() == INTERRUPTING) {
      Waits.uninterruptibly(interrupted, Waits.NOBODY, made); // It is not for who comes next.
    }
  }

  private void end(long how) {
    published = Execution.current().running().release();
    setWord(how);
  }

  boolean cancel(boolean mayInterrupt, Site site) {
    step(Op.write("cancel", site, this));
    if (word() != NEW) {
      return false;
    }
    Thread running = runner;
    if (mayInterrupt && running != null) {
      end(INTERRUPTING);
      ThreadModel.interrupt(running, site);
      step(Op.write("have interrupted", site, this));
      setWord(CANCELLED);
    } else {
      end(CANCELLED);
    }
    return true;
  }

  @Nullable V get(Site site) throws InterruptedException, ExecutionException {
    Waits.untilInterrupted(done, Waits.NOBODY, site);
    return report();
  }

  @Nullable V get(long timeout, TimeUnit unit, Site site)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!Waits.until(done, timeout, unit, Waits.NOBODY, site)) {
      throw new TimeoutException();
    }
    return report();
  }

  private @Nullable V report() throws ExecutionException {
    Execution.current().running().acquire(published);
    if (word() >= CANCELLED) {
      throw new CancellationException();
    }
    if (word() == FAILED) {
      throw new ExecutionException(thrown);
    }
    return result;
  }

  boolean isDone(Site site) {
    Execution.current().visible(Op.read("look at", site, this));
    if (word() != NEW) {
      Execution.current().running().acquire(published);
    }
    Execution.current().note(word() != NEW);
    return word() != NEW;
  }

  boolean isCancelled(Site site) {
    return isDone(site) && word() >= CANCELLED;
  }

  State state(Site site) {
    if (!isDone(site)) {
      return State.RUNNING;
    }
    return word() == SUCCEEDED ? State.SUCCESS : word() == FAILED ? State.FAILED : State.CANCELLED;
  }

  @Nullable V resultNow(Site site) {
    State state = state(site);
    if (state != State.SUCCESS) {
      throw new IllegalStateException("the task has no result, its state is " + state);
    }
    return result;
  }

  Throwable exceptionNow(Site site) {
    State state = state(site);
    if (state != State.FAILED) {
      throw new IllegalStateException("the task has not failed, its state is " + state);
    }
    return java.util.Objects.requireNonNull(thrown);
  }

  private static void step(Op op) {
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(op);
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    return cancel(mayInterrupt, Site.NONE);
  }

  @Override
  public boolean isCancelled() {
    return isCancelled(Site.NONE);
  }

  @Override
  public boolean isDone() {
    return isDone(Site.NONE);
  }

  @Override
  public @Nullable V get() throws InterruptedException, ExecutionException {
    return get(Site.NONE);
  }

  @Override
  public @Nullable V get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return get(timeout, unit, Site.NONE);
  }
}
