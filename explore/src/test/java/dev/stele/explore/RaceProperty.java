package dev.stele.explore;

import static dev.stele.explore.Direct.at;
import static dev.stele.explore.Direct.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random programs of plain and ordered accesses, fences and a lock: a race is found if and only if
 * there is one in some interleaving. Whether there is one is told by {@link OrderByDefinition},
 * which knows nothing of clocks, nor of a search that leaves schedules out.
 */
class RaceProperty {

  private static final int PROGRAMS = 12_000;
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
    /** Writes if it reads what it expects. */
    COMPARE,
    ACQUIRE_FENCE,
    RELEASE_FENCE,
    FULL_FENCE,
    LOCK,
    /** Does nothing if its task does not hold the lock. */
    UNLOCK;

    boolean isAccess() {
      return this == READ || this == WRITE || this == UPDATE || this == COMPARE;
    }

    boolean isOfLock() {
      return this == LOCK || this == UNLOCK;
    }

    boolean isAcquireFence() {
      return this == ACQUIRE_FENCE || this == FULL_FENCE;
    }

    boolean isReleaseFence() {
      return this == RELEASE_FENCE || this == FULL_FENCE;
    }
  }

  /**
   * One step of a task.
   *
   * @param read the mode in which it reads
   * @param write the mode in which it writes
   * @param skipped how many steps are left out if it reads too little, or does not compare
   * @param least what it has to read; values count the writes
   */
  record Step(Kind kind, int variable, Mode read, Mode write, int skipped, int least) {

    static Step of(Kind kind) {
      return new Step(kind, -1, Mode.PLAIN, Mode.PLAIN, 0, 0);
    }

    boolean isPlain() {
      return kind == Kind.READ ? read == Mode.PLAIN : kind == Kind.WRITE && write == Mode.PLAIN;
    }

    boolean isVisible() {
      return kind.isOfLock() || (kind.isAccess() && !isPlain());
    }

    boolean isTooLittle(int seen) {
      return switch (kind) {
        case READ, UPDATE -> seen < least;
        case COMPARE -> seen != least - 1;
        default -> false;
      };
    }
  }

  /** Returns which step comes next, if some are left out: never what gives the lock back. */
  static int skip(List<Step> task, int next, int count) {
    int at = next;
    for (int i = 0; i < count && at < task.size(); i++) {
      if (task.get(at).kind() == Kind.UNLOCK) {
        return at;
      }
      at++;
    }
    return at;
  }

  /** How an access reads and writes. */
  private record Modes(Mode read, Mode write) {}

  /** The comparisons of a VarHandle: Plain, Acquire, Release, and the one that is volatile. */
  private static final List<Modes> COMPARING =
      List.of(
          new Modes(Mode.PLAIN, Mode.PLAIN),
          new Modes(Mode.ACQUIRE, Mode.PLAIN),
          new Modes(Mode.PLAIN, Mode.RELEASE),
          new Modes(Mode.VOLATILE, Mode.VOLATILE));

  private static List<List<Step>> program(Random random) {
    return random.nextInt(3) == 0 ? handOver(random) : anything(random);
  }

  /** One writes and sets a flag; another one may change the flag; a third looks at it and reads. */
  private static List<List<Step>> handOver(Random random) {
    List<Step> giver = new ArrayList<>();
    giver.add(new Step(Kind.WRITE, 0, Mode.PLAIN, Mode.PLAIN, 0, 0));
    addFence(random, giver);
    giver.add(of(random, random.nextBoolean() ? Kind.WRITE : Kind.UPDATE, 0));
    List<List<Step>> tasks = new ArrayList<>();
    tasks.add(giver);
    if (random.nextBoolean()) {
      Kind kind = List.of(Kind.UPDATE, Kind.COMPARE, Kind.WRITE).get(random.nextInt(3));
      List<Step> between = new ArrayList<>();
      addFence(random, between);
      between.add(of(random, kind, 0));
      tasks.add(between);
    }
    List<Step> rest = new ArrayList<>();
    addFence(random, rest);
    rest.add(new Step(Kind.READ, 0, Mode.PLAIN, Mode.PLAIN, 0, 0));
    List<Step> taker = new ArrayList<>();
    Kind look = List.of(Kind.READ, Kind.UPDATE, Kind.COMPARE).get(random.nextInt(3));
    taker.add(of(random, look, rest.size()));
    taker.addAll(rest);
    tasks.add(taker);
    return tasks;
  }

  private static void addFence(Random random, List<Step> task) {
    if (random.nextBoolean()) {
      task.add(
          Step.of(
              List.of(Kind.ACQUIRE_FENCE, Kind.RELEASE_FENCE, Kind.FULL_FENCE)
                  .get(random.nextInt(3))));
    }
  }

  /** An access to a flag in some mode. */
  private static Step of(Random random, Kind kind, int skipped) {
    Mode read = List.of(Mode.OPAQUE, Mode.ACQUIRE, Mode.VOLATILE).get(random.nextInt(3));
    Mode write = List.of(Mode.OPAQUE, Mode.RELEASE, Mode.VOLATILE).get(random.nextInt(3));
    int least = 1 + random.nextInt(2);
    return switch (kind) {
      case READ -> new Step(kind, 1, read, Mode.PLAIN, skipped, least);
      case WRITE -> new Step(kind, 1, Mode.PLAIN, write, skipped, least);
      case UPDATE ->
          new Step(
              kind,
              1,
              random.nextBoolean() ? read : Mode.PLAIN,
              random.nextBoolean() ? write : Mode.PLAIN,
              skipped,
              least);
      default -> {
        Modes modes = COMPARING.get(random.nextInt(COMPARING.size()));
        yield new Step(Kind.COMPARE, 1, modes.read(), modes.write(), skipped, 1 + least % 2);
      }
    };
  }

  private static List<List<Step>> anything(Random random) {
    List<List<Step>> tasks = new ArrayList<>();
    int count = random.nextInt(2) == 0 ? 3 : 2;
    int steps = count == 3 ? 3 : 5;
    for (int i = 0; i < count; i++) {
      List<Step> task = new ArrayList<>();
      for (int j = 0; j < 1 + random.nextInt(steps); j++) {
        task.add(step(random));
      }
      if (random.nextInt(3) == 0) {
        int from = random.nextInt(task.size());
        int to = from + 1 + random.nextInt(task.size() - from);
        task.add(to, Step.of(Kind.UNLOCK));
        task.add(from, Step.of(Kind.LOCK));
      }
      tasks.add(task);
    }
    return tasks;
  }

  private static Step step(Random random) {
    int kind = random.nextInt(15);
    // One variable is mostly data, the others are mostly for ordering.
    int flag = 1 + random.nextInt(VARIABLES - 1);
    Mode read = List.of(Mode.OPAQUE, Mode.ACQUIRE, Mode.VOLATILE).get(random.nextInt(3));
    Mode write = List.of(Mode.OPAQUE, Mode.RELEASE, Mode.VOLATILE).get(random.nextInt(3));
    int least = 1 + random.nextInt(2);
    int plain = random.nextInt(12) == 0 ? flag : 0;
    return switch (kind) {
      case 0, 1 -> new Step(Kind.READ, plain, Mode.PLAIN, Mode.PLAIN, 0, 0);
      case 2, 3 -> new Step(Kind.WRITE, plain, Mode.PLAIN, Mode.PLAIN, 0, 0);
      case 4, 5, 6 -> new Step(Kind.READ, flag, read, Mode.PLAIN, random.nextInt(4), least);
      case 7, 8 -> new Step(Kind.WRITE, flag, Mode.PLAIN, write, 0, 0);
      case 9 ->
          new Step(
              Kind.UPDATE,
              flag,
              random.nextBoolean() ? read : Mode.PLAIN,
              random.nextBoolean() ? write : Mode.PLAIN,
              random.nextInt(4),
              least);
      case 10, 11 -> {
        Modes modes = COMPARING.get(random.nextInt(COMPARING.size()));
        yield new Step(Kind.COMPARE, flag, modes.read(), modes.write(), random.nextInt(4), least);
      }
      case 12 -> Step.of(Kind.ACQUIRE_FENCE);
      case 13 -> Step.of(Kind.RELEASE_FENCE);
      default -> Step.of(Kind.FULL_FENCE);
    };
  }

  private static void run(List<Step> task, Object owner, int[] values) {
    int holds = 0;
    for (int i = 0; i < task.size(); i++) {
      Step step = task.get(i);
      switch (step.kind()) {
        case ACQUIRE_FENCE -> VarHandleModel.acquireFence(at("acquireFence"));
        case RELEASE_FENCE -> VarHandleModel.releaseFence(at("releaseFence"));
        case FULL_FENCE -> VarHandleModel.fullFence(at("fullFence"));
        case LOCK -> {
          MonitorModel.enter(owner, at("enter"));
          holds++;
        }
        case UNLOCK -> {
          if (holds > 0) {
            MonitorModel.exit(owner, at("exit"));
            holds--;
          }
        }
        default -> {
          if (step.isTooLittle(access(step, owner, values, i))) {
            i = skip(task, i + 1, step.skipped()) - 1;
          }
        }
      }
    }
  }

  private static int access(Step step, Object owner, int[] values, int number) {
    Execution execution = Execution.current();
    Cell cell = execution.memory().field(owner, KEYS.get(step.variable()));
    Access.Kind kind =
        step.kind() == Kind.COMPARE
            ? Access.Kind.COMPARE_AND_SET
            : Access.Kind.valueOf(step.kind().name());
    Access access = new Access("access", kind, step.read(), step.write());
    Variables.before(execution, cell, access, at("step" + number));
    int seen = values[step.variable()];
    boolean isWriting =
        step.kind() == Kind.COMPARE ? !step.isTooLittle(seen) : step.kind() != Kind.READ;
    if (isWriting) {
      values[step.variable()]++;
    }
    if (step.kind() == Kind.COMPARE) {
      Variables.compared(isWriting);
    }
    return seen;
  }

  @Test
  void aRaceIsFoundIfAndOnlyIfThereIsOne() {
    int races = 0;
    Map<Kind, Integer> racy = new EnumMap<>(Kind.class);
    Map<Kind, Integer> ordered = new EnumMap<>(Kind.class);
    for (int seed = 0; seed < PROGRAMS; seed++) {
      List<List<Step>> program = program(new Random(seed));
      boolean isRacy = new OrderByDefinition(program).hasRace();
      races += isRacy ? 1 : 0;
      program.stream()
          .flatMap(List::stream)
          .map(Step::kind)
          .distinct()
          .forEach(kind -> (isRacy ? racy : ordered).merge(kind, 1, Integer::sum));
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
    for (Kind kind : Kind.values()) {
      assertThat(racy.get(kind)).as("racy with %s", kind).isGreaterThan(PROGRAMS / 20);
      assertThat(ordered.get(kind)).as("ordered with %s", kind).isGreaterThan(PROGRAMS / 20);
    }
    assertThat(races).isBetween(PROGRAMS / 5, PROGRAMS * 4 / 5);
  }
}
