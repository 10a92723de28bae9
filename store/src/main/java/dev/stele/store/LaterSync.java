package dev.stele.store;

import dev.stele.ground.Clock;
import dev.stele.ground.DiskThread;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Syncs what was only written, a little later: so that it becomes visible though nobody appends
 * durably. Its thread begins with the first such append.
 */
final class LaterSync implements AutoCloseable {

  /** Long enough that a sync costs nothing, short enough that nobody wonders (DEC-30). */
  static final Duration DELAY = Duration.ofMillis(100);

  private final Clock clock;
  private final Runnable sync;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock.
  private @Nullable DiskThread thread;
  private boolean closed;

  private volatile boolean isDue;

  LaterSync(Clock clock, Runnable sync) {
    this.clock = clock;
    this.sync = sync;
  }

  /** Is told that something was written and not synced. */
  void written() {
    if (isDue) {
      return;
    }
    lock.lock();
    try {
      isDue = true;
      if (thread == null) {
        thread = new DiskThread(this::run, "stele-sync");
        thread.start();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitDue()) {
        isDue = false; // Before the sync: what is written from here on asks for another one.
        sync.run();
      }
    } finally {
      ended(); // By an error, perhaps: the next one who writes begins another thread.
    }
  }

  private void ended() {
    lock.lock();
    try {
      thread = null;
      isDue = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitDue() {
    lock.lock();
    try {
      while (!isDue && !closed) {
        changed.awaitUninterruptibly();
      }
      long deadlineNanos = clock.deadlineAfter(DELAY);
      boolean isTimeLeft = true;
      while (!closed && isTimeLeft) {
        isTimeLeft = clock.awaitUntil(lock, changed, deadlineNanos);
      }
      return !closed;
    } catch (InterruptedException e) {
      throw new IllegalStateException("a disk thread cannot be interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; does not sync, and does not wait. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
