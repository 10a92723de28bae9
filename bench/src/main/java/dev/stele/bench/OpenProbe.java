package dev.stele.bench;

import dev.stele.journal.Durability;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a fresh JVM does with a journal; and how it is started. */
final class OpenProbe {

  /** Before each further batch, lest a slow kill should find the next segment begun. */
  private static final long SLOWLY_NANOS = 10_000_000;

  private OpenProbe() {}

  /** What it is told to do. */
  enum Task {
    /** Nothing: what a JVM costs. */
    START,
    /** Open a journal, say what that took, and close it. */
    OPEN,
    /** Append without syncs until it is {@link Full}, say so, and go on until killed. */
    APPEND
  }

  /**
   * When enough is appended: recovery reads what was appended to the last segment.
   *
   * @param entries the number of entries from which on it may be
   * @param lastBytes the size that the last segment must then reach
   */
  record Full(long entries, long lastBytes) {}

  /**
   * What opening took and found.
   *
   * @param nanos from the first line of {@code main} to the journal open
   * @param cpuMillis of the whole JVM up to there, its start included
   */
  record Opening(long nanos, long cpuMillis, long head, long examined) {

    static Opening parse(String line) {
      String[] words = line.split(" ", -1);
      return new Opening(
          Long.parseLong(words[0]),
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]));
    }

    private void print() {
      System.out.println(nanos + " " + cpuMillis + " " + head + " " + examined);
    }
  }

  /** Does a task. */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    switch (Task.valueOf(arguments[0])) {
      case START -> new Opening(0, cpuMillis(), 0, 0).print();
      case OPEN -> {
        try (Journal journal = Journal.open(Path.of(arguments[1]), JournalOptions.standard())) {
          long nanos = System.nanoTime() - start;
          new Opening(
                  nanos, cpuMillis(), journal.head().value(), journal.recovery().entriesExamined())
              .print();
        }
      }
      case APPEND -> {
        Full full = new Full(Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        append(Path.of(arguments[1]), full);
      }
    }
  }

  private static void append(Path folder, Full full) throws IOException {
    ChildJvm.endWithParent();
    try (Journal journal = Journal.open(folder, JournalOptions.standard())) {
      for (long batches = 1; true; batches++) {
        JournalPeer.append(journal, Payloads.HUNDRED, Durability.WRITTEN);
        long entries = batches * Payloads.BATCH;
        if (entries >= full.entries && Files.size(lastSegment(folder)) >= full.lastBytes) {
          System.out.println(entries);
          LockSupport.parkNanos(SLOWLY_NANOS);
        }
      }
    }
  }

  private static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  /** Returns the segment that is, or was last, written. */
  static Path lastSegment(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal.resolve("segments"))) {
      return files.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /** Starts a fresh JVM on a task. */
  static Process start(Task task, String... arguments) throws IOException {
    return ChildJvm.start(OpenProbe.class, List.of(), task.name(), arguments);
  }

  /** Runs a task to its end and returns what it printed. */
  static Opening run(Task task, String... arguments) throws IOException {
    Process process = start(task, arguments);
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("a JVM ended without an answer: " + task);
      }
      return Opening.parse(line);
    } finally {
      process.onExit().join(); // It closes the journal, which the next one opens.
    }
  }
}
