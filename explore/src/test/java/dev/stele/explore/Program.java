package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small program of several tasks, for comparisons: what it does is said once by {@link
 * BruteForce}, and once by {@link Player} in the words of the engine.
 *
 * @param tasks what each task does, one step after the other
 */
record Program(List<List<Step>> tasks) {

  /** How many there are of each thing. */
  static final int VARIABLES = 2;

  static final int LOCKS = 2;
  static final int SEMAPHORES = 2;
  static final int WAIT_SETS = 1;

  /** What the first semaphore has at the beginning; the others have nothing. */
  static final int PERMITS = 1;

  /** What a step does with its three numbers. */
  enum Kind {
    /** Reads variable a. */
    READ,
    /** Writes b to variable a. */
    WRITE,
    /** Adds b to variable a, and reads what it was. */
    ADD,
    /** Writes c to variable a if it is b, and reads what it was. */
    CAS,
    /** Takes lock a, once it is free. */
    LOCK,
    /** Frees lock a, if it is its own. */
    UNLOCK,
    /** Takes the locks a and b, once both are free. */
    LOCK_BOTH,
    /** Takes b permits of semaphore a, once there are as many. */
    TAKE,
    /** Gives b permits to semaphore a. */
    GIVE,
    /** Reads how many permits semaphore a has. */
    COUNT,
    /** Goes on once task a has ended. */
    JOIN,
    /** Takes its own permit to go on, once there is one. */
    PARK,
    /** Takes its own permit to go on, or goes on without. */
    PARK_TIMED,
    /** Gives task a its permit to go on. */
    UNPARK,
    /** One of b values, any, is written to variable a. */
    CHOOSE,
    /** Frees lock b if it is its own, waits in set a for a notification, takes the lock again. */
    WAIT,
    /** The same, but may go on without a notification. */
    WAIT_TIMED,
    /** The same as the last, but it goes on without a notification only when the lock is free. */
    WAIT_TIMED_FREE,
    /** The same as the first, but an interrupt ends it, too. */
    WAIT_INTERRUPTIBLE,
    /** Interrupts task a: the next wait of its that can be ended so, is. */
    INTERRUPT,
    /** Wakes any one who waits in set a. */
    NOTIFY,
    /** Wakes all who wait in set a. */
    NOTIFY_ALL,
    /** Starts task a, which is not started by the program. */
    SPAWN,
    /** Leaves out the next b steps if the last number that it read is a. */
    SKIP_IF,
    /** Reads variable a again and again until it is b. */
    SPIN
  }

  /** One step. */
  record Step(Kind kind, int a, int b, int c) {
    static Step of(Kind kind, int... numbers) {
      return new Step(
          kind,
          numbers.length > 0 ? numbers[0] : 0,
          numbers.length > 1 ? numbers[1] : 0,
          numbers.length > 2 ? numbers[2] : 0);
    }

    @Override
    public String toString() {
      return kind + "(" + a + "," + b + "," + c + ")";
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static Program of(List<Step>... tasks) {
    return new Program(List.of(tasks));
  }

  int size() {
    return tasks.stream().mapToInt(List::size).sum();
  }

  boolean has(Kind kind) {
    return tasks.stream().flatMap(List::stream).anyMatch(step -> step.kind() == kind);
  }

  /** Tells whether another task starts a task; the program starts the others. */
  boolean isSpawned(int task) {
    return tasks.stream()
        .flatMap(List::stream)
        .anyMatch(step -> step.kind() == Kind.SPAWN && step.a() == task);
  }

  /** Returns where a task goes on from a step, behind those that it leaves out. */
  int skip(int task, int pc, int last) {
    List<Step> steps = tasks.get(task);
    int at = pc;
    while (at < steps.size() && steps.get(at).kind() == Kind.SKIP_IF) {
      at += 1 + (steps.get(at).a() == last ? steps.get(at).b() : 0);
    }
    return Math.min(at, steps.size());
  }

  // --- Random ones -------------------------------------------------------------------------------

  private static final Kind[] KINDS = Kind.values();

  /** Makes a program of a few kinds of steps. */
  static Program random(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    int count = 2 + random.nextInt(3);
    int length = count == 2 ? 6 : count == 3 ? 4 : 3;
    Kind[] kinds = new Kind[2 + random.nextInt(4)];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = KINDS[random.nextInt(KINDS.length)];
    }
    List<List<Step>> tasks = new ArrayList<>();
    for (int task = 0; task < count; task++) {
      List<Step> steps = new ArrayList<>();
      for (int i = 1 + random.nextInt(length); i > 0; i--) {
        steps.add(step(random, kinds[random.nextInt(kinds.length)], task, count));
      }
      if (random.nextInt(3) == 0) {
        guard(random, steps);
      }
      tasks.add(steps);
    }
    if (random.nextInt(4) == 0) { // Somebody starts the last task on the way.
      List<Step> parent = tasks.get(random.nextInt(count - 1));
      parent.add(random.nextInt(parent.size() + 1), Step.of(Kind.SPAWN, count - 1));
    }
    return new Program(tasks);
  }

  private static Step step(Random random, Kind kind, int task, int count) {
    int variable = random.nextInt(VARIABLES);
    return switch (kind) {
      case READ -> Step.of(kind, variable);
      case WRITE, ADD -> Step.of(kind, variable, 1 + random.nextInt(2));
      case CAS -> Step.of(kind, variable, random.nextInt(2), 1 + random.nextInt(2));
      case LOCK, UNLOCK -> Step.of(kind, random.nextInt(LOCKS));
      case LOCK_BOTH -> Step.of(kind, 0, 1);
      case TAKE, GIVE -> Step.of(kind, random.nextInt(SEMAPHORES), 1 + random.nextInt(2));
      case COUNT -> Step.of(kind, random.nextInt(SEMAPHORES));
      case JOIN, UNPARK, INTERRUPT ->
          Step.of(kind, (task + 1 + random.nextInt(count - 1)) % count); // Not itself.
      case PARK, PARK_TIMED -> Step.of(kind);
      case CHOOSE -> Step.of(kind, variable, 2 + random.nextInt(2));
      case WAIT, WAIT_TIMED, WAIT_TIMED_FREE, WAIT_INTERRUPTIBLE ->
          Step.of(kind, 0, random.nextInt(LOCKS));
      case NOTIFY, NOTIFY_ALL -> Step.of(kind, 0);
      case SPAWN -> Step.of(Kind.NOTIFY_ALL, 0);
      case SKIP_IF -> Step.of(kind, random.nextInt(2), 1 + random.nextInt(2));
      case SPIN -> Step.of(kind, variable, random.nextInt(2));
    };
  }

  private static void guard(Random random, List<Step> steps) {
    int from = random.nextInt(steps.size());
    int to = from + random.nextInt(steps.size() - from + 1);
    int lock = random.nextInt(LOCKS);
    steps.add(to, Step.of(Kind.UNLOCK, lock));
    steps.add(from, Step.of(Kind.LOCK, lock));
  }

  /** Returns the programs with one step, or one task that nobody names, fewer. */
  List<Program> smaller() {
    List<Program> all = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      for (int i = 0; i < tasks.get(task).size(); i++) {
        int left = i;
        List<Step> steps =
            IntStream.range(0, tasks.get(task).size())
                .filter(at -> at != left)
                .mapToObj(tasks.get(task)::get)
                .toList();
        List<List<Step>> copy = new ArrayList<>(tasks);
        copy.set(task, steps);
        all.add(new Program(copy));
      }
    }
    if (tasks.size() > 1 && tasks.getLast().isEmpty() && !isNamed(tasks.size() - 1)) {
      all.add(new Program(tasks.subList(0, tasks.size() - 1)));
    }
    return all;
  }

  private boolean isNamed(int task) {
    return tasks.stream()
        .flatMap(List::stream)
        .anyMatch(step ->
            switch (step.kind()) {
              case JOIN, UNPARK, INTERRUPT, SPAWN -> step.a() == task;
              default -> false;
            });
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int task = 0; task < tasks.size(); task++) {
      text.append("\n  ").append(task).append(isSpawned(task) ? " (spawned)" : "").append(":");
      tasks.get(task).forEach(step -> text.append(' ').append(step));
    }
    return text.toString();
  }
}
