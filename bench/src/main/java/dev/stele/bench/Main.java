package dev.stele.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs one benchmark, named by the first argument. */
public final class Main {

  /** The benchmarks, one for each question. */
  private static final Map<String, Benchmark> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "access", new AccessBenchmark(),
              "attach", new AttachBenchmark(),
              "disk", new DiskBenchmark(),
              "explore", new ExploreBenchmark(),
              "journal", new JournalBenchmark(),
              "process", new ProcessBenchmark(),
              "store", new StoreBenchmark(),
              "trial", new TrialBenchmark()));

  private Main() {}

  /**
   * Runs a benchmark and prints what it found; exit code 2 where there is none of that name.
   *
   * @param arguments the benchmark's name, then {@code --quick} to only show that it runs, or
   *     {@code --large} to measure what takes gigabytes of disk, too
   */
  public static void main(String[] arguments) throws Exception {
    System.exit(run(System.out, arguments));
  }

  static int run(PrintStream out, String... arguments) throws Exception {
    Benchmark benchmark = arguments.length == 0 ? null : BENCHMARKS.get(arguments[0]);
    if (benchmark == null) {
      out.println("usage: ./stele bench NAME [--quick | --large]");
      BENCHMARKS.forEach((name, one) -> out.printf("  %-8s %s%n", name, one.question()));
      return 2;
    }
    benchmark.run(out, scale(Arrays.asList(arguments)));
    return 0;
  }

  private static Scale scale(List<String> arguments) {
    if (arguments.contains("--quick")) {
      return Scale.QUICK;
    }
    return arguments.contains("--large") ? Scale.LARGE : Scale.FULL;
  }
}
