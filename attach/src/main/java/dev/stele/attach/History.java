package dev.stele.attach;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What there was when an attach began, to be taken once, by the attach that it belongs to. If it is
 * closed, or lost to the garbage collector, without having been taken, that is reported, with the
 * place where it was made ({@link Spawned#reportUnused}).
 *
 * @param <H> what it is: {@link Items}, or a state
 */
public final class History<H> implements AutoCloseable {

  private static final Cleaner LOST = Cleaner.create();

  /** Nothing, once it was taken: whoever took it decides how long it is kept. */
  private @Nullable H value;

  private final Fuse fuse;
  private final Cleaner.Cleanable guard;

  History(H value, Consumer<? super UnusedHistory> report) {
    this.value = value;
    this.fuse = new Fuse(report);
    this.guard = LOST.register(this, fuse);
  }

  /** Knows nothing of the history, or it would never be lost. */
  private static final class Fuse implements Runnable {
    private final AtomicBoolean isLit = new AtomicBoolean(true);
    private final Throwable takenAt = new Throwable("the history was taken here");
    private final Consumer<? super UnusedHistory> report;

    Fuse(Consumer<? super UnusedHistory> report) {
      this.report = report;
    }

    @Override
    public void run() {
      if (isLit.compareAndSet(true, false)) {
        report.accept(new UnusedHistory(takenAt));
      }
    }
  }

  /**
   * Returns what there was, to be seen before anything live is.
   *
   * @throws IllegalStateException if it was taken before, or closed
   */
  public H take() {
    if (!fuse.isLit.compareAndSet(true, false)) {
      throw new IllegalStateException(
          "history must be taken once, got: one that was taken or closed");
    }
    guard.clean();
    H taken = java.util.Objects.requireNonNull(value);
    value = null;
    return taken;
  }

  boolean isTaken() {
    return !fuse.isLit.get();
  }

  /** Reports it, if it was not taken. A second call does nothing. */
  @Override
  public void close() {
    guard.clean();
  }
}
