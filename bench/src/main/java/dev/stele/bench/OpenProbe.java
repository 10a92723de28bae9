package dev.stele.bench;

import dev.stele.journal.Durability;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a fresh JVM does with a journal; and how it is started. */
final class OpenProbe {

  /** The rooms that it needs. The peers are left out, so that the JVM starts as a user's would. */
  private static final Set<String> ROOMS =
      Set.of("dev.stele.bench", "dev.stele.journal", "dev.stele.ground", "dev.stele.trial");

  private OpenProbe() {}

  /** What it is told to do. */
  enum Task {
    /** Nothing: what a JVM costs. */
    START,
    /** Open a journal, say what that took, and close it. */
    OPEN,
    /** Append without syncs until the last segment is of a size, say so, and go on until killed. */
    APPEND
  }

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
      case APPEND -> append(Path.of(arguments[1]), Long.parseLong(arguments[2]));
    }
  }

  private static void append(Path folder, long lastBytes) throws IOException {
    try (Journal journal = Journal.open(folder, JournalOptions.standard())) {
      for (long batches = 1; true; batches++) {
        JournalPeer.append(journal, Payloads.HUNDRED, Durability.WRITTEN);
        if (batches % 10 == 0 && Files.size(lastSegment(folder)) >= lastBytes) {
          System.out.println(batches * Payloads.BATCH);
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Module own = OpenProbe.class.getModule();
    if (own.isNamed()) {
      String path =
          own.getLayer().configuration().modules().stream()
              .filter(module -> ROOMS.contains(module.name()))
              .map(module -> Path.of(module.reference().location().orElseThrow()).toString())
              .collect(Collectors.joining(File.pathSeparator));
      command.addAll(List.of("--module-path", path));
      command.addAll(List.of("--module", own.getName() + "/" + OpenProbe.class.getName()));
    } else {
      command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
      command.add(OpenProbe.class.getName());
    }
    command.add(task.name());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
