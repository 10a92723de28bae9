package dev.stele.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs programs under every interleaving, by plain recursion over states. Uses nothing of the
 * engine: where both agree, they do so for different reasons.
 */
final class BruteForce {

  /** What a program can do. */
  record Result(Set<String> outcomes, long traces) {}

  /** Thrown when a program has more states than are asked for. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final int NOBODY = -1;

  private final Program program;
  private final int count;
  private final boolean isTracing;
  private final int statesMax;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> outcomes = new TreeSet<>();
  private long ends;

  private BruteForce(Program program, boolean isTracing, int statesMax) {
    this.program = program;
    this.count = program.tasks().size();
    this.isTracing = isTracing;
    this.statesMax = statesMax;
  }

  /** Returns how programs can end. */
  static Set<String> outcomes(Program program, int statesMax) throws TooLarge {
    BruteForce force = new BruteForce(program, false, statesMax);
    force.explore(force.new State());
    return force.outcomes;
  }

  /** Returns how many classes of interleavings there are that only swap independent steps. */
  static long traces(Program program, int statesMax) throws TooLarge {
    BruteForce force = new BruteForce(program, true, statesMax);
    force.explore(force.new State());
    return force.ends;
  }

  private void explore(State state) throws TooLarge {
    if (!seen.add(state.key())) {
      return;
    }
    if (seen.size() > statesMax) {
      throw new TooLarge();
    }
    boolean isEnd = true;
    for (int task = 0; task < count; task++) {
      if (state.canGo(task)) {
        isEnd = false;
        int choices = state.choices(task);
        for (int choice = 0; choice < choices; choice++) {
          State next = new State(state);
          next.go(task, choice);
          explore(next);
        }
      }
    }
    if (isEnd) {
      ends++;
      outcomes.add(state.outcome());
    }
  }

  /** Where a wait stands. */
  private static final int CALM = 0;

  private static final int WAITING = 1;
  private static final int WOKEN = 2;
  private static final int RELOCKING = 3;

  private final class State {
    final int[] pc = new int[count];
    final int[] last = new int[count];
    final int[] phase = new int[count];
    final boolean[] hadLock = new boolean[count];
    final boolean[] hasStarted = new boolean[count];
    final boolean[] permit = new boolean[count];
    final boolean[] interrupted = new boolean[count];
    final int[] value = new int[Program.VARIABLES];
    final int[] owner = new int[Program.LOCKS];
    final int[] permits = new int[Program.SEMAPHORES];
    final List<List<Integer>> waiters = new ArrayList<>();
    final String[] log = new String[count];

    /** For traces: which steps are ordered before what, as counts of each task's steps. */
    final int[][] clock = new int[count][count];

    final List<Clocks> locations = new ArrayList<>();
    final String[] history = new String[count];

    State() {
      Arrays.fill(last, NOBODY);
      Arrays.fill(owner, NOBODY);
      Arrays.fill(log, "");
      Arrays.fill(history, "");
      permits[0] = Program.PERMITS;
      for (int i = 0; i < Program.WAIT_SETS; i++) {
        waiters.add(new ArrayList<>());
      }
      int things = Program.VARIABLES + Program.LOCKS + Program.SEMAPHORES + Program.WAIT_SETS;
      for (int i = 0; i < things + 2 * count; i++) {
        locations.add(new Clocks(new int[count], new int[count]));
      }
      for (int task = 0; task < count; task++) {
        hasStarted[task] = !program.isSpawned(task);
        pc[task] = program.skip(task, 0, NOBODY);
      }
    }

    State(State from) {
      for (int task = 0; task < count; task++) {
        clock[task] = from.clock[task].clone();
      }
      copy(from.pc, pc);
      copy(from.last, last);
      copy(from.phase, phase);
      copy(from.value, value);
      copy(from.owner, owner);
      copy(from.permits, permits);
      System.arraycopy(from.hadLock, 0, hadLock, 0, count);
      System.arraycopy(from.hasStarted, 0, hasStarted, 0, count);
      System.arraycopy(from.permit, 0, permit, 0, count);
      System.arraycopy(from.interrupted, 0, interrupted, 0, count);
      System.arraycopy(from.log, 0, log, 0, count);
      System.arraycopy(from.history, 0, history, 0, count);
      from.waiters.forEach(set -> waiters.add(new ArrayList<>(set)));
      from.locations.forEach(one -> locations.add(one.copy()));
    }

    private static void copy(int[] from, int[] to) {
      System.arraycopy(from, 0, to, 0, to.length);
    }

    String key() {
      if (isTracing) {
        return Arrays.toString(history);
      }
      return outcome()
          + Arrays.toString(last)
          + Arrays.toString(phase)
          + Arrays.toString(hadLock)
          + Arrays.toString(hasStarted)
          + Arrays.toString(permit)
          + Arrays.toString(interrupted)
          + waiters;
    }

    String outcome() {
      return Player.outcome(program, log, pc, value, owner, permits);
    }

    Program.Step step(int task) {
      return program.tasks().get(task).get(pc[task]);
    }

    boolean hasEnded(int task) {
      return hasStarted[task] && pc[task] == program.tasks().get(task).size();
    }

    boolean canGo(int task) {
      if (!hasStarted[task] || hasEnded(task)) {
        return false;
      }
      Program.Step step = step(task);
      return switch (step.kind()) {
        case LOCK -> owner[step.a()] == NOBODY;
        case LOCK_BOTH -> owner[step.a()] == NOBODY && owner[step.b()] == NOBODY;
        case TAKE -> permits[step.a()] >= step.b();
        case JOIN -> hasEnded(step.a());
        case PARK -> permit[task];
        case SPIN -> value[step.a()] == step.b();
        case WAIT, WAIT_TIMED, WAIT_TIMED_FREE, WAIT_INTERRUPTIBLE ->
            switch (phase[task]) {
              case WAITING ->
                  step.kind() == Program.Kind.WAIT_TIMED
                      || (step.kind() == Program.Kind.WAIT_INTERRUPTIBLE && interrupted[task])
                      || (step.kind() == Program.Kind.WAIT_TIMED_FREE && owner[step.b()] == NOBODY);
              case RELOCKING -> owner[step.b()] == NOBODY;
              default -> true;
            };
        default -> true;
      };
    }

    int choices(int task) {
      Program.Step step = step(task);
      return switch (step.kind()) {
        case CHOOSE -> step.b();
        case NOTIFY -> Math.max(1, waiters.get(step.a()).size());
        default -> 1;
      };
    }

    void go(int task, int choice) {
      Program.Step step = step(task);
      if (isTracing) {
        trace(task, choice, step);
      }
      boolean isDone = true;
      switch (step.kind()) {
        case READ, SPIN -> read(task, value[step.a()]);
        case WRITE -> value[step.a()] = step.b();
        case ADD -> {
          read(task, value[step.a()]);
          value[step.a()] += step.b();
        }
        case CAS -> {
          read(task, value[step.a()]);
          value[step.a()] = value[step.a()] == step.b() ? step.c() : value[step.a()];
        }
        case CHOOSE -> value[step.a()] = choice;
        case LOCK -> owner[step.a()] = task;
        case LOCK_BOTH -> {
          owner[step.a()] = task;
          owner[step.b()] = task;
        }
        case UNLOCK -> free(task, step.a());
        case TAKE -> permits[step.a()] -= step.b();
        case GIVE -> permits[step.a()] += step.b();
        case COUNT -> read(task, permits[step.a()]);
        case JOIN, SKIP_IF -> {}
        case PARK -> permit[task] = false;
        case PARK_TIMED -> {
          read(task, permit[task] ? 1 : 0);
          permit[task] = false;
        }
        case UNPARK -> permit[step.a()] = true;
        case WAIT, WAIT_TIMED, WAIT_TIMED_FREE, WAIT_INTERRUPTIBLE -> isDone = await(task, step);
        case INTERRUPT -> interrupted[step.a()] = true;
        case NOTIFY -> {
          if (!waiters.get(step.a()).isEmpty()) {
            Integer waiter = waiters.get(step.a()).get(choice);
            waiters.get(step.a()).removeIf(waiter::equals);
            wake(waiter, task);
          }
        }
        case NOTIFY_ALL -> {
          waiters.get(step.a()).forEach(one -> wake(one, task));
          waiters.get(step.a()).clear();
        }
        case SPAWN -> {
          hasStarted[step.a()] = true;
          clock[step.a()] = clock[task].clone();
        }
      }
      if (isDone) {
        phase[task] = CALM;
        pc[task] = program.skip(task, pc[task] + 1, last[task]);
      }
    }

    private void read(int task, int what) {
      log[task] += what + " ";
      last[task] = what;
    }

    private boolean free(int task, int lock) {
      boolean isOwn = owner[lock] == task;
      if (isOwn) {
        owner[lock] = NOBODY;
      }
      return isOwn;
    }

    private boolean await(int task, Program.Step step) {
      switch (phase[task]) {
        case CALM -> {
          hadLock[task] = free(task, step.b());
          waiters.get(step.a()).add(task);
          phase[task] = WAITING;
          return false;
        }
        case WAITING -> {
          waiters.get(step.a()).removeIf(one -> one == task);
          read(task, 0);
          if (step.kind() == Program.Kind.WAIT_INTERRUPTIBLE) {
            interrupted[task] = false;
          }
          if (step.kind() == Program.Kind.WAIT_TIMED_FREE) {
            owner[step.b()] = hadLock[task] ? task : NOBODY;
            return true;
          }
          phase[task] = RELOCKING;
          return !hadLock[task];
        }
        case RELOCKING -> owner[step.b()] = task;
        default -> {}
      }
      return true;
    }

    private void wake(int waiter, int by) {
      read(waiter, 1);
      phase[waiter] = hadLock[waiter] ? RELOCKING : WOKEN;
      join(clock[waiter], clock[by]);
    }

    // --- Traces ----------------------------------------------------------------------------------

    private void trace(int task, int choice, Program.Step step) {
      int locks = Program.VARIABLES;
      int semaphores = locks + Program.LOCKS;
      int sets = semaphores + Program.SEMAPHORES;
      int parking = sets + Program.WAIT_SETS;
      int interrupts = parking + count;
      int[] touched =
          switch (step.kind()) {
            case READ, SPIN, WRITE, ADD, CAS, CHOOSE -> new int[] {step.a()};
            case LOCK, UNLOCK -> new int[] {locks + step.a()};
            case LOCK_BOTH -> new int[] {locks + step.a(), locks + step.b()};
            case TAKE, GIVE, COUNT -> new int[] {semaphores + step.a()};
            case PARK, PARK_TIMED -> new int[] {parking + task};
            case UNPARK -> new int[] {parking + step.a()};
            case NOTIFY, NOTIFY_ALL -> new int[] {sets + step.a()};
            case INTERRUPT -> new int[] {interrupts + step.a()};
            case WAIT, WAIT_TIMED, WAIT_TIMED_FREE, WAIT_INTERRUPTIBLE ->
                switch (phase[task]) {
                  case CALM -> new int[] {sets + step.a(), locks + step.b()};
                  case WAITING ->
                      switch (step.kind()) {
                        case WAIT_TIMED_FREE -> new int[] {sets + step.a(), locks + step.b()};
                        case WAIT_INTERRUPTIBLE -> new int[] {sets + step.a(), interrupts + task};
                        default -> new int[] {sets + step.a()};
                      };
                  case WOKEN -> new int[] {};
                  default -> new int[] {locks + step.b()};
                };
            case JOIN, SPAWN, SKIP_IF -> new int[] {};
          };
      boolean isReading =
          switch (step.kind()) {
            case READ, SPIN, COUNT -> true;
            default -> false;
          };
      int[] own = clock[task];
      if (step.kind() == Program.Kind.JOIN) {
        join(own, clock[step.a()]);
      }
      for (int location : touched) {
        join(own, isReading ? locations.get(location).writes() : locations.get(location).all());
      }
      own[task]++;
      for (int location : touched) {
        join(locations.get(location).all(), own);
        if (!isReading) {
          join(locations.get(location).writes(), own);
        }
      }
      history[task] += pc[task] + ":" + phase[task] + ":" + choice + Arrays.toString(own);
    }
  }

  private static void join(int[] to, int[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.max(to[i], from[i]);
    }
  }

  /** What is ordered before a next read, and before a next write, of a location. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Clocks(int[] writes, int[] all) {
    Clocks copy() {
      return new Clocks(writes.clone(), all.clone());
    }
  }
}
