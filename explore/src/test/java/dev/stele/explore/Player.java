package dev.stele.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays a program on the engine: a model of one execution after the other. */
final class Player implements Execution.Body {

  private static final int NOBODY = -1;

  /** How many fruitless turns a spinning task takes. */
  static final int SPIN_TURNS = 2;

  private final Program program;
  private final int count;
  private @Nullable Run run;

  Player(Program program) {
    this.program = program;
    this.count = program.tasks().size();
  }

  /** Writes down how a run ended: the same for both who run programs. */
  static String outcome(
      Program program, String[] log, int[] pc, int[] value, int[] owner, int[] permits) {
    StringBuilder text = new StringBuilder();
    for (int task = 0; task < log.length; task++) {
      text.append(log[task]);
      text.append(pc[task] == program.tasks().get(task).size() ? "end" : "at " + pc[task]);
      text.append("; ");
    }
    return text
        + Arrays.toString(value)
        + Arrays.toString(owner).replace("-1", "-")
        + Arrays.toString(permits);
  }

  /** Returns how the last execution ended. */
  String outcome() {
    Run last = java.util.Objects.requireNonNull(run);
    return outcome(program, last.log, last.pc, last.value, last.owner, last.permits);
  }

  @Override
  public void run() {
    Run now = new Run(Execution.current());
    run = now;
    for (int task = 0; task < count; task++) {
      if (!program.isSpawned(task)) {
        now.start(task);
      }
    }
  }

  /** An operation that can go on when a lock is free, or when there are permits. */
  private static final class When extends Op {

    /** Tells whether a word lets it go on. */
    @FunctionalInterface
    interface Condition {
      boolean holds(int location, long word);
    }

    private final Condition condition;

    When(String verb, int writes, Condition condition, Location... locations) {
      super(verb, Site.NONE, writes, locations);
      this.condition = condition;
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      for (int i = 0; i < locationCount(); i++) {
        if (!condition.holds(i, word(location(i), at, before))) {
          return false;
        }
      }
      return true;
    }
  }

  private final class Run {
    final Execution execution;
    final int[] pc = new int[count];
    final int[] last = new int[count];
    final String[] log = new String[count];
    final int[] value = new int[Program.VARIABLES];
    final int[] owner = new int[Program.LOCKS];
    final int[] permits = new int[Program.SEMAPHORES];
    final List<List<Integer>> waiters = new ArrayList<>();
    final boolean[] hadLock = new boolean[count];
    final boolean[] isNotified = new boolean[count];
    final Location[] variables = locations("variable", Program.VARIABLES);
    final Location[] locks = locations("lock", Program.LOCKS);
    final Location[] semaphores = locations("semaphore", Program.SEMAPHORES);
    final Location[] sets = locations("set", Program.WAIT_SETS);
    final Location[] parking = locations("permit", count);
    final Location[] interrupts = locations("interrupt", count);
    final Location[] lives = locations("life", count);
    final @Nullable Task[] tasks = new @Nullable Task[count];

    Run(Execution execution) {
      this.execution = execution;
      Arrays.fill(last, NOBODY);
      Arrays.fill(owner, NOBODY);
      Arrays.fill(log, "");
      permits[0] = Program.PERMITS;
      semaphores[0].setWord(Program.PERMITS);
      for (int i = 0; i < Program.WAIT_SETS; i++) {
        waiters.add(new ArrayList<>());
      }
      for (int task = 0; task < count; task++) {
        pc[task] = program.skip(task, 0, NOBODY);
      }
    }

    private static Location[] locations(String kind, int count) {
      Location[] all = new Location[count];
      for (int i = 0; i < count; i++) {
        String label = kind + i;
        all[i] = new Location(kind, () -> label);
      }
      return all;
    }

    void start(int task) {
      tasks[task] = execution.spawn("T" + task, lives[task], () -> live(task));
    }

    private void live(int task) {
      while (pc[task] < program.tasks().get(task).size()) {
        Program.Step step = program.tasks().get(task).get(pc[task]);
        if (step.kind() != Program.Kind.SPIN) {
          java.util.Objects.requireNonNull(tasks[task]).spin.reset();
        }
        go(task, step);
        pc[task] = program.skip(task, pc[task] + 1, last[task]);
      }
    }

    private void go(int task, Program.Step step) {
      switch (step.kind()) {
        case READ, WRITE, ADD, CAS, CHOOSE -> access(task, step);
        case SPIN -> spin(task, step);
        case LOCK, LOCK_BOTH, UNLOCK -> lock(task, step);
        case TAKE, GIVE, COUNT -> permits(task, step);
        case PARK, PARK_TIMED, UNPARK -> park(task, step);
        case WAIT, WAIT_TIMED, WAIT_TIMED_FREE, WAIT_INTERRUPTIBLE -> await(task, step);
        case INTERRUPT -> {
          visible("interrupt", true, interrupts[step.a()]);
          interrupts[step.a()].setWord(1);
        }
        case NOTIFY, NOTIFY_ALL -> wake(step);
        case JOIN ->
            execution.visible(new When("join", 0, (_, w) -> w == Task.ENDED, lives[step.a()]));
        case SPAWN -> {
          visible("start", true, lives[step.a()]);
          start(step.a());
        }
        case SKIP_IF -> throw new IllegalStateException("left out before");
      }
    }

    private void visible(String verb, boolean isWriting, Location location) {
      execution.visible(new Op(verb, Site.NONE, isWriting ? 1 : 0, location));
    }

    private void read(int task, int what) {
      log[task] += what + " ";
      last[task] = what;
    }

    private void access(int task, Program.Step step) {
      int at = step.a();
      boolean isWriting = step.kind() != Program.Kind.READ;
      visible(step.kind().name(), isWriting, variables[at]);
      int old = value[at];
      switch (step.kind()) {
        case WRITE -> value[at] = step.b();
        case CHOOSE -> value[at] = execution.outcome(step.b());
        case ADD -> value[at] += step.b();
        case CAS -> value[at] = old == step.b() ? step.c() : old;
        default -> {}
      }
      if (isWriting) {
        variables[at].setWord(variables[at].word() + 1);
      }
      if (step.kind() != Program.Kind.WRITE && step.kind() != Program.Kind.CHOOSE) {
        read(task, old);
      }
    }

    private void spin(int task, Program.Step step) {
      Spin spin = java.util.Objects.requireNonNull(tasks[task]).spin;
      Location location = variables[step.a()];
      Site site = new Site("Program", "spin", pc[task]);
      do {
        execution.visible(
            spin.isFruitless(location, site, SPIN_TURNS)
                ? spin.await(location, site)
                : Op.read("spin", site, location));
        spin.note(location, site);
      } while (value[step.a()] != step.b());
      read(task, step.b());
    }

    private void take(int task, int lock) {
      owner[lock] = task;
      locks[lock].setWord(task + 1);
    }

    private boolean free(int task, int lock) {
      if (owner[lock] != task) {
        return false;
      }
      owner[lock] = NOBODY;
      locks[lock].setWord(0);
      return true;
    }

    private void lock(int task, Program.Step step) {
      switch (step.kind()) {
        case LOCK -> relock(task, step.a());
        case UNLOCK -> {
          visible("unlock", true, locks[step.a()]);
          free(task, step.a());
        }
        default -> {
          execution.visible(
              new When("lock", 3, (_, w) -> w == 0, locks[step.a()], locks[step.b()]));
          take(task, step.a());
          take(task, step.b());
        }
      }
    }

    private Op relocking(int lock) {
      return new When("lock", 1, (_, w) -> w == 0, locks[lock]);
    }

    private void relock(int task, int lock) {
      execution.visible(relocking(lock));
      take(task, lock);
    }

    private void permits(int task, Program.Step step) {
      int at = step.a();
      Location location = semaphores[at];
      if (step.kind() == Program.Kind.TAKE) {
        execution.visible(new When("take", 1, (_, w) -> w >= step.b(), location));
        permits[at] -= step.b();
      } else if (step.kind() == Program.Kind.GIVE) {
        visible("give", true, location);
        permits[at] += step.b();
      } else {
        visible("count", false, location);
        read(task, permits[at]);
      }
      location.setWord(permits[at]);
    }

    private void park(int task, Program.Step step) {
      Location own = parking[task];
      if (step.kind() == Program.Kind.UNPARK) {
        visible("unpark", true, parking[step.a()]);
        parking[step.a()].setWord(1);
      } else if (step.kind() == Program.Kind.PARK) {
        execution.visible(new When("park", 1, (_, w) -> w == 1, own));
        own.setWord(0);
      } else {
        visible("park for a time", true, own);
        read(task, (int) own.word());
        own.setWord(0);
      }
    }

    private void await(int task, Program.Step step) {
      Location set = sets[step.a()];
      Location lock = locks[step.b()];
      execution.visible(new Op("wait", Site.NONE, 3, set, lock));
      hadLock[task] = free(task, step.b());
      isNotified[task] = false;
      waiters.get(step.a()).add(task);
      boolean isLocking = step.kind() == Program.Kind.WAIT_TIMED_FREE;
      execution.visible(
          switch (step.kind()) {
            case WAIT -> new When("be notified", 1, (_, _) -> false, set);
            case WAIT_INTERRUPTIBLE ->
                new When("be interrupted", 3, (at, w) -> at == 0 || w == 1, set, interrupts[task]);
            case WAIT_TIMED -> new When("time out", 1, (_, _) -> true, set);
            default -> new When("time out", 3, (at, w) -> at == 0 || w == 0, set, lock);
          });
      if (isNotified[task]) {
        if (hadLock[task]) {
          take(task, step.b());
        }
        return;
      }
      waiters.get(step.a()).removeIf(one -> one == task);
      read(task, 0);
      if (step.kind() == Program.Kind.WAIT_INTERRUPTIBLE) {
        interrupts[task].setWord(0);
      }
      if (hadLock[task]) {
        if (isLocking) {
          take(task, step.b());
        } else {
          relock(task, step.b());
        }
      }
    }

    private void wake(Program.Step step) {
      visible("notify", true, sets[step.a()]);
      List<Integer> waiting = waiters.get(step.a());
      if (step.kind() == Program.Kind.NOTIFY_ALL) {
        waiting.forEach(this::wake);
        waiting.clear();
      } else if (!waiting.isEmpty()) {
        Integer waiter = waiting.get(execution.outcome(waiting.size()));
        waiting.removeIf(waiter::equals);
        wake(waiter);
      }
    }

    private void wake(int waiter) {
      isNotified[waiter] = true;
      read(waiter, 1);
      Program.Step step = program.tasks().get(waiter).get(pc[waiter]);
      execution.replace(
          java.util.Objects.requireNonNull(tasks[waiter]),
          hadLock[waiter] ? relocking(step.b()) : Op.alone("go on", Site.NONE));
    }
  }
}
