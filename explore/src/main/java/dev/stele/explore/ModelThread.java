package dev.stele.explore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What an execution keeps for a thread of the model. The JDK's object is kept for what it says of
 * itself, and is never started: a task runs in its place.
 */
final class ModelThread {

  private static final int CHILDREN_MAX = 64;

  final Thread thread;

  /** As of its task; it is there before the task is. */
  final Location life;

  /** Written as it is started; its life is written at its end, too. */
  final Location begun;

  final Location name;

  /** The task that runs it; null before it is started. */
  private @Nullable Task task;

  /** Who started it, and when by its own count. */
  private int starter = -1;

  private int startTick;

  /** What those who interrupted it had done; null if nobody did. */
  @Nullable VectorClock interruption;

  /** What it runs, where the JDK's object cannot be asked to: it is virtual. */
  @Nullable Runnable body;

  /** The same under each schedule, since who made it made it in the order of its own steps. */
  private final String path;

  private final long number;
  private final IdentityHashMap<ThreadLocal<?>, Object> locals = new IdentityHashMap<>();
  private final Deque<ScopedValue.Carrier> scopes = new ArrayDeque<>();
  private boolean isInterruptedEarly;
  private int children;

  private ModelThread(Thread thread, Location life, String path, long number) {
    this.thread = thread;
    this.life = life;
    this.begun = new Location(Task.LIFE, life::label);
    this.path = path;
    this.number = number;
    this.name = new Location("Thread.name", () -> "the name of " + this);
  }

  static ModelThread of(Thread thread) {
    return Execution.current().state(thread, ModelThread.class, _ -> made(thread));
  }

  private static ModelThread made(Thread thread) {
    ModelThread maker = current();
    int child = maker.children++;
    String path = maker.path.isEmpty() ? "" + child : maker.path + "-" + child;
    ModelThread[] self = new ModelThread[1];
    Location life = new Location(Task.LIFE, () -> String.valueOf(self[0]));
    self[0] = new ModelThread(thread, life, path, maker.number * CHILDREN_MAX + child);
    return self[0];
  }

  static ModelThread of(Task task) {
    return Execution.current().state(task, ModelThread.class, _ -> first(task));
  }

  /** The task that was not started by another has a thread that nobody made. */
  private static ModelThread first(Task task) {
    Thread thread = Thread.ofPlatform().name(task.name).unstarted(() -> {});
    return Execution.current()
        .state(
            thread,
            ModelThread.class,
            _ -> {
              ModelThread first = new ModelThread(thread, task.life, "", 1);
              first.task = task;
              return first;
            });
  }

  static ModelThread current() {
    return of(Execution.current().running());
  }

  @Nullable Task task() {
    return task;
  }

  /**
   * Tells whether a task knows that it has been started: so it has under each schedule that differs
   * in the order of independent steps alone. Who does not know has to look, as a step of its own;
   * otherwise what it is about to do would depend on what it has not read.
   */
  boolean isKnownToRun(Task self) {
    return task != null && (starter < 0 || self.clock.covers(starter, startTick));
  }

  boolean isRunning() {
    return life.word() == Task.RUNNING;
  }

  long number() {
    return number;
  }

  /** Returns the name that the model sees; the JDK's own numbers would differ between runs. */
  String visibleName() {
    String real = thread.getName();
    return isNumbered(real) ? "Thread-" + path : real;
  }

  private static boolean isNumbered(String name) {
    return name.startsWith("Thread-")
        && name.substring("Thread-".length()).chars().allMatch(Character::isDigit);
  }

  IdentityHashMap<ThreadLocal<?>, Object> locals() {
    return locals;
  }

  /** What is bound around what it does now, the innermost first. */
  Deque<ScopedValue.Carrier> scopes() {
    return scopes;
  }

  /** The running task starts it, as the step that it carries out. */
  Task start() {
    Execution execution = Execution.current();
    if (task != null) {
      throw new IllegalThreadStateException();
    }
    starter = execution.running().id;
    startTick = execution.running().clock.of(starter);
    String real = thread.getName();
    String plain = "T" + execution.tasks().size();
    boolean isNamed = !real.isEmpty() && !isNumbered(real);
    boolean isTaken = execution.tasks().stream().anyMatch(one -> one.name.equals(real));
    Task started =
        execution.spawn(
            isNamed ? isTaken ? real + " (" + plain + ")" : real : plain, life, this::run);
    task = started;
    execution.state(started, ModelThread.class, _ -> this);
    if (isInterruptedEarly) {
      started.signals.setWord(Task.INTERRUPTED);
    }
    return started;
  }

  @SuppressWarnings("DoNotCall") // The task is the thread that runs it.
  private void run() throws Throwable {
    try {
      if (body == null) {
        thread.run();
      } else {
        body.run();
      }
    } catch (BackEnd.Abandoned | Divergence e) {
      throw e;
    } catch (Throwable e) {
      ThreadModel.uncaught(this, e);
    }
  }

  /** A task interrupts it, as the step that it carries out. */
  void interrupt(Task by) {
    interruption = VectorClock.joined(interruption, by.release());
    Task mine = task;
    if (mine == null) {
      isInterruptedEarly = true;
    } else {
      mine.signals.setWord(mine.signals.word() | Task.INTERRUPTED);
    }
  }

  /** Tells whether it is interrupted, in a step that reads its life or its signals. */
  boolean isInterrupted() {
    Task mine = task;
    return mine == null ? isInterruptedEarly : Signals.isInterrupted(mine);
  }

  @Override
  public String toString() {
    Task mine = task;
    return mine == null ? visibleName() : mine.name;
  }
}
