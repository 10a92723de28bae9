package dev.stele.explore;

import static dev.stele.explore.Direct.at;
import static dev.stele.explore.Direct.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random programs of plain and ordered accesses: a race is found if and only if there is one in
 * some interleaving. Whether there is one is told by {@link OrderByDefinition}, which knows nothing
 * of clocks, nor of a search that leaves schedules out.
 */
class RaceProperty {

  private static final int PROGRAMS = 5_000;
  private static final int VARIABLES = 3;

  private static final List<FieldKey> KEYS =
      List.of(
          FieldKey.of("some.Program", "x", false),
          FieldKey.of("some.Program", "y", false),
          FieldKey.of("some.Program", "z", false));

  /** What a step does; a fence has no variable. */
  enum Kind {
    READ,
    WRITE,
    UPDATE,
    ACQUIRE_FENCE,
    RELEASE_FENCE;

    boolean isFence() {
      return this == ACQUIRE_FENCE || this == RELEASE_FENCE;
    }
  }

  /**
   * One step of a task.
   *
   * @param read the mode in which it reads
   * @param write the mode in which it writes
   * @param skipped how many steps are left out if it reads 0
   */
  record Step(Kind kind, int variable, Mode read, Mode write, int skipped) {

    boolean isPlain() {
      return kind == Kind.READ ? read == Mode.PLAIN : kind == Kind.WRITE && write == Mode.PLAIN;
    }

    boolean isVisible() {
      return !kind.isFence() && !isPlain();
    }
  }

  private static List<List<Step>> program(Random random) {
    List<List<Step>> tasks = new ArrayList<>();
    int count = random.nextInt(4) == 0 ? 3 : 2;
    int steps = count == 3 ? 3 : 5;
    for (int i = 0; i < count; i++) {
      List<Step> task = new ArrayList<>();
      for (int j = 0; j < 1 + random.nextInt(steps); j++) {
        task.add(step(random));
      }
      tasks.add(task);
    }
    return tasks;
  }

  private static Step step(Random random) {
    int kind = random.nextInt(12);
    // One variable is mostly data, the others are mostly for ordering.
    int flag = 1 + random.nextInt(VARIABLES - 1);
    Mode read = List.of(Mode.OPAQUE, Mode.ACQUIRE, Mode.VOLATILE).get(random.nextInt(3));
    Mode write = List.of(Mode.OPAQUE, Mode.RELEASE, Mode.VOLATILE).get(random.nextInt(3));
    int plain = random.nextInt(12) == 0 ? flag : 0;
    return switch (kind) {
      case 0, 1 -> new Step(Kind.READ, plain, Mode.PLAIN, Mode.PLAIN, 0);
      case 2, 3 -> new Step(Kind.WRITE, plain, Mode.PLAIN, Mode.PLAIN, 0);
      case 4, 5, 6 -> new Step(Kind.READ, flag, read, Mode.PLAIN, random.nextInt(4));
      case 7, 8 -> new Step(Kind.WRITE, flag, Mode.PLAIN, write, 0);
      case 9 ->
          new Step(
              Kind.UPDATE,
              flag,
              random.nextBoolean() ? read : Mode.PLAIN,
              random.nextBoolean() ? write : Mode.PLAIN,
              random.nextInt(4));
      case 10 -> new Step(Kind.ACQUIRE_FENCE, -1, Mode.PLAIN, Mode.PLAIN, 0);
      default -> new Step(Kind.RELEASE_FENCE, -1, Mode.PLAIN, Mode.PLAIN, 0);
    };
  }

  private static void run(List<Step> task, Object owner, int[] values) {
    Execution execution = Execution.current();
    for (int i = 0; i < task.size(); i++) {
      Step step = task.get(i);
      switch (step.kind()) {
        case ACQUIRE_FENCE -> VarHandleModel.acquireFence(at("acquireFence"));
        case RELEASE_FENCE -> VarHandleModel.releaseFence(at("releaseFence"));
        default -> {
          Access.Kind kind = Access.Kind.valueOf(step.kind().name());
          Access access = new Access("access", kind, step.read(), step.write());
          Cell cell = execution.memory().field(owner, KEYS.get(step.variable()));
          Variables.before(execution, cell, access, at("step" + i));
          int seen = values[step.variable()];
          if (step.kind() != Kind.READ) {
            values[step.variable()]++;
          }
          if (seen == 0 && step.kind() != Kind.WRITE) {
            i += step.skipped();
          }
        }
      }
    }
  }

  @Test
  void aRaceIsFoundIfAndOnlyIfThereIsOne() {
    int races = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      List<List<Step>> program = program(new Random(seed));
      boolean isRacy = new OrderByDefinition(program).hasRace();
      races += isRacy ? 1 : 0;
      Exploration.Result result =
          Direct.explore(() -> {
            Object owner = new Object();
            int[] values = new int[VARIABLES];
            for (List<Step> task : program) {
              spawn("T", () -> run(task, owner, values));
            }
          });
      boolean isFound =
          result
              .failure()
              .filter(failure -> failure.finding().kind() == ExploreError.Kind.DATA_RACE)
              .isPresent();
      assertThat(isFound).as("seed %d: %s, %s", seed, program, result).isEqualTo(isRacy);
      assertThat(result.failure().isPresent()).as("seed %d", seed).isEqualTo(isRacy);
    }
    assertThat(races).isBetween(PROGRAMS / 5, PROGRAMS * 4 / 5);
  }
}
