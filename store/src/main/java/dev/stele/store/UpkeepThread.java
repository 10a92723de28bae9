package dev.stele.store;

import dev.stele.ground.DiskThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Does tasks one after another on a thread of its own, which begins with the first of them. */
final class UpkeepThread implements Executor, AutoCloseable {

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock.
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private @Nullable DiskThread thread;
  private boolean closed;

  UpkeepThread(String name) {
    this.name = name;
  }

  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      tasks.addLast(task);
      if (thread == null) {
        thread = new DiskThread(this::run, name);
        thread.start();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      while (tasks.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return tasks.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the thread end once what was handed over is done; does not wait for it. */
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
