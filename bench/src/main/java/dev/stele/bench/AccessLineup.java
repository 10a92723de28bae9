package dev.stele.bench;

import dev.stele.bench.Question.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * Contestants that do the same and must come to the same: one that cannot be had here, or answers
 * otherwise, is left out, and the table says why. What a round came to is looked at after each.
 */
final class AccessLineup {

  /** Operations of a run that only shows that it runs. */
  private static final int IN_HASTE = 100;

  private final Setting setting;
  private final Rounds rounds;
  private final IntToLongFunction expected;
  private final Map<String, String> absent = new LinkedHashMap<>();

  /**
   * Makes one.
   *
   * @param expected what so many operations must come to
   */
  AccessLineup(Setting setting, Rounds.Unit unit, IntToLongFunction expected) {
    this.setting = setting;
    this.rounds = new Rounds(unit);
    this.expected = expected;
  }

  /** Does a number of operations and returns what they came to. */
  @FunctionalInterface
  interface Asking {
    long ask(int operations) throws Exception;
  }

  /** Makes ready what is measured. */
  @FunctionalInterface
  interface Opener {
    Asking open() throws Exception;
  }

  /** Adds a contestant that must be there. */
  Contestant add(String name, int operations, Opener opener) throws Exception {
    Asking asking = opener.open();
    int first = Math.min(operations, AccessRules.DOCUMENTS);
    requireSame(asking.ask(first), first);
    int own = setting.scale().choose(operations, Math.min(operations, IN_HASTE));
    return rounds.add(
        name,
        _ -> {
          long cpu = CpuClock.nanos();
          long start = System.nanoTime();
          long found = asking.ask(own);
          long nanos = System.nanoTime() - start;
          double cpuMicros = (CpuClock.nanos() - cpu) / 1e3 / own;
          requireSame(found, own);
          return new Contestant.Sample(nanos / 1e3 / own, cpuMicros, 0);
        });
  }

  /** Adds a contestant if it can be had here, and answers as it must. */
  Optional<Contestant> find(String name, int operations, Opener opener) {
    try {
      return Optional.of(add(name, operations, opener));
    } catch (Exception | LinkageError e) { // A native library that cannot be loaded, for example.
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      absent.put(name, cause.toString().lines().findFirst().orElse(""));
      return Optional.empty();
    }
  }

  /** Says of one why it is not there at all. */
  void leaveOut(String name, String why) {
    absent.put(name, why);
  }

  /** Runs them and prints the table, then who was not there. */
  void run() throws Exception {
    rounds.run(setting.out(), setting.scale());
    absent.forEach((name, why) -> setting.out().printf("%-38s not measured: %s%n", name, why));
  }

  private void requireSame(long found, int operations) {
    long right = expected.applyAsLong(operations);
    if (found != right) {
      throw new IllegalStateException(
          "expected " + operations + " operations to come to " + right + ", found " + found);
    }
  }
}
