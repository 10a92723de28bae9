package dev.stele.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Contestants measured side by side: each runs once a round, the rounds interleave, and each round
 * begins with another one, so that what else the machine does meets them all alike.
 *
 * <p>The first round warms up and is not counted. A table shows the median and the spread (lowest
 * and highest round) of the time for one operation, the CPU time of the whole process for one, the
 * syncs for one, and the median of the ratios to the first contestant, round by round.
 */
final class Rounds {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<Contestant> contestants = new ArrayList<>();

  /** Something that does a number of operations. */
  @FunctionalInterface
  interface Work {
    void run(int operations) throws Exception;
  }

  private record Contestant(String name, Work work, LongSupplier syncs, List<Sample> samples) {}

  private record Sample(double micros, double cpuMicros, double syncs) {}

  /**
   * Adds a contestant.
   *
   * @param syncs how many syncs it has made so far
   */
  void add(String name, LongSupplier syncs, Work work) {
    contestants.add(new Contestant(name, work, syncs, new ArrayList<>()));
  }

  /** Runs them and prints the table. */
  void run(PrintStream out, Scale scale) throws Exception {
    contestants.forEach(contestant -> contestant.samples.clear());
    for (int round = 0; round <= scale.rounds(); round++) {
      List<Contestant> order = new ArrayList<>(contestants);
      Collections.rotate(order, round);
      for (Contestant contestant : order) {
        Sample sample = measure(contestant, scale.operations());
        if (round > 0) {
          contestant.samples.add(sample);
        }
      }
    }
    print(out);
  }

  private static Sample measure(Contestant contestant, int operations) throws Exception {
    long syncs = contestant.syncs.getAsLong();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    contestant.work.run(operations);
    long nanos = System.nanoTime() - start;
    return new Sample(
        nanos / 1e3 / operations,
        (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / operations,
        (contestant.syncs.getAsLong() - syncs) / (double) operations);
  }

  private void print(PrintStream out) {
    out.printf(
        "%-38s %9s %19s %9s %8s %8s%n", "", "us/op", "lowest-highest", "CPU us", "syncs", "ratio");
    List<Sample> baseline = contestants.getFirst().samples;
    for (Contestant contestant : contestants) {
      List<Sample> own = contestant.samples;
      double[] micros = own.stream().mapToDouble(Sample::micros).sorted().toArray();
      double[] ratios = new double[own.size()];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = own.get(i).micros / baseline.get(i).micros;
      }
      Arrays.sort(ratios);
      out.printf(
          "%-38s %9.2f %19s %9.2f %8.2f %8.2f%n",
          contestant.name,
          median(micros),
          "%.2f-%.2f".formatted(micros[0], micros[micros.length - 1]),
          median(own.stream().mapToDouble(Sample::cpuMicros).sorted().toArray()),
          median(own.stream().mapToDouble(Sample::syncs).sorted().toArray()),
          median(ratios));
    }
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
