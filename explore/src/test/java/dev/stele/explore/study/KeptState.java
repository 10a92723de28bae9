package dev.stele.explore.study;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Classes that look at their state before they change it: in one step, or in two. */
final class KeptState {

  private KeptState() {}

  /** Takes each entry once, however often it is sent. */
  static final class IdempotentLog {
    private final Set<String> keys = new HashSet<>();
    private final List<String> entries = new ArrayList<>();

    synchronized boolean append(String key) {
      if (!keys.add(key)) {
        return false;
      }
      entries.add(key);
      return true;
    }

    synchronized int size() {
      return entries.size();
    }
  }

  /** Lets its lock go between the question and the answer. */
  static final class TornIdempotentLog {
    private final Set<String> keys = new HashSet<>();
    private final List<String> entries = new ArrayList<>();

    private synchronized boolean contains(String key) {
      return keys.contains(key);
    }

    boolean append(String key) {
      if (contains(key)) {
        return false;
      }
      synchronized (this) {
        keys.add(key);
        entries.add(key);
      }
      return true;
    }

    synchronized int size() {
      return entries.size();
    }
  }

  /** Takes an entry if the writer knows how many there are. */
  static final class Sequence {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> entries = new ArrayList<>();

    boolean append(int expected, String entry) {
      lock.lock();
      try {
        return entries.size() == expected && entries.add(entry);
      } finally {
        lock.unlock();
      }
    }

    int version() {
      lock.lock();
      try {
        return entries.size();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Compares before it takes its lock. */
  static final class TornSequence {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> entries = new ArrayList<>();

    boolean append(int expected, String entry) {
      if (version() != expected) {
        return false;
      }
      lock.lock();
      try {
        return entries.add(entry);
      } finally {
        lock.unlock();
      }
    }

    int version() {
      lock.lock();
      try {
        return entries.size();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Grants a number of restarts. */
  static final class Restarts {
    private final AtomicInteger used = new AtomicInteger();
    private final int most;

    Restarts(int most) {
      this.most = most;
    }

    boolean permit() {
      while (true) {
        int now = used.get();
        if (now >= most) {
          return false;
        }
        if (used.compareAndSet(now, now + 1)) {
          return true;
        }
      }
    }
  }

  /** Looks, and then counts. */
  static final class TornRestarts {
    private final AtomicInteger used = new AtomicInteger();
    private final int most;

    TornRestarts(int most) {
      this.most = most;
    }

    boolean permit() {
      if (used.get() >= most) {
        return false;
      }
      used.incrementAndGet();
      return true;
    }
  }

  /** Runs at most once at a time. */
  static final class Compactor {
    private static final VarHandle RUNNING;

    static {
      try {
        RUNNING = MethodHandles.lookup().findVarHandle(Compactor.class, "running", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    @SuppressWarnings("UnusedVariable") // Through its handle.
    private volatile boolean running;

    boolean begin() {
      return RUNNING.compareAndSet(this, false, true);
    }
  }

  /** Looks whether it runs, and then runs. */
  static final class TornCompactor {
    private volatile boolean running;

    boolean begin() {
      if (running) {
        return false;
      }
      running = true;
      return true;
    }
  }

  static void idempotentLog() throws InterruptedException {
    IdempotentLog log = new IdempotentLog();
    Together.run(() -> log.append("order-7"), () -> log.append("order-7"));
    Together.require(log.size() == 1, "an entry was taken twice");
  }

  static void tornIdempotentLog() throws InterruptedException {
    TornIdempotentLog log = new TornIdempotentLog();
    Together.run(() -> log.append("order-7"), () -> log.append("order-7"));
    Together.require(log.size() == 1, "an entry was taken twice");
  }

  static void sequence() throws InterruptedException {
    Sequence sequence = new Sequence();
    Together.run(() -> sequence.append(0, "a"), () -> sequence.append(0, "b"));
    Together.require(sequence.version() == 1, "both writers won");
  }

  static void tornSequence() throws InterruptedException {
    TornSequence sequence = new TornSequence();
    Together.run(() -> sequence.append(0, "a"), () -> sequence.append(0, "b"));
    Together.require(sequence.version() == 1, "both writers won");
  }

  static void restarts() throws InterruptedException {
    Restarts restarts = new Restarts(1);
    AtomicInteger granted = new AtomicInteger();
    Together.Work work =
        () -> {
          if (restarts.permit()) {
            granted.incrementAndGet();
          }
        };
    Together.run(work, work);
    Together.require(granted.get() == 1, "restarts granted: " + granted.get());
  }

  static void tornRestarts() throws InterruptedException {
    TornRestarts restarts = new TornRestarts(1);
    AtomicInteger granted = new AtomicInteger();
    Together.Work work =
        () -> {
          if (restarts.permit()) {
            granted.incrementAndGet();
          }
        };
    Together.run(work, work);
    Together.require(granted.get() == 1, "restarts granted: " + granted.get());
  }

  static void compactor() throws InterruptedException {
    Compactor compactor = new Compactor();
    boolean[] begun = new boolean[2];
    Together.run(() -> begun[0] = compactor.begin(), () -> begun[1] = compactor.begin());
    Together.require(begun[0] != begun[1], "not exactly one compaction runs");
  }

  static void tornCompactor() throws InterruptedException {
    TornCompactor compactor = new TornCompactor();
    boolean[] begun = new boolean[2];
    Together.run(() -> begun[0] = compactor.begin(), () -> begun[1] = compactor.begin());
    Together.require(begun[0] != begun[1], "not exactly one compaction runs");
  }
}
