package dev.stele.journal;

import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Threads that append, read and wait, on platform and virtual threads, while another one interrupts
 * them without a pause. How much they do is fixed; how often they are interrupted is counted.
 */
final class InterruptHammer {

  static final int APPENDERS = 4;
  static final int READERS = 4;
  private static final int WAITERS = 2;

  /** So often a thread sets its own flag first; nobody but itself may clear it. */
  private static final int OWN_INTERRUPT_EVERY = 5;

  private final KillModel model = new KillModel();
  private final AtomicLong interrupts = new AtomicLong();
  private final AtomicInteger refusedWaits = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicLong entriesRead = new AtomicLong();
  private final int appendsEach;
  private final int readsEach;
  private volatile boolean done;

  /**
   * Makes a hammer.
   *
   * @param appendsEach one more than a multiple of four: the last batch of each appender is synced,
   *     so that who waits for the last entry is woken
   */
  InterruptHammer(int appendsEach, int readsEach) {
    require(appendsEach % 4 == 1, "the last batch of each appender must be synced");
    this.appendsEach = appendsEach;
    this.readsEach = readsEach;
  }

  long interrupts() {
    return interrupts.get();
  }

  int refusedWaits() {
    return refusedWaits.get();
  }

  long appends() {
    return model.acknowledgedCount();
  }

  int reads() {
    return reads.get();
  }

  /** Runs all threads to their end, closes, opens anew and looks at everything. */
  void run(Path directory, JournalOptions options) throws Exception {
    model.began(0, APPENDERS);
    try (Journal journal = Journal.open(directory, options)) {
      hammer(journal);
      Thread.currentThread().interrupt();
    }
    require(Thread.interrupted(), "closing must keep the flag");
    try (Journal again = Journal.open(directory, options)) {
      model.audit(again);
    }
  }

  /** What a worker does. */
  @FunctionalInterface
  private interface Task {
    void run(Journal journal, int number) throws Exception;
  }

  private void hammer(Journal journal) throws Exception {
    List<FutureTask<@Nullable Void>> tasks = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    add(tasks, threads, journal, APPENDERS, this::append);
    add(tasks, threads, journal, READERS, this::read);
    add(tasks, threads, journal, WAITERS, this::await);
    threads.forEach(Thread::start);
    Thread interrupter = Thread.ofPlatform().start(() -> interrupt(threads));
    try {
      for (FutureTask<@Nullable Void> task : tasks) {
        task.get();
      }
    } finally {
      done = true;
      interrupter.join();
    }
  }

  private static void add(
      List<FutureTask<@Nullable Void>> tasks,
      List<Thread> threads,
      Journal journal,
      int count,
      Task task) {
    for (int i = 0; i < count; i++) {
      int number = i;
      FutureTask<@Nullable Void> future =
          new FutureTask<>(() -> {
            task.run(journal, number);
            return null;
          });
      tasks.add(future);
      Thread.Builder kind = i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(kind.unstarted(future));
    }
  }

  private void interrupt(List<Thread> threads) {
    while (!done) {
      for (Thread thread : threads) {
        if (thread.isAlive()) {
          thread.interrupt();
          interrupts.incrementAndGet();
        }
      }
      Thread.onSpinWait();
    }
  }

  private void append(Journal journal, int writer) {
    for (int number = 0; number < appendsEach; number++) {
      KillBatch batch = new KillBatch(0, writer, number);
      setOwn(number);
      Appended.Done place = journal.append(batch.entries(), batch.durability()).orThrow();
      requireOwn(number, "an append");
      synchronized (model) {
        model.acknowledged(batch, place.first().value(), place.epoch());
      }
    }
  }

  private void read(Journal journal, int reader) {
    SimEntropy chance = SimEntropy.of(reader);
    for (int number = 0; number < readsEach; number++) {
      setOwn(number);
      long head = journal.head().value();
      long next = chance.below((int) head + 1);
      try (Entries entries = journal.read(new Position(next))) {
        for (; entries.hasNext(); next++) {
          Entry entry = entries.next();
          require(entry.position().value() == next, "positions must be dense: " + entry);
          if (entry.kind() == Entry.Kind.DATA) {
            KillBatch.parse(StandardCharsets.UTF_8.decode(entry.payload()).toString());
          }
          entriesRead.incrementAndGet();
        }
      }
      require(next >= head, "a read must come to the head that was there: " + next);
      requireOwn(number, "a read");
      reads.incrementAndGet();
    }
  }

  /** Waits for each entry in turn up to the last one; an interrupt only means to wait again. */
  private void await(Journal journal, int waiter) {
    long last = expectedEntries() - 1;
    for (long next = waiter; next <= last; ) {
      try {
        require(journal.awaitDurable(new Position(next), Duration.ofDays(1)), "a day is enough");
        require(journal.head().value() > next, "what was awaited must be below the head");
        next = Math.max(next + 1, Math.min(last, journal.head().value()));
      } catch (InterruptedException _) {
        refusedWaits.incrementAndGet(); // And on: the hammer owns this thread and ends with it.
      }
    }
  }

  private long expectedEntries() {
    long count = 1; // The epoch.
    for (int writer = 0; writer < APPENDERS; writer++) {
      for (int number = 0; number < appendsEach; number++) {
        count += new KillBatch(0, writer, number).size();
      }
    }
    return count;
  }

  private static void setOwn(int number) {
    if (number % OWN_INTERRUPT_EVERY == 0) {
      Thread.currentThread().interrupt();
    }
  }

  private static void requireOwn(int number, String what) {
    boolean isSet = Thread.interrupted();
    require(isSet || number % OWN_INTERRUPT_EVERY != 0, what + " must keep the flag");
  }

  private static void require(boolean condition, String promise) {
    if (!condition) {
      throw new AssertionError(promise);
    }
  }

  @Override
  public String toString() {
    return "journal-interrupt: interrupts %d, waits refused %d, appends %d, reads %d of %d entries"
        .formatted(interrupts(), refusedWaits(), appends(), reads(), entriesRead.get());
  }
}
