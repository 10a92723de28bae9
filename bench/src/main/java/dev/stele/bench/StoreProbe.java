package dev.stele.bench;

import dev.stele.store.Event;
import dev.stele.store.EventTail;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a fresh JVM does with a store. */
final class StoreProbe {

  /** The heap that a JVM with a store may have, and the buffers outside of it. */
  static final String HEAP = "-Xmx64m";

  private StoreProbe() {}

  /** What it is told to do. */
  enum Task {
    /** Nothing: what a JVM costs. */
    START,
    /** Open a store, say what that took, and close it. */
    OPEN,
    /** Open a store that another JVM writes, and say when it sees an event. */
    FOLLOW
  }

  /**
   * What opening took and found.
   *
   * @param nanos from the first line of {@code main} to the store open
   * @param againNanos what opening it once more took, with the classes loaded
   * @param cpuMillis of the whole JVM up to there, its start included
   * @param heapBytes what is used after a collection
   */
  record Opening(long nanos, long againNanos, long cpuMillis, long heapBytes, long head) {

    static Opening parse(String line) {
      String[] words = line.split(" ", -1);
      return new Opening(
          Long.parseLong(words[0]),
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Long.parseLong(words[4]));
    }

    private void print() {
      System.out.println(nanos + " " + againNanos + " " + cpuMillis + " " + heapBytes + " " + head);
    }
  }

  /** That an event was seen, and when. */
  record Sight(long position, long nanos) {

    static Sight parse(String line) {
      String[] words = line.split(" ", -1);
      return new Sight(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    private void print() {
      System.out.println(position + " " + nanos);
    }
  }

  /** Does a task. */
  public static void main(String[] arguments) throws InterruptedException {
    long start = System.nanoTime();
    switch (Task.valueOf(arguments[0])) {
      case START -> new Opening(0, 0, cpuMillis(), 0, 0).print();
      case OPEN -> open(Path.of(arguments[1]), start).print();
      case FOLLOW -> follow(Path.of(arguments[1]));
    }
  }

  /** Opens twice: the first time loads the classes of the store, and half those of the JDK. */
  private static Opening open(Path folder, long start) {
    Store first = Store.open(folder);
    long nanos = System.nanoTime() - start;
    long cpuMillis = cpuMillis();
    long heapBytes = usedBytes();
    first.close();
    long again = System.nanoTime();
    try (Store store = Store.open(folder)) {
      long againNanos = System.nanoTime() - again;
      return new Opening(
          nanos, againNanos, cpuMillis, Math.max(heapBytes, usedBytes()), store.head().value());
    }
  }

  /** Prints that it is there, as if it saw what is at the head; then each event. */
  private static void follow(Path folder) throws InterruptedException {
    ChildJvm.endWithParent();
    try (StoreFollower store = StoreFollower.open(folder, StoreOptions.standard());
        EventTail tail = store.tail(Region.all().from(store.head()))) {
      new Sight(store.head().value(), System.nanoTime()).print();
      while (true) {
        Optional<Event> event = tail.next(Duration.ofSeconds(60));
        long nanos = System.nanoTime();
        event.ifPresent(one -> new Sight(one.position().value(), nanos).print());
      }
    }
  }

  private static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  static Process start(Task task, String... arguments) throws IOException {
    return ChildJvm.start(StoreProbe.class, List.of(HEAP), task.name(), arguments);
  }

  /** Runs a task that opens to its end and returns what it printed. */
  static Opening run(Task task, String... arguments) throws IOException {
    Process process = start(task, arguments);
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("a JVM ended without an answer: " + task);
      }
      return Opening.parse(line);
    } finally {
      process.onExit().join(); // It closes the store, which the next one opens.
    }
  }
}
