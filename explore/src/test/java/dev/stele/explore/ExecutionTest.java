package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bounds fail loudly, and so does whoever breaks the rules of the engine. */
class ExecutionTest {

  private static final Execution.Limits LIMITS = new Execution.Limits(100, 2, false);

  // --- Bounds ------------------------------------------------------------------------------------

  @Test
  void anExecutionOfTooManyStepsFails() {
    Finding finding =
        finding(() -> {
          Location location = location("it");
          while (true) {
            write(location);
          }
        });
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.OUTGROWN);
    assertThat(finding.headline()).contains("more than 100 steps");
  }

  @Test
  void asManyStepsAsAreAllowedAreNoFailure() {
    Exploration.Result result = explored(() -> writeTimes(98), Long.MAX_VALUE);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.steps()).isEqualTo(100); // With its beginning and its end.
    assertThat(finding(() -> writeTimes(99)).kind()).isEqualTo(ExploreError.Kind.OUTGROWN);
  }

  private static void writeTimes(int times) {
    Location location = location("it");
    for (int i = 0; i < times; i++) {
      write(location);
    }
  }

  @Test
  void tooManyTasksFail() {
    Finding finding =
        finding(() -> {
          for (int i = 0; i < Task.COUNT_MAX; i++) {
            spawn("T" + i, () -> {});
          }
        });
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.OUTGROWN);
    assertThat(finding.headline()).contains("64 tasks at most");
  }

  @Test
  void asManyTasksAsThereCanBeTakeTurns() {
    int[] sum = new int[1];
    Exploration.Result result =
        explored(
            () -> {
              sum[0] = 0;
              for (int i = 1; i < Task.COUNT_MAX; i++) {
                Location own = location("own " + i);
                spawn(
                    "T" + i,
                    () -> {
                      write(own);
                      sum[0]++;
                    });
              }
            },
            new Execution.Limits(1_000, 2, false),
            Long.MAX_VALUE);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isEqualTo(1);
    assertThat(result.tasks()).isEqualTo(Task.COUNT_MAX);
    assertThat(sum[0]).isEqualTo(Task.COUNT_MAX - 1);
  }

  @Test
  void aSearchThatIsCutIsNotComplete() {
    Execution.Body body =
        () -> {
          Location shared = location("shared");
          for (int i = 0; i < 3; i++) {
            spawn("T" + i, () -> write(shared));
          }
        };
    assertThat(explored(body, 5).isComplete()).isFalse();
    assertThat(explored(body, 5).executions()).isEqualTo(5);
    assertThat(explored(body, 6).isComplete()).isTrue();
    assertThat(explored(body, Long.MAX_VALUE).executions()).isEqualTo(6);
  }

  // --- Divergence --------------------------------------------------------------------------------

  @Test
  void aModelThatDoesLessTheSecondTimeIsFound() {
    int[] runs = new int[1];
    Finding finding =
        finding(() -> {
          boolean isFirst = runs[0]++ == 0;
          Location shared = location("shared");
          spawn("T1", () -> write(shared));
          if (isFirst) {
            spawn("T2", () -> write(shared));
          }
          write(shared);
        });
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.DIVERGED);
  }

  @Test
  void aModelThatDoesSomethingElseTheSecondTimeIsFound() {
    int[] runs = new int[1];
    Finding finding =
        finding(() -> {
          Location shared = location("shared");
          Location other = location("other");
          write(runs[0]++ == 0 ? shared : other);
          spawn("T1", () -> write(shared));
          write(shared);
        });
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.DIVERGED);
    assertThat(finding.headline()).contains("expected write shared").contains("found write other");
  }

  @Test
  void aModelWhoseStepHasOtherOutcomesTheSecondTimeIsFound() {
    int[] runs = new int[1];
    Finding finding =
        finding(() -> {
          write(location("it"));
          Execution.current().outcome(++runs[0] + 1);
        });
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.DIVERGED);
  }

  @Test
  void aScheduleOfAnotherModelDiverges() {
    Execution.Body body =
        () -> {
          Location shared = location("shared");
          spawn("T1", () -> write(shared));
        };
    assertThat(replayed(body, "0x2.1x3")).isEmpty();
    assertThat(replayed(body, "1").map(Finding::kind)).contains(ExploreError.Kind.DIVERGED);
    assertThat(replayed(body, "0x9").map(Finding::kind)).contains(ExploreError.Kind.DIVERGED);
    assertThat(replayed(body, "0x2.1").map(Finding::kind)).contains(ExploreError.Kind.DIVERGED);
  }

  // --- Rules -------------------------------------------------------------------------------------

  /** Two such steps would count as independent, and their other order would be left out. */
  @Test
  void aStepThatLetsAnotherGoOnAndDoesNotTouchItIsRefused() {
    Finding finding =
        finding(() -> {
          Location gate = location("gate");
          Location shared = location("shared");
          spawn(
              "T1",
              () -> {
                write(shared);
                Execution.current().visible(new Gated(gate));
              });
          write(shared);
          gate.setWord(1);
        });
    assertThat(finding.cause().orElseThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a step must touch what lets others go on");
  }

  @Test
  void aStepThatReplacesWhatItDoesNotTouchIsRefused() {
    Finding finding =
        finding(() -> {
          Location gate = location("gate");
          Task task = spawn("T1", () -> Execution.current().visible(new Gated(gate)));
          Location other = location("other");
          spawn(
              "T2",
              () -> {
                write(other);
                Execution.current().replace(task, Op.alone("go on", Site.NONE));
              });
        });
    assertThat(finding.cause().orElseThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a step may replace what touches what it writes");
  }

  @Test
  void theFirstFailureEndsTheExecution() {
    int[] after = new int[1];
    Finding finding =
        finding(() -> {
          Location shared = location("shared");
          spawn(
              "T1",
              () -> {
                write(shared);
                after[0]++;
              });
          throw new AssertionError("wrong");
        });
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.ASSERTION);
    assertThat(finding.headline()).contains("main threw").contains("wrong");
    assertThat(after[0]).isZero();
  }

  @Test
  void whatAnotherTaskThrowsIsSeen() {
    Finding finding =
        finding(() ->
            spawn(
                "T1",
                () -> {
                  throw new IllegalStateException("nobody catches this");
                }));
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.UNSEEN_EXCEPTION);
    assertThat(finding.headline()).contains("T1 threw").contains("nobody catches this");
  }

  // --- What happens before what ------------------------------------------------------------------

  /** Otherwise whoever acquires it would know what the task does after it, too. */
  @Test
  void whatIsReleasedDoesNotCoverWhatComesAfter() {
    Exploration.Result result =
        explored(
            () -> {
              Task main = Execution.current().running();
              VectorClock published = main.release();
              assertThat(published.covers(main.id, main.clock.of(main.id))).isFalse();
              assertThat(main.clock.covers(main.id, published.of(main.id))).isTrue();
            },
            1);
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void aTaskKnowsWhatItsParentDidBeforeAndNotWhatItDoesAfter() {
    Exploration.Result result =
        explored(
            () -> {
              Task main = Execution.current().running();
              int before = main.clock.of(main.id);
              Task child = spawn("T1", () -> {});
              assertThat(child.clock.covers(main.id, before)).isTrue();
              assertThat(child.clock.covers(main.id, main.clock.of(main.id))).isFalse();
              assertThat(main.clock.covers(child.id, child.clock.of(child.id))).isFalse();
            },
            1);
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void clocksAreJoinedTickByTick() {
    VectorClock one = new VectorClock();
    one.set(0, 3);
    one.set(1, 1);
    VectorClock other = new VectorClock();
    other.set(1, 2);
    other.set(9, 5);
    VectorClock joined = one.copy();
    joined.join(other);
    assertThat(joined.of(0)).isEqualTo(3);
    assertThat(joined.of(1)).isEqualTo(2);
    assertThat(joined.of(9)).isEqualTo(5);
    assertThat(joined.of(63)).isZero();
    assertThat(one.of(1)).isEqualTo(1);
  }

  // --- Helpers -----------------------------------------------------------------------------------

  private static final class Gated extends Op {
    Gated(Location gate) {
      super("pass", Site.NONE, 0, gate);
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      return word(location(0), at, before) == 1;
    }
  }

  private static Location location(String kind) {
    return new Location(kind, () -> kind);
  }

  private static void write(Location location) {
    Execution.current().visible(Op.write("write", Site.NONE, location));
  }

  private static Task spawn(String name, Execution.Body body) {
    return Execution.current().spawn(name, location("the life of " + name), body);
  }

  private static Exploration.Result explored(Execution.Body body, long executionsMax) {
    return explored(body, LIMITS, executionsMax);
  }

  private static Exploration.Result explored(
      Execution.Body body, Execution.Limits limits, long executionsMax) {
    try (BackEnd backEnd = Searched.fastest()) {
      return new Exploration(body, backEnd, limits).explore(new ReducedSearch(), executionsMax);
    }
  }

  private static Finding finding(Execution.Body body) {
    return explored(body, 1_000)
        .failure()
        .map(Exploration.Failure::finding)
        .orElseThrow(() -> new AssertionError("the body must fail"));
  }

  private static Optional<Finding> replayed(Execution.Body body, String schedule) {
    try (BackEnd backEnd = Searched.fastest()) {
      Execution execution =
          new Execution(
              new ReplaySearch(Schedule.parse(schedule)), backEnd, LIMITS, false, new TreeSet<>());
      execution.run(body);
      return execution.finding();
    }
  }
}
