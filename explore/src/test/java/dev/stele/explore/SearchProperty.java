package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The searches leave out no outcome: on random programs they find what plain recursion over all
 * interleavings finds; the reduced search with one execution for each class of them, the bounded
 * one with one for each that has few enough preemptions.
 */
class SearchProperty {

  /** Larger programs are not worth their time; few are. */
  private static final int STATES_MAX = 4_000;

  private static final long EXECUTIONS_MAX = 1_000;

  /** How many programs fit into a build. */
  private static final int PROGRAMS = Integer.getInteger("stele.explore.programs", 3_000);

  /** Without reduction, programs take many times as long. */
  private static final int BOUNDED_PROGRAMS = PROGRAMS / 15;

  private static final long FIRST_SEED = Long.getLong("stele.explore.seed", 1);

  @Test
  void theReducedSearchFindsEveryOutcomeOfRandomPrograms() {
    try (Comparison comparison = new Reduced()) {
      comparison.compareAll(FIRST_SEED, PROGRAMS);
      assertThat(comparison.compared).as("programs compared").isGreaterThan(PROGRAMS * 9L / 10);
      assertThat(comparison.executions).as("executions").isGreaterThan(PROGRAMS * 10L);
      assertThat(comparison.redundant).as("redundant").isLessThan(comparison.executions / 20);
      assertThat(comparison.stuck).as("stuck executions").isGreaterThan(PROGRAMS * 2L);
      assertThat(comparison.stuckPrograms).as("stuck programs").isGreaterThan(PROGRAMS / 4);
    }
  }

  @Test
  void theBoundedSearchFindsEveryOutcomeOfFewPreemptions() {
    for (int preemptionsMax = 0; preemptionsMax <= 2; preemptionsMax++) {
      try (Comparison comparison = new Bounded(preemptionsMax)) {
        comparison.compareAll(FIRST_SEED, BOUNDED_PROGRAMS);
        assertThat(comparison.compared).as("programs").isGreaterThan(BOUNDED_PROGRAMS / 2);
        assertThat(comparison.executions).as("executions").isGreaterThan(BOUNDED_PROGRAMS * 10L);
        assertThat(comparison.stuckPrograms).as("stuck").isGreaterThan(BOUNDED_PROGRAMS / 10);
      }
    }
  }

  /** Compares what a search finds with what there is. */
  private abstract static class Comparison implements AutoCloseable {
    final BackEnd backEnd = Searched.fastest();
    long compared;
    long executions;
    long redundant;
    long stuck;
    long stuckPrograms;

    void compareAll(long firstSeed, int programs) {
      for (long seed = firstSeed; seed < firstSeed + programs; seed++) {
        Program program = Program.random(seed);
        if (wrong(program).isPresent()) {
          throw new AssertionError(
              "seed " + seed + " of -Dstele.explore.seed: " + shrunk(program) + "\nfrom" + program);
        }
      }
      System.out.printf(
          "%s search against brute force: %d programs from seed %d, %d executions, %d redundant,"
              + " %d stuck in %d programs%n",
          name(), compared, firstSeed, executions, redundant, stuck, stuckPrograms);
    }

    abstract String name();

    /** Returns what is wrong, if something is. */
    abstract Optional<String> differs(Program program) throws BruteForce.TooLarge;

    private Optional<String> wrong(Program program) {
      try {
        return differs(program);
      } catch (BruteForce.TooLarge _) {
        return Optional.empty();
      } catch (RuntimeException | AssertionError e) {
        return Optional.of(e + " at " + Arrays.toString(e.getStackTrace()));
      }
    }

    Optional<String> differs(Searched found, Set<String> outcomes, long count) {
      if (!found.isComplete()) {
        return outcomes.containsAll(found.outcomes())
            ? Optional.empty()
            : Optional.of("outcomes must be among " + outcomes + ", got: " + found.outcomes());
      }
      if (!found.outcomes().equals(outcomes)) {
        return Optional.of("outcomes must be " + outcomes + ", got: " + found.outcomes());
      }
      if (count >= 0 && count != found.executions()) {
        return Optional.of("executions must be " + count + ", got: " + found.executions());
      }
      compared++;
      executions += found.executions();
      redundant += found.redundant();
      stuck += found.failures().size();
      stuckPrograms += found.failures().isEmpty() ? 0 : 1;
      return Optional.empty();
    }

    /** Drops steps as long as the comparison fails; returns what is left. */
    private String shrunk(Program failing) {
      Program smallest = failing;
      boolean isSmaller = true;
      while (isSmaller) {
        isSmaller = false;
        for (Program smaller : smallest.smaller()) {
          if (wrong(smaller).isPresent()) {
            smallest = smaller;
            isSmaller = true;
            break;
          }
        }
      }
      return wrong(smallest).orElse("") + smallest;
    }

    @Override
    public void close() {
      backEnd.close();
    }
  }

  private static final class Reduced extends Comparison {

    @Override
    String name() {
      return "reduced";
    }

    @Override
    Optional<String> differs(Program program) throws BruteForce.TooLarge {
      Set<String> outcomes = BruteForce.outcomes(program, STATES_MAX);
      Searched found = Searched.of(program, new ReducedSearch(), backEnd, EXECUTIONS_MAX);
      // A spin takes as many turns as it likes, up to a number; that is not told by programs.
      boolean isCounted = found.isComplete() && !program.has(Program.Kind.SPIN);
      return differs(found, outcomes, isCounted ? BruteForce.traces(program, STATES_MAX) : -1);
    }
  }

  private static final class Bounded extends Comparison {
    private final int preemptionsMax;

    Bounded(int preemptionsMax) {
      this.preemptionsMax = preemptionsMax;
    }

    @Override
    String name() {
      return preemptionsMax + "-bounded";
    }

    @Override
    Optional<String> differs(Program program) throws BruteForce.TooLarge {
      if (program.has(Program.Kind.SPIN)) {
        return Optional.empty();
      }
      BruteForce.Bounded all = BruteForce.bounded(program, preemptionsMax, STATES_MAX);
      Searched found =
          Searched.of(program, new BoundedSearch(preemptionsMax), backEnd, EXECUTIONS_MAX);
      return differs(found, all.outcomes(), found.isComplete() ? all.schedules() : -1);
    }
  }
}
