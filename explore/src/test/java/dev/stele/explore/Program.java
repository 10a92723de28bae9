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
  static final int SHARED_LOCKS = 2;
  static final int LATCHES = 2;

  /** What the first semaphore has at the beginning; the others have nothing. */
  static final int PERMITS = 1;

  /** Returns how many have to count down a latch. */
  static int latchCount(int latch) {
    return latch + 1;
  }

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
    /** The same, but an interrupt ends it, too. */
    TAKE_INTERRUPTIBLE,
    /** Takes b permits of semaphore a, if there are as many. */
    TRY_TAKE,
    /** Gives b permits to semaphore a. */
    GIVE,
    /** Reads how many permits semaphore a has. */
    COUNT,
    /** Takes lock a to read, once nobody writes. */
    READ_LOCK,
    /** The same, but an interrupt ends it, too. */
    READ_LOCK_INTERRUPTIBLE,
    /** Takes lock a to read, if nobody writes. */
    TRY_READ_LOCK,
    /** Gives lock a back, if it reads. */
    READ_UNLOCK,
    /** Takes lock a to write, once nobody reads or writes. */
    WRITE_LOCK,
    /** Takes lock a to write, if nobody reads or writes. */
    TRY_WRITE_LOCK,
    /** Takes the locks a and b to write, once nobody reads or writes. */
    WRITE_LOCK_BOTH,
    /** Takes lock a to read and b to write, once it can do both. */
    READ_AND_WRITE_LOCK,
    /** Gives lock a back, if it writes. */
    WRITE_UNLOCK,
    /** Counts latch a down, if it is not open yet. */
    COUNT_DOWN,
    /** Goes on once latch a is open. */
    AWAIT,
    /** The same, but may go on before. */
    AWAIT_TIMED,
    /** Reads how many have to count latch a down. */
    LATCH_COUNT,
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

  /** Kinds that have to do with each other: by chance, they would rarely meet. */
  private static final List<List<Kind>> FAMILIES =
      List.of(
          List.of(
              Kind.READ_LOCK, Kind.READ_LOCK, Kind.READ_UNLOCK, Kind.WRITE_LOCK, Kind.WRITE_UNLOCK),
          List.of(
              Kind.READ_LOCK,
              Kind.READ_LOCK_INTERRUPTIBLE,
              Kind.TRY_READ_LOCK,
              Kind.READ_UNLOCK,
              Kind.WRITE_LOCK,
              Kind.TRY_WRITE_LOCK,
              Kind.WRITE_UNLOCK,
              Kind.INTERRUPT),
          List.of(
              Kind.READ_LOCK,
              Kind.READ_UNLOCK,
              Kind.WRITE_LOCK_BOTH,
              Kind.READ_AND_WRITE_LOCK,
              Kind.WRITE_UNLOCK),
          List.of(Kind.TAKE, Kind.GIVE, Kind.GIVE, Kind.TRY_TAKE, Kind.COUNT),
          List.of(Kind.TAKE_INTERRUPTIBLE, Kind.TAKE, Kind.GIVE, Kind.GIVE, Kind.INTERRUPT),
          List.of(Kind.COUNT_DOWN, Kind.COUNT_DOWN, Kind.AWAIT, Kind.AWAIT_TIMED, Kind.LATCH_COUNT),
          List.of(
              Kind.WAIT,
              Kind.WAIT_TIMED,
              Kind.WAIT_TIMED_FREE,
              Kind.WAIT_INTERRUPTIBLE,
              Kind.INTERRUPT,
              Kind.NOTIFY,
              Kind.NOTIFY_ALL,
              Kind.LOCK,
              Kind.UNLOCK),
          List.of(Kind.LOCK, Kind.UNLOCK, Kind.LOCK_BOTH, Kind.TAKE, Kind.GIVE),
          List.of(Kind.PARK, Kind.PARK_TIMED, Kind.UNPARK, Kind.READ, Kind.WRITE, Kind.SKIP_IF));

  /** Makes a program of a few kinds of steps. */
  static Program random(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    int count = 2 + random.nextInt(3);
    int length = count == 2 ? 6 : count == 3 ? 4 : 3;
    Kind[] kinds = new Kind[2 + random.nextInt(4)];
    List<Kind> family = FAMILIES.get(random.nextInt(FAMILIES.size()));
    boolean isFamily = random.nextBoolean();
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] =
          isFamily && random.nextInt(6) > 0
              ? family.get(random.nextInt(family.size()))
              : KINDS[random.nextInt(KINDS.length)];
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
      case TAKE, TAKE_INTERRUPTIBLE, TRY_TAKE, GIVE ->
          Step.of(kind, random.nextInt(SEMAPHORES), 1 + random.nextInt(2));
      case READ_LOCK,
          READ_LOCK_INTERRUPTIBLE,
          TRY_READ_LOCK,
          READ_UNLOCK,
          WRITE_LOCK,
          TRY_WRITE_LOCK,
          WRITE_UNLOCK ->
          Step.of(kind, random.nextInt(4) / 3); // Mostly the first: they are to meet.
      case WRITE_LOCK_BOTH -> Step.of(kind, 0, 1);
      case READ_AND_WRITE_LOCK -> random.nextBoolean() ? Step.of(kind, 0, 1) : Step.of(kind, 1, 0);
      case COUNT_DOWN, AWAIT, AWAIT_TIMED, LATCH_COUNT ->
          Step.of(kind, 1 - random.nextInt(4) / 3); // Mostly the one of which there are many.
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
