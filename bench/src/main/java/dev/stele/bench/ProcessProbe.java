package dev.stele.bench;

import dev.stele.process.Registry;
import dev.stele.process.StateCounts;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A fresh JVM that opens a store and the registry in it. */
final class ProcessProbe {

  /** The heap that it may have. */
  static final String HEAP = "-Xmx512m";

  private ProcessProbe() {}

  /**
   * What opening took and found.
   *
   * @param nanos from the first line of {@code main} to the registry open
   * @param againNanos what opening it once more took, with the classes loaded
   * @param cpuMillis of the whole JVM up to there, its start included
   * @param heapBytes what is used after a collection
   */
  record Opening(
      long nanos, long againNanos, long cpuMillis, long heapBytes, long running, long completed) {

    static Opening parse(String line) {
      String[] words = line.split(" ", -1);
      return new Opening(
          Long.parseLong(words[0]),
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]));
    }

    private void print() {
      System.out.println(
          nanos
              + " "
              + againNanos
              + " "
              + cpuMillis
              + " "
              + heapBytes
              + " "
              + running
              + " "
              + completed);
    }
  }

  /** Opens twice, and prints what that took. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    Path folder = Path.of(arguments[0]);
    long nanos;
    long cpuMillis;
    try (Store store = Store.open(folder);
        Registry _ = Registry.open(store, "bench")) {
      nanos = System.nanoTime() - start;
      cpuMillis = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }
    long again = System.nanoTime();
    try (Store store = Store.open(folder);
        Registry registry = Registry.open(store, "bench")) {
      long againNanos = System.nanoTime() - again;
      StateCounts counts = registry.counts();
      new Opening(nanos, againNanos, cpuMillis, usedBytes(), counts.running(), counts.completed())
          .print();
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  static Opening run(Path folder) throws IOException {
    Process process = ChildJvm.start(ProcessProbe.class, List.of(HEAP), folder.toString());
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("a JVM ended without an answer");
      }
      return Opening.parse(line);
    } finally {
      process.onExit().join(); // It closes the store, which the next one opens.
    }
  }
}
