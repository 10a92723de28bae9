package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The reduced search leaves out no outcome: on random programs it finds what plain recursion over
 * all interleavings finds, with one execution for each class of them.
 */
class SearchProperty {

  private static final int STATES_MAX = 30_000;

  /** Larger programs are not worth their time; few are. */
  private static final long EXECUTIONS_MAX = 5_000;

  /** How many programs fit into a build. */
  private static final int PROGRAMS = Integer.getInteger("stele.explore.programs", 3_000);

  private static final long FIRST_SEED = Long.getLong("stele.explore.seed", 1);

  @Test
  void theReducedSearchFindsEveryOutcomeOfRandomPrograms() throws Exception {
    long compared = 0;
    long executions = 0;
    long redundant = 0;
    try (BackEnd backEnd = Searched.fastest()) {
      for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
        Program program = Program.random(seed);
        Comparison comparison = new Comparison(backEnd);
        Optional<String> wrong = comparison.differs(program);
        if (wrong.isPresent()) {
          throw new AssertionError("seed " + seed + ": " + comparison.shrunk(program));
        }
        compared += comparison.compared;
        executions += comparison.executions;
        redundant += comparison.redundant;
      }
    }
    System.out.printf(
        "reduced search against brute force: %d programs from seed %d, %d executions, %d redundant%n",
        compared, FIRST_SEED, executions, redundant);
    assertThat(compared).as("programs that were compared").isGreaterThan(PROGRAMS * 95L / 100);
  }

  /** Compares what searches find with what there is. */
  private static final class Comparison {
    private final BackEnd backEnd;
    private long compared;
    private long executions;
    private long redundant;

    Comparison(BackEnd backEnd) {
      this.backEnd = backEnd;
    }

    /** Returns what is wrong, if something is. */
    Optional<String> differs(Program program) {
      try {
        var outcomes = BruteForce.outcomes(program, STATES_MAX);
        Searched reduced = Searched.of(program, new ReducedSearch(), backEnd, EXECUTIONS_MAX);
        if (!reduced.isComplete()) {
          return outcomes.containsAll(reduced.outcomes())
              ? Optional.empty()
              : Optional.of("outcomes must be among " + outcomes + ", got: " + reduced.outcomes());
        }
        if (!reduced.outcomes().equals(outcomes)) {
          return Optional.of("outcomes must be " + outcomes + ", got: " + reduced.outcomes());
        }
        executions += reduced.executions();
        redundant += reduced.redundant();
        if (!program.has(Program.Kind.SPIN)) {
          long traces = BruteForce.traces(program, STATES_MAX);
          if (traces != reduced.executions()) {
            return Optional.of("traces are " + traces + ", executions " + reduced.executions());
          }
        }
        compared++;
        return Optional.empty();
      } catch (BruteForce.TooLarge _) {
        return Optional.empty();
      } catch (RuntimeException | AssertionError e) {
        return Optional.of(e + " at " + java.util.Arrays.toString(e.getStackTrace()));
      }
    }

    /** Drops steps as long as the comparison fails; returns what is left. */
    String shrunk(Program failing) {
      Program smallest = failing;
      boolean isSmaller = true;
      while (isSmaller) {
        isSmaller = false;
        for (Program smaller : smallest.smaller()) {
          if (differs(smaller).isPresent()) {
            smallest = smaller;
            isSmaller = true;
            break;
          }
        }
      }
      return differs(smallest).orElse("") + smallest;
    }
  }
}
