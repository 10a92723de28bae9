package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a model does is the same on each back end, and a schedule replays on each. */
class BackEndsProperty {

  private static final long EXECUTIONS_MAX = 60;
  private static final int PROGRAMS = 60;

  /** Random programs that get stuck in few executions are enough here. */
  private static final long FIRST_SEED = 100_000;

  @Test
  void aSearchIsTheSameOnEachBackEnd() {
    List<BackEnd> backEnds = all();
    long executions = 0;
    long failures = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      Program program = Program.random(seed);
      Searched first =
          Searched.of(program, new ReducedSearch(), backEnds.getFirst(), EXECUTIONS_MAX);
      executions += first.executions();
      failures += first.failures().size();
      Searched firstBounded =
          Searched.of(program, new BoundedSearch(1), backEnds.getFirst(), EXECUTIONS_MAX);
      for (BackEnd other : backEnds) {
        assertThat(Searched.of(program, new ReducedSearch(), other, EXECUTIONS_MAX))
            .as("seed %d on %s", seed, other.description())
            .isEqualTo(first);
        assertThat(Searched.of(program, new BoundedSearch(1), other, EXECUTIONS_MAX))
            .as("seed %d, bounded, on %s", seed, other.description())
            .isEqualTo(firstBounded);
      }
    }
    assertThat(executions).as("executions").isGreaterThan(PROGRAMS * 5L);
    assertThat(failures).as("failures").isGreaterThan(PROGRAMS);
    backEnds.forEach(BackEnd::close);
  }

  @Test
  void aFailureReplaysOnEachBackEnd() {
    List<BackEnd> backEnds = all();
    int replayed = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      Program program = Program.random(seed);
      Searched found =
          Searched.of(program, new ReducedSearch(), backEnds.getFirst(), EXECUTIONS_MAX);
      for (Searched.Failed failed : found.failures().stream().limit(10).toList()) {
        for (BackEnd backEnd : backEnds) {
          Player player = new Player(program);
          Execution again =
              new Exploration(player, backEnd, Searched.LIMITS)
                  .record(Schedule.parse(failed.schedule()));
          String where = "seed %d, %s on %s".formatted(seed, failed, backEnd.description());
          assertThat(again.finding().map(Finding::headline)).as(where).contains(failed.headline());
          assertThat(player.outcome()).as(where).isEqualTo(failed.outcome());
          replayed++;
        }
      }
    }
    assertThat(replayed).isGreaterThan(100);
    backEnds.forEach(BackEnd::close);
  }

  private static List<BackEnd> all() {
    List<BackEnd> all = new ArrayList<>();
    all.add(BackEnds.OnThreads.platform());
    JdkInternals.continuations().map(BackEnds.OnContinuations::new).ifPresent(all::add);
    JdkInternals.schedulers().map(BackEnds.OnThreads::virtual).ifPresent(all::add);
    assertThat(all).as("back ends, with the flags that the build gives").hasSize(3);
    return all;
  }
}
