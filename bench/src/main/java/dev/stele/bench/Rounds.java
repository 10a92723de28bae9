package dev.stele.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Contestants measured side by side: each runs once a round, the rounds interleave, and each round
 * begins with another one, so that what else the machine does meets them all alike.
 *
 * <p>The first rounds warm up and are not counted. A table shows the median and the spread (lowest
 * and highest round) of the time for one operation, the CPU time of the whole process for one, the
 * syncs for one, and the median of the ratios to the first contestant, round by round.
 */
final class Rounds {

  private final List<Contestant> contestants = new ArrayList<>();
  private final Unit unit;

  /** What the time of an operation is shown in. */
  enum Unit {
    NANOS("ns", 1e-3),
    MICROS("us", 1),
    MILLIS("ms", 1e3);

    private final String sign;
    private final double micros;

    Unit(String sign, double micros) {
      this.sign = sign;
      this.micros = micros;
    }
  }

  /** Something that does a number of operations. */
  @FunctionalInterface
  interface Work {
    void run(int operations) throws Exception;
  }

  /** Something that is done after a round and not measured. */
  @FunctionalInterface
  interface Rest {
    /** Nothing to do. */
    Rest NONE = () -> {};

    void run() throws Exception;
  }

  Rounds() {
    this(Unit.MICROS);
  }

  Rounds(Unit unit) {
    this.unit = unit;
  }

  /**
   * Adds a contestant.
   *
   * @param syncs how many syncs it has made so far
   */
  Contestant add(String name, LongSupplier syncs, Work work) {
    return add(name, syncs, work, Rest.NONE);
  }

  /** Adds a contestant that has something to finish after its turn. */
  Contestant add(String name, LongSupplier syncs, Work work, Rest rest) {
    return add(
        name,
        operations -> {
          Contestant.Sample sample = measure(syncs, work, operations);
          rest.run();
          return sample;
        });
  }

  /** Adds a contestant that measures itself. */
  Contestant add(String name, Contestant.Measurement measurement) {
    Contestant contestant = new Contestant(name, measurement);
    contestants.add(contestant);
    return contestant;
  }

  /** Runs them and prints the table. */
  void run(PrintStream out, Scale scale) throws Exception {
    run(out, scale, scale.operations());
  }

  /** Runs them with another number of operations than the scale's, and prints the table. */
  void run(PrintStream out, Scale scale, int operations) throws Exception {
    contestants.forEach(Contestant::forget);
    for (int round = 1 - scale.warmUps(); round <= scale.rounds(); round++) {
      List<Contestant> order = new ArrayList<>(contestants);
      Collections.rotate(order, round);
      for (Contestant contestant : order) {
        Contestant.Sample sample = contestant.measure(operations);
        if (round > 0) {
          contestant.keep(sample);
        }
      }
    }
    print(out);
  }

  private static Contestant.Sample measure(LongSupplier counter, Work work, int operations)
      throws Exception {
    long syncs = counter.getAsLong();
    long cpu = CpuClock.nanos();
    long start = System.nanoTime();
    work.run(operations);
    long nanos = System.nanoTime() - start;
    return new Contestant.Sample(
        nanos / 1e3 / operations,
        (CpuClock.nanos() - cpu) / 1e3 / operations,
        (counter.getAsLong() - syncs) / (double) operations);
  }

  private void print(PrintStream out) {
    out.printf(
        "%-38s %9s %19s %9s %8s %8s%n",
        "", unit.sign + "/op", "lowest-highest", "CPU " + unit.sign, "syncs", "ratio");
    for (Contestant contestant : contestants) {
      Series micros = contestant.micros();
      out.printf(
          "%-38s %9.2f %19s %9.2f %8.2f %8.2f%n",
          contestant.name(),
          micros.median() / unit.micros,
          "%.2f-%.2f".formatted(micros.lowest() / unit.micros, micros.highest() / unit.micros),
          contestant.cpuMicros().median() / unit.micros,
          contestant.syncs().median(),
          contestant.timesOf(contestants.getFirst()).median());
    }
  }
}
