package dev.stele.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Plays a program on the engine: a model of one execution after the other. */
final class Player implements Execution.Body {

  private static final int NOBODY = -1;

  /** What a writer adds to the word of a shared lock; a reader adds 1. */
  private static final long WRITER = 100;

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
  static String outcome(Program program, String[] log, int[] pc, int[]... things) {
    StringBuilder text = new StringBuilder();
    for (int task = 0; task < log.length; task++) {
      text.append(log[task]);
      text.append(pc[task] == program.tasks().get(task).size() ? "end" : "at " + pc[task]);
      text.append("; ");
    }
    return text + Arrays.deepToString(things).replace("-1", "-");
  }

  /** Returns how the last execution ended. */
  String outcome() {
    Run last = java.util.Objects.requireNonNull(run);
    return last.outcome();
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

  /** An operation that can go on when all that it touches, or anything of it, is in a state. */
  private static final class When extends Op {

    /** Tells whether a word lets it go on. */
    @FunctionalInterface
    interface Condition {
      boolean holds(int location, long word);
    }

    private final boolean isAny;
    private final Condition condition;

    When(String verb, int writes, Condition condition, Location... locations) {
      this(verb, writes, false, condition, locations);
    }

    private When(
        String verb, int writes, boolean isAny, Condition condition, Location... locations) {
      super(verb, Site.NONE, writes, locations);
      this.isAny = isAny;
      this.condition = condition;
    }

    /** An operation that an interrupt lets go on, too. */
    static When interruptible(
        String verb, int writes, LongPredicate condition, Location location, Location interrupt) {
      Condition any = (at, word) -> at == 0 ? condition.test(word) : word == 1;
      return new When(verb, writes | 0b10, true, any, location, interrupt);
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      for (int i = 0; i < locationCount(); i++) {
        if (condition.holds(i, word(location(i), at, before)) == isAny) {
          return isAny;
        }
      }
      return !isAny;
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
    final int[] reading = new int[Program.SHARED_LOCKS * count];
    final int[] writer = new int[Program.SHARED_LOCKS];
    final List<List<Integer>> waiters = new ArrayList<>();
    final boolean[] hadLock = new boolean[count];
    final boolean[] isNotified = new boolean[count];
    final Location[] variables = locations("variable", Program.VARIABLES);
    final Location[] locks = locations("lock", Program.LOCKS);
    final Location[] semaphores = locations("semaphore", Program.SEMAPHORES);
    final Location[] shared = locations("shared lock", Program.SHARED_LOCKS);
    final Location[] latches = locations("latch", Program.LATCHES);
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
      Arrays.fill(writer, NOBODY);
      for (int i = 0; i < Program.LATCHES; i++) {
        latches[i].setWord(Program.latchCount(i));
      }
      permits[0] = Program.PERMITS;
      semaphores[0].setWord(Program.PERMITS);
      for (int i = 0; i < Program.WAIT_SETS; i++) {
        waiters.add(new ArrayList<>());
      }
      for (int task = 0; task < count; task++) {
        pc[task] = program.skip(task, 0, NOBODY);
      }
    }

    String outcome() {
      int[] counts = new int[Program.LATCHES];
      Arrays.setAll(counts, i -> (int) Math.max(0, latches[i].word()));
      return Player.outcome(program, log, pc, value, owner, permits, reading, writer, counts);
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
        case TAKE, TAKE_INTERRUPTIBLE, TRY_TAKE, GIVE, COUNT -> permits(task, step);
        case READ_LOCK, READ_LOCK_INTERRUPTIBLE, TRY_READ_LOCK, READ_UNLOCK -> share(task, step);
        case WRITE_LOCK, TRY_WRITE_LOCK, WRITE_LOCK_BOTH, READ_AND_WRITE_LOCK, WRITE_UNLOCK ->
            exclude(task, step);
        case COUNT_DOWN, AWAIT, AWAIT_TIMED, LATCH_COUNT -> latch(task, step);
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
      LongPredicate isThere = word -> word >= step.b();
      switch (step.kind()) {
        case GIVE -> { // Gifts do not disturb each other, as in the model of the JDK's semaphore.
          visible("give", false, location);
          permits[at] += step.b();
        }
        case COUNT -> {
          visible("count", true, location);
          read(task, permits[at]);
        }
        case TRY_TAKE -> {
          visible("try to take", true, location);
          boolean isTaken = isThere.test(location.word());
          permits[at] -= isTaken ? step.b() : 0;
          read(task, isTaken ? 1 : 0);
        }
        case TAKE_INTERRUPTIBLE -> {
          execution.visible(When.interruptible("take", 1, isThere, location, interrupts[task]));
          permits[at] -= takeInterrupt(task) ? 0 : step.b();
        }
        default -> {
          execution.visible(new When("take", 1, (_, w) -> isThere.test(w), location));
          permits[at] -= step.b();
        }
      }
      location.setWord(permits[at]);
    }

    private boolean takeInterrupt(int task) {
      boolean wasInterrupted = interrupts[task].word() == 1;
      interrupts[task].setWord(0);
      read(task, wasInterrupted ? 0 : 1);
      return wasInterrupted;
    }

    private static boolean mayRead(long word) {
      return word < WRITER;
    }

    /** Readers do not disturb each other, as in the model of the JDK's lock. */
    private void share(int task, Program.Step step) {
      Location lock = shared[step.a()];
      int mine = step.a() * count + task;
      boolean isTaken = true;
      switch (step.kind()) {
        case READ_UNLOCK -> {
          visible("unlock for reading", false, lock);
          if (reading[mine] > 0) {
            reading[mine]--;
            lock.setWord(lock.word() - 1);
          }
          isTaken = false;
        }
        case TRY_READ_LOCK -> {
          visible("try to lock for reading", false, lock);
          isTaken = mayRead(lock.word());
          read(task, isTaken ? 1 : 0);
        }
        case READ_LOCK_INTERRUPTIBLE -> {
          execution.visible(
              When.interruptible("lock for reading", 0, Run::mayRead, lock, interrupts[task]));
          isTaken = !takeInterrupt(task);
        }
        default -> execution.visible(new When("lock for reading", 0, (_, w) -> mayRead(w), lock));
      }
      if (isTaken) {
        reading[mine]++;
        lock.setWord(lock.word() + 1);
      }
    }

    private void exclude(int task, Program.Step step) {
      Location lock = shared[step.a()];
      switch (step.kind()) {
        case WRITE_LOCK -> {
          execution.visible(new When("lock for writing", 1, (_, w) -> w == 0, lock));
          write(task, step.a());
        }
        case TRY_WRITE_LOCK -> {
          visible("try to lock for writing", true, lock);
          boolean isFree = lock.word() == 0;
          read(task, isFree ? 1 : 0);
          if (isFree) {
            write(task, step.a());
          }
        }
        case WRITE_LOCK_BOTH -> {
          execution.visible(
              new When("lock for writing", 3, (_, w) -> w == 0, lock, shared[step.b()]));
          write(task, step.a());
          write(task, step.b());
        }
        case READ_AND_WRITE_LOCK -> {
          execution.visible(
              new When(
                  "lock for reading and writing",
                  2,
                  (at, w) -> at == 0 ? mayRead(w) : w == 0,
                  lock,
                  shared[step.b()]));
          reading[step.a() * count + task]++;
          lock.setWord(lock.word() + 1);
          write(task, step.b());
        }
        default -> {
          visible("unlock for writing", true, lock);
          if (writer[step.a()] == task) {
            writer[step.a()] = NOBODY;
            lock.setWord(lock.word() - WRITER);
          }
        }
      }
    }

    private void write(int task, int lock) {
      writer[lock] = task;
      shared[lock].setWord(shared[lock].word() + WRITER);
    }

    /** Of those who count down and those who look, only the more numerous commute. */
    private void latch(int task, Program.Step step) {
      Location latch = latches[step.a()];
      boolean hasMany = Program.latchCount(step.a()) > 1;
      switch (step.kind()) {
        case COUNT_DOWN -> {
          visible("count down", !hasMany, latch);
          latch.setWord(latch.word() - 1); // Below 0, too: each adds the same.
        }
        case AWAIT ->
            execution.visible(new When("await", hasMany ? 1 : 0, (_, w) -> w <= 0, latch));
        case AWAIT_TIMED -> {
          execution.visible(new When("await", hasMany ? 1 : 0, (_, _) -> true, latch));
          read(task, latch.word() <= 0 ? 1 : 0);
        }
        default -> {
          visible("look at", hasMany, latch);
          read(task, (int) Math.max(0, latch.word()));
        }
      }
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
                When.interruptible("be interrupted", 1, _ -> false, set, interrupts[task]);
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
