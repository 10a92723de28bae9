package dev.stele.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a program, and what each step makes of it: the meaning of programs, in plain
 * arrays.
 */
final class ProgramState {

  private static final int NOBODY = -1;

  /** The numbers of the first location of each kind; those that are of tasks come last. */
  private static final int LOCK = Program.VARIABLES;

  private static final int SEMAPHORE = LOCK + Program.LOCKS;
  private static final int SET = SEMAPHORE + Program.SEMAPHORES;
  private static final int SHARED = SET + Program.WAIT_SETS;
  private static final int LATCH = SHARED + Program.SHARED_LOCKS;
  private static final int FIXED = LATCH + Program.LATCHES;

  /** Where a wait stands. */
  private static final int CALM = 0;

  private static final int WAITING = 1;
  private static final int WOKEN = 2;
  private static final int RELOCKING = 3;

  private final Program program;
  private final int count;

  private final int[] pc;
  private final int[] last;
  private final int[] phase;
  private final boolean[] hadLock;
  private final boolean[] hasStarted;
  private final boolean[] permit;
  private final boolean[] interrupted;
  private final int[] value;
  private final int[] owner;
  private final int[] permits;
  private final int[] reading;
  private final int[] writer;
  private final int[] latch;
  private final List<List<Integer>> waiters = new ArrayList<>();
  private final String[] log;

  /** For traces: which steps are ordered before what, as counts of each task's steps. */
  private final int[][] clock;

  private final List<Clocks> locations = new ArrayList<>();
  private final int[] history;

  /** The numbers of what tasks did so far, of one state and all that come of it; null for none. */
  private final @Nullable Map<String, Integer> histories;

  /**
   * The beginning of a program.
   *
   * @param isTracing whether the order of steps is kept
   */
  ProgramState(Program program, boolean isTracing) {
    this(program, program.tasks().size(), isTracing ? new HashMap<>() : null);
    Arrays.fill(last, NOBODY);
    Arrays.fill(owner, NOBODY);
    Arrays.fill(log, "");
    Arrays.fill(writer, NOBODY);
    Arrays.setAll(latch, Program::latchCount);
    permits[0] = Program.PERMITS;
    for (int i = 0; i < Program.WAIT_SETS; i++) {
      waiters.add(new ArrayList<>());
    }
    for (int i = 0; i < FIXED + 2 * count; i++) {
      locations.add(new Clocks(new int[count], new int[count]));
    }
    for (int task = 0; task < count; task++) {
      hasStarted[task] = !program.isSpawned(task);
      pc[task] = program.skip(task, 0, NOBODY);
    }
  }

  /** A copy. */
  ProgramState(ProgramState from) {
    this(from.program, from.count, from.histories);
    for (int task = 0; task < count; task++) {
      clock[task] = from.clock[task].clone();
    }
    copy(from.pc, pc);
    copy(from.last, last);
    copy(from.phase, phase);
    copy(from.value, value);
    copy(from.owner, owner);
    copy(from.permits, permits);
    copy(from.reading, reading);
    copy(from.writer, writer);
    copy(from.latch, latch);
    System.arraycopy(from.hadLock, 0, hadLock, 0, count);
    System.arraycopy(from.hasStarted, 0, hasStarted, 0, count);
    System.arraycopy(from.permit, 0, permit, 0, count);
    System.arraycopy(from.interrupted, 0, interrupted, 0, count);
    System.arraycopy(from.log, 0, log, 0, count);
    System.arraycopy(from.history, 0, history, 0, count);
    from.waiters.forEach(set -> waiters.add(new ArrayList<>(set)));
    if (histories != null) {
      from.locations.forEach(one -> locations.add(one.copy()));
    }
  }

  private ProgramState(Program program, int count, @Nullable Map<String, Integer> histories) {
    this.histories = histories;
    this.program = program;
    this.count = count;
    pc = new int[count];
    last = new int[count];
    phase = new int[count];
    hadLock = new boolean[count];
    hasStarted = new boolean[count];
    permit = new boolean[count];
    interrupted = new boolean[count];
    value = new int[Program.VARIABLES];
    owner = new int[Program.LOCKS];
    permits = new int[Program.SEMAPHORES];
    reading = new int[Program.SHARED_LOCKS * count];
    writer = new int[Program.SHARED_LOCKS];
    latch = new int[Program.LATCHES];
    log = new String[count];
    clock = new int[count][count];
    history = new int[count];
  }

  private static void copy(int[] from, int[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** What was done so far, up to the order of independent steps. */
  String trace() {
    return Arrays.toString(history);
  }

  /** All on which it depends what can be done from here. */
  String key() {
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
    return Player.outcome(program, log, pc, value, owner, permits, reading, writer, latch);
  }

  Program.Step step(int task) {
    return program.tasks().get(task).get(pc[task]);
  }

  boolean hasEnded(int task) {
    return hasStarted[task] && pc[task] == program.tasks().get(task).size();
  }

  boolean hasStarted(int task) {
    return hasStarted[task];
  }

  /** Returns the task for whose end another one waits next; below 0 if it waits for none. */
  int joined(int task) {
    return !hasEnded(task) && step(task).kind() == Program.Kind.JOIN ? step(task).a() : NOBODY;
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
      case TAKE_INTERRUPTIBLE -> permits[step.a()] >= step.b() || interrupted[task];
      case READ_LOCK -> writer[step.a()] == NOBODY;
      case READ_LOCK_INTERRUPTIBLE -> writer[step.a()] == NOBODY || interrupted[task];
      case WRITE_LOCK -> isFree(step.a());
      case WRITE_LOCK_BOTH -> isFree(step.a()) && isFree(step.b());
      case READ_AND_WRITE_LOCK -> writer[step.a()] == NOBODY && isFree(step.b());
      case AWAIT -> latch[step.a()] == 0;
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

  private boolean isFree(int lock) {
    boolean isFree = writer[lock] == NOBODY;
    for (int task = 0; task < count; task++) {
      isFree &= reading[lock * count + task] == 0;
    }
    return isFree;
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
    if (histories != null) {
      trace(task, choice, step, histories);
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
      case TAKE, TAKE_INTERRUPTIBLE, TRY_TAKE, GIVE, COUNT -> permits(task, step);
      case READ_LOCK, READ_LOCK_INTERRUPTIBLE, TRY_READ_LOCK, READ_UNLOCK -> share(task, step);
      case WRITE_LOCK, TRY_WRITE_LOCK, WRITE_LOCK_BOTH, READ_AND_WRITE_LOCK, WRITE_UNLOCK ->
          exclude(task, step);
      case COUNT_DOWN -> latch[step.a()] = Math.max(0, latch[step.a()] - 1);
      case AWAIT -> {}
      case AWAIT_TIMED -> read(task, latch[step.a()] == 0 ? 1 : 0);
      case LATCH_COUNT -> read(task, latch[step.a()]);
      case JOIN, SKIP_IF -> {}
      case PARK -> permit[task] = false;
      case PARK_TIMED -> {
        read(task, permit[task] ? 1 : 0);
        permit[task] = false;
      }
      case UNPARK -> permit[step.a()] = true;
      case WAIT, WAIT_TIMED, WAIT_TIMED_FREE, WAIT_INTERRUPTIBLE -> isDone = await(task, step);
      case INTERRUPT -> interrupted[step.a()] = true;
      case NOTIFY -> wakeOne(waiters.get(step.a()), choice, task);
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

  private void wakeOne(List<Integer> waiting, int choice, int task) {
    if (!waiting.isEmpty()) {
      Integer waiter = waiting.get(choice);
      waiting.removeIf(waiter::equals);
      wake(waiter, task);
    }
  }

  private void permits(int task, Program.Step step) {
    boolean isThere = permits[step.a()] >= step.b();
    switch (step.kind()) {
      case GIVE -> permits[step.a()] += step.b();
      case COUNT -> read(task, permits[step.a()]);
      case TAKE_INTERRUPTIBLE -> {
        if (!takeInterrupt(task)) {
          permits[step.a()] -= step.b();
        }
      }
      case TRY_TAKE -> {
        read(task, isThere ? 1 : 0);
        permits[step.a()] -= isThere ? step.b() : 0;
      }
      default -> permits[step.a()] -= step.b();
    }
  }

  private void share(int task, Program.Step step) {
    int mine = step.a() * count + task;
    switch (step.kind()) {
      case READ_UNLOCK -> reading[mine] = Math.max(0, reading[mine] - 1);
      case TRY_READ_LOCK -> {
        boolean isAllowed = writer[step.a()] == NOBODY;
        read(task, isAllowed ? 1 : 0);
        reading[mine] += isAllowed ? 1 : 0;
      }
      case READ_LOCK_INTERRUPTIBLE -> reading[mine] += takeInterrupt(task) ? 0 : 1;
      default -> reading[mine]++;
    }
  }

  private void exclude(int task, Program.Step step) {
    switch (step.kind()) {
      case TRY_WRITE_LOCK -> {
        read(task, isFree(step.a()) ? 1 : 0);
        writer[step.a()] = isFree(step.a()) ? task : writer[step.a()];
      }
      case WRITE_LOCK_BOTH -> {
        writer[step.a()] = task;
        writer[step.b()] = task;
      }
      case READ_AND_WRITE_LOCK -> {
        reading[step.a() * count + task]++;
        writer[step.b()] = task;
      }
      case WRITE_UNLOCK -> writer[step.a()] = writer[step.a()] == task ? NOBODY : writer[step.a()];
      default -> writer[step.a()] = task;
    }
  }

  private boolean takeInterrupt(int task) {
    boolean wasInterrupted = interrupted[task];
    read(task, wasInterrupted ? 0 : 1);
    interrupted[task] = false;
    return wasInterrupted;
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

  private void trace(int task, int choice, Program.Step step, Map<String, Integer> histories) {
    int[] touched = touched(task, step);
    int writes = writes(step);
    int[] own = clock[task];
    if (step.kind() == Program.Kind.JOIN) {
      join(own, clock[step.a()]);
    }
    for (int i = 0; i < touched.length; i++) {
      Clocks location = locations.get(touched[i]);
      join(own, (writes >>> i & 1) == 0 ? location.writes() : location.all());
    }
    own[task]++;
    for (int i = 0; i < touched.length; i++) {
      Clocks location = locations.get(touched[i]);
      join(location.all(), own);
      if ((writes >>> i & 1) != 0) {
        join(location.writes(), own);
      }
    }
    String done =
        history[task] + ":" + pc[task] + ":" + phase[task] + ":" + choice + Arrays.toString(own);
    history[task] = histories.computeIfAbsent(done, _ -> histories.size() + 1);
  }

  private int[] touched(int task, Program.Step step) {
    int lock = LOCK + step.a();
    int semaphore = SEMAPHORE + step.a();
    int set = SET + step.a();
    int shared = SHARED + step.a();
    int parking = FIXED;
    int interrupts = FIXED + count;
    return switch (step.kind()) {
      case READ, SPIN, WRITE, ADD, CAS, CHOOSE -> new int[] {step.a()};
      case LOCK, UNLOCK -> new int[] {lock};
      case LOCK_BOTH -> new int[] {lock, LOCK + step.b()};
      case TAKE, TRY_TAKE, GIVE, COUNT -> new int[] {semaphore};
      case TAKE_INTERRUPTIBLE -> new int[] {semaphore, interrupts + task};
      case READ_LOCK, TRY_READ_LOCK, READ_UNLOCK, WRITE_LOCK, TRY_WRITE_LOCK, WRITE_UNLOCK ->
          new int[] {shared};
      case READ_LOCK_INTERRUPTIBLE -> new int[] {shared, interrupts + task};
      case WRITE_LOCK_BOTH, READ_AND_WRITE_LOCK -> new int[] {shared, SHARED + step.b()};
      case COUNT_DOWN, AWAIT, AWAIT_TIMED, LATCH_COUNT -> new int[] {LATCH + step.a()};
      case PARK, PARK_TIMED -> new int[] {parking + task};
      case UNPARK -> new int[] {parking + step.a()};
      case NOTIFY, NOTIFY_ALL -> new int[] {set};
      case INTERRUPT -> new int[] {interrupts + step.a()};
      case WAIT, WAIT_TIMED, WAIT_TIMED_FREE, WAIT_INTERRUPTIBLE ->
          switch (phase[task]) {
            case CALM -> new int[] {set, LOCK + step.b()};
            case WAITING ->
                switch (step.kind()) {
                  case WAIT_TIMED_FREE -> new int[] {set, LOCK + step.b()};
                  case WAIT_INTERRUPTIBLE -> new int[] {set, interrupts + task};
                  default -> new int[] {set};
                };
            case WOKEN -> new int[] {};
            default -> new int[] {LOCK + step.b()};
          };
      case JOIN, SPAWN, SKIP_IF -> new int[] {};
    };
  }

  /** Returns a bit for each touched location at which a step does not commute with its like. */
  private static int writes(Program.Step step) {
    return switch (step.kind()) {
      case READ, SPIN, GIVE, READ_LOCK, TRY_READ_LOCK, READ_UNLOCK -> 0;
      case READ_LOCK_INTERRUPTIBLE, READ_AND_WRITE_LOCK -> 0b10;
      case COUNT_DOWN -> Program.latchCount(step.a()) > 1 ? 0 : 1;
      case AWAIT, AWAIT_TIMED, LATCH_COUNT -> Program.latchCount(step.a()) > 1 ? 1 : 0;
      default -> ~0;
    };
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
