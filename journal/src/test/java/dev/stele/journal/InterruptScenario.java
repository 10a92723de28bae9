package dev.stele.journal;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.Entropy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * One life of a journal whose caller is interrupted at one disk operation, whichever thread does
 * it: opening, appends, reads, waits, rotation, closing, and an opening that repairs.
 *
 * <p>Everything must go on as if nothing had happened, but for the flag. Beside the caller goes a
 * companion that reads and appends in turn with it, so that operations come in one order; its flag
 * must stay clear.
 */
final class InterruptScenario {

  /** What the caller does with its flag once it was interrupted. */
  enum Flag {
    /** Clears it after the step in which it was set. */
    CLEARED,
    /** Leaves it set to the end, so that every later step begins with it. */
    LEFT
  }

  private static final int SEGMENT_BYTES = 8192;

  private final Path root;
  private final int at;
  private final Flag flag;
  private final InterruptingDisk disk;
  private final FutureTask<Integer> life = new FutureTask<>(this::live);
  private final Thread caller;
  private final List<String> expected = new ArrayList<>();
  private int copiedCount;
  private boolean settled;
  private boolean waitRefused;

  /**
   * Makes a scenario.
   *
   * @param kind of the caller's thread
   * @param at the number of the disk operation that interrupts, from 1
   */
  InterruptScenario(Path root, Thread.Builder kind, Flag flag, int at) {
    this.root = root;
    this.flag = flag;
    this.at = at;
    this.caller = kind.unstarted(life);
    this.disk = new InterruptingDisk(at, caller);
  }

  /** Tells whether there was such an operation. */
  boolean isReached() {
    return disk.hasFired();
  }

  /** Tells whether the interrupt ended a wait. */
  boolean isWaitRefused() {
    return waitRefused;
  }

  /** Runs it to its end, then looks at everything from the thread that called. */
  void run() throws Exception {
    caller.start();
    try {
      life.get();
      requireAll(directory(), expected.size());
      requireAll(copy(), copiedCount);
    } catch (ExecutionException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          "interrupted at operation " + at + ", " + disk.where() + ": " + e, e);
    }
  }

  private Path directory() {
    return root.resolve("journal");
  }

  private Path copy() {
    return root.resolve("copy");
  }

  private static JournalOptions options(Disk disk) {
    return new JournalOptions(SEGMENT_BYTES, SEGMENT_BYTES, disk, Clock.system(), Entropy.system());
  }

  /** Returns how many entries it appended. */
  private int live() {
    Journal journal = Journal.open(directory(), options(disk));
    step("open");
    append(journal, 40, Durability.SYNCED);
    append(journal, 40, Durability.SYNCED); // More than half of a segment: it rotates.
    Entries held = journal.read(Position.FIRST);
    step("read");
    companion(() -> requireTexts(held, 2));
    append(journal, 1, Durability.WRITTEN);
    append(journal, 2, Durability.SYNCED);
    requireAll(journal, expected.size());
    step("read");
    awaitCompanion(journal);
    append(journal, 40, Durability.SYNCED);
    companion(() -> {
      requireTexts(held, 78); // In another file than before.
      held.close();
      requireAll(journal, expected.size());
      copyAsACrashWould();
    });
    append(journal, 1, Durability.WRITTEN);
    journal.close();
    step("close");
    try (Journal again = Journal.open(directory(), options(disk))) {
      step("open again");
      requireAll(again, expected.size());
      step("read again");
    }
    step("close again");
    try (Journal repaired = Journal.open(copy(), options(disk))) {
      step("open and repair");
      require(repaired.recovery().entriesExamined() > 0, "a copy of an open journal needs repair");
      requireAll(repaired, copiedCount);
    }
    step("close what was repaired");
    return expected.size();
  }

  private void append(Journal journal, int entryCount, Durability durability) {
    Position first = journal.append(batch(entryCount), durability).orThrow().first();
    // The journal's own entry, of its epoch, is the first.
    require(first.value() == 1 + expected.size() - entryCount, "a place of its own, got: " + first);
    step("append");
  }

  private List<NewEntry> batch(int entryCount) {
    List<String> texts =
        IntStream.range(0, entryCount).mapToObj(i -> "entry " + (expected.size() + i)).toList();
    expected.addAll(texts);
    return texts.stream().map(text -> JournalScenario.entry(text + " ".repeat(40))).toList();
  }

  /** Waits for what the companion appends; an interrupt ends the wait and changes nothing else. */
  private void awaitCompanion(Journal journal) {
    Position last = new Position(1L + expected.size());
    List<NewEntry> batch = batch(2);
    FutureTask<Appended> append = new FutureTask<>(() -> journal.append(batch));
    Thread.ofPlatform().start(append);
    boolean isWaiting = true;
    while (isWaiting) {
      try {
        require(journal.awaitDurable(last, Duration.ofDays(1)), "the wait must end with the entry");
        isWaiting = false;
      } catch (InterruptedException _) {
        waitRefused = true;
        Thread.currentThread().interrupt();
        step("wait"); // Clears the flag, if it may.
        isWaiting = flag == Flag.CLEARED;
      }
    }
    join(append);
    step("wait");
  }

  /** What a companion does, on a thread of its own. */
  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  private void companion(Task task) {
    FutureTask<Boolean> done =
        new FutureTask<>(() -> {
          task.run();
          return !Thread.currentThread().isInterrupted();
        });
    Thread.ofPlatform().start(done);
    require(join(done), "the companion must not be interrupted");
    step("companion");
  }

  private static <T> T join(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new AssertionError("the companion must not be harmed: " + e.getCause(), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends a step of the caller: an interrupt that came must show in the flag. */
  private void step(String name) {
    if (disk.hasFired() && !settled) {
      require(Thread.currentThread().isInterrupted(), "the flag must be kept, lost in: " + name);
      if (flag == Flag.CLEARED) {
        settled = Thread.interrupted();
      }
    } else if (settled) {
      require(!Thread.currentThread().isInterrupted(), "one interrupt, set again in: " + name);
    }
  }

  private void requireAll(Path directory, int count) {
    try (Journal journal = Journal.open(directory, options(new InterruptingDisk(0, caller)))) {
      requireAll(journal, count);
    }
  }

  private void requireAll(Journal journal, int count) {
    try (Entries entries = journal.read(Position.FIRST)) {
      requireTexts(entries, count);
      while (entries.hasNext()) {
        require(entries.next().kind() == Entry.Kind.EPOCH, "nothing but what was appended");
      }
    }
  }

  /** Reads the next entries, passing over those of the journal itself. */
  private void requireTexts(Entries entries, int count) {
    for (int i = 0; i < count; ) {
      Entry entry = entries.next();
      if (entry.kind() == Entry.Kind.DATA) {
        String text = StandardCharsets.UTF_8.decode(entry.payload()).toString().strip();
        // One epoch comes before all data: positions then tell which entry it must be.
        String wanted = expected.get((int) entry.position().value() - 1);
        require(text.equals(wanted), "expected " + wanted + ", found " + text);
        i++;
      }
    }
  }

  /** What a crash of the process would leave here. */
  private void copyAsACrashWould() throws IOException {
    copiedCount = expected.size();
    Files.createDirectories(copy().resolve("segments"));
    Files.copy(directory().resolve("CATALOG"), copy().resolve("CATALOG"));
    for (Path file : Disk.system().list(directory().resolve("segments"))) {
      Files.copy(file, copy().resolve("segments").resolve(file.getFileName()));
    }
  }

  private static void require(boolean condition, String promise) {
    if (!condition) {
      throw new AssertionError(promise);
    }
  }
}
