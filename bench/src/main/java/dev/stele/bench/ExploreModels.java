package dev.stele.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Models that both explorers can run. Tasks are heirs of {@code Thread} that are joined through
 * variables of that type: on JDK 25, Lincheck 3.7 does not see what a {@code Runnable} shares.
 */
final class ExploreModels {

  private ExploreModels() {}

  /** A thread of a model. */
  private static final class Worker extends Thread {
    private final Runnable work;

    Worker(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      work.run();
    }
  }

  private static void together(Runnable... works) {
    List<Thread> threads = new ArrayList<>();
    for (Runnable work : works) {
      threads.add(new Worker(work));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("broken: " + what);
    }
  }

  private static void increments(int tasks, int times) {
    AtomicInteger counter = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = 0; i < times; i++) {
            counter.incrementAndGet();
          }
        };
    Runnable[] works = new Runnable[tasks];
    java.util.Arrays.fill(works, work);
    together(works);
    require(counter.get() == tasks * times, "an increment was lost");
  }

  static void oneIncrement() {
    increments(2, 1);
  }

  static void twoTimesThree() {
    increments(2, 3);
  }

  static void threeTimesTwo() {
    increments(3, 2);
  }

  static void twoTimesEight() {
    increments(2, 8);
  }

  /** Appends each key once. */
  private static final class Log {
    private final Set<String> keys = new HashSet<>();
    private final List<String> entries = new ArrayList<>();

    synchronized void append(String key) {
      if (keys.add(key)) {
        entries.add(key);
      }
    }

    synchronized int size() {
      return entries.size();
    }
  }

  static void idempotentLog() {
    Log log = new Log();
    together(() -> log.append("a"), () -> log.append("a"));
    require(log.size() == 1, "a key was appended twice");
  }

  static void casLoops() {
    AtomicInteger budget = new AtomicInteger(1);
    AtomicInteger taken = new AtomicInteger();
    Runnable take =
        () -> {
          int left = budget.get();
          while (left > 0) {
            if (budget.compareAndSet(left, left - 1)) {
              taken.incrementAndGet();
              return;
            }
            left = budget.get();
          }
        };
    together(take, take);
    require(taken.get() == 1, "a budget of one was taken twice");
  }

  /** Slots that are written, then shown. */
  private static final class Gate {
    private static final VarHandle VISIBLE;

    static {
      try {
        VISIBLE = MethodHandles.lookup().findVarHandle(Gate.class, "visible", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final long[] slots = new long[3];

    @SuppressWarnings("UnusedVariable") // Through its handle.
    private int visible;

    void publish() {
      for (int i = 0; i < slots.length; i++) {
        slots[i] = i + 1L;
      }
      VISIBLE.setRelease(this, slots.length);
    }

    long sum() {
      long sum = 0;
      for (int i = (int) VISIBLE.getAcquire(this) - 1; i >= 0; i--) {
        sum += slots[i];
      }
      return sum;
    }
  }

  static void batchGate() {
    Gate gate = new Gate();
    long[] sum = new long[1];
    together(gate::publish, () -> sum[0] = gate.sum());
    require(sum[0] == 0 || sum[0] == 6, "part of a batch was seen");
  }

  static void lostUpdate() {
    AtomicInteger counter = new AtomicInteger();
    Runnable work = () -> counter.set(counter.get() + 1);
    together(work, work);
    require(counter.get() == 2, "an update was lost");
  }

  static void deadlock() {
    ReentrantLock one = new ReentrantLock();
    ReentrantLock other = new ReentrantLock();
    together(() -> both(one, other), () -> both(other, one));
  }

  private static void both(ReentrantLock first, ReentrantLock second) {
    first.lock();
    try {
      second.lock();
      try {
        Thread.onSpinWait(); // Whatever needs both.
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }
}
