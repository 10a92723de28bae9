package dev.stele.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says of each goal whether it was reached. Only a count that is not what it must be is an error;
 * times depend on the machine.
 *
 * <p>A goal on a time is decided by the median of the rounds, and only if the range that holds the
 * true median in nine of ten runs lies on one side of it.
 */
final class Goals {

  private final PrintStream out;
  private final Optional<String> noDevice;
  private final List<String> wrong = new ArrayList<>();

  /**
   * Makes goals for one run.
   *
   * @param noDevice why nothing can be said of durable appends here, if so
   */
  Goals(PrintStream out, Optional<String> noDevice) {
    this.out = out;
    this.noDevice = noDevice;
  }

  /** What a quantity is shown in. */
  enum Unit {
    PERCENT("%,.0f %%", "%,.1f points", 100),
    TIMES("%,.1f times", "%,.1f times", 1),
    PER_CPU_SECOND("%,.0f events per CPU-second", "%,.0f", 1),
    PER_SECOND("%,.0f a second", "%,.0f", 1),
    EXECUTIONS("%,.0f executions per CPU-second", "%,.0f", 1),
    NANOS("%,.1f ns", "%,.1f ns", 1e3),
    MICROS("%,.1f us", "%,.1f us", 1),
    MILLIS("%,.0f ms", "%,.0f ms", 1e-3),
    CPU_SECONDS("%,.2f CPU-seconds", "%,.2f CPU-seconds", 1);

    private final String format;
    private final String gap;
    private final double factor;

    Unit(String format, String gap, double factor) {
      this.format = format;
      this.gap = gap;
      this.factor = factor;
    }

    private String show(double value) {
      return String.format(Locale.ROOT, format, value * factor);
    }

    private String showGap(double value) {
      return String.format(Locale.ROOT, gap, value * factor);
    }
  }

  /** A quantity that must reach a bound, or must not pass it. */
  record Goal(String what, Unit unit, double bound, Side side) {

    /** On which side of the bound it must be. */
    enum Side {
      AT_LEAST(">="),
      AT_MOST("<=");

      private final String sign;

      Side(String sign) {
        this.sign = sign;
      }
    }

    static Goal atLeast(double bound, Unit unit, String what) {
      return new Goal(what, unit, bound, Side.AT_LEAST);
    }

    static Goal atMost(double bound, Unit unit, String what) {
      return new Goal(what, unit, bound, Side.AT_MOST);
    }

    private boolean isReachedBy(double value) {
      return side == Side.AT_LEAST ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
      return side.sign + " " + unit.show(bound) + " " + what;
    }
  }

  /** Judges a quantity that rests on the device's sync. */
  void judgeDurable(Goal goal, Series found) {
    if (noDevice.isPresent()) {
      undecided(goal, noDevice.orElseThrow());
    } else {
      judge(goal, found);
    }
  }

  /** Judges a quantity. */
  void judge(Goal goal, Series found) {
    double median = found.median();
    String value = goal.unit.show(median);
    Optional<Series.Range> range = found.likely();
    if (range.isEmpty()) {
      undecided(goal, value + ", too few rounds");
      return;
    }
    double low = range.orElseThrow().low();
    double high = range.orElseThrow().high();
    String between = value + " (" + goal.unit.show(low) + " to " + goal.unit.show(high) + ")";
    if (goal.isReachedBy(low) != goal.isReachedBy(high)) {
      undecided(goal, between);
    } else if (goal.isReachedBy(median)) {
      print(goal, between, "reached");
    } else {
      print(goal, between, "missed by " + goal.unit.showGap(Math.abs(median - goal.bound)));
    }
  }

  /** Leaves a goal open. */
  void undecided(Goal goal, String why) {
    print(goal, why, "not decidable here");
  }

  private void print(Goal goal, String found, String verdict) {
    out.printf("goal %s: %s: %s%n", goal, found, verdict);
  }

  /** Checks a count, which is the same on every machine. */
  void count(String what, long expected, long found) {
    boolean reached = expected == found;
    out.printf(
        Locale.ROOT,
        "goal %s: expected %,d, found %,d: %s%n",
        what,
        expected,
        found,
        reached ? "reached" : "missed by " + Math.abs(found - expected));
    if (!reached) {
      wrong.add(what + " expected " + expected + ", found " + found);
    }
  }

  /**
   * Ends the run.
   *
   * @throws IllegalStateException if a count was wrong
   */
  void requireCounts() {
    if (!wrong.isEmpty()) {
      throw new IllegalStateException("counts were wrong: " + wrong);
    }
  }
}
