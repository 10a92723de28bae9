package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of a model under one schedule.
 *
 * <p>One task runs at a time. Before each operation whose place among those of other tasks can
 * matter, it publishes the operation and asks who goes on ({@link #visible}); when that returns,
 * its turn has come, and it carries the operation out before it does anything else. What it does up
 * to its next such operation belongs to this step. Thus every task that has not ended is, when
 * somebody is chosen, about to do something that is known.
 *
 * <p>Who is chosen runs on. The task that asked only pauses if it was not chosen; a run with few
 * changes between tasks costs little.
 */
final class Execution {

  /** The body of a task. */
  @FunctionalInterface
  interface Body {
    void run() throws Throwable;
  }

  private static @Nullable Execution current;

  private final Search search;
  private final BackEnd backEnd;
  private final Limits limits;
  private final boolean isRecording;
  private final Set<String> conflicts;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Event> trace = new ArrayList<>();
  private final List<Replaced> replaced = new ArrayList<>();
  private final IdentityTable states = new IdentityTable();
  private final Memory memory = new Memory(this);
  private final ObjectNames names = new ObjectNames();
  private @Nullable Task running;
  private @Nullable Task next;

  /** Of the last choice: the tasks that could go on, and those that have done nothing since. */
  private long enabled;

  private long waiting;
  private @Nullable Finding finding;
  private boolean isRedundant;
  private boolean isOver;
  private long nanos;
  private boolean isClockRead;
  private boolean hasMetClock;

  /** An operation that was replaced, and the step that did it. */
  private record Replaced(Event operation, Event by) {}

  /**
   * What an execution may take.
   *
   * @param stepsMax how many steps, before the model is said to outgrow its bounds
   * @param spinTurnsMax how many times in a row a read may find nothing new, before it waits
   */
  record Limits(int stepsMax, int spinTurnsMax, boolean hasSpuriousWakeUps) {}

  /**
   * Makes one.
   *
   * @param conflicts takes the kinds of locations at which tasks met
   */
  Execution(
      Search search, BackEnd backEnd, Limits limits, boolean isRecording, Set<String> conflicts) {
    this.conflicts = conflicts;
    this.search = search;
    this.backEnd = backEnd;
    this.limits = limits;
    this.isRecording = isRecording;
  }

  /**
   * Writes something about this execution after its end: what locations are called is asked of it.
   */
  String written(Supplier<String> text) {
    current = this;
    try {
      return text.get();
    } finally {
      current = null;
    }
  }

  /** Returns the execution that runs on this thread's behalf. */
  static Execution current() {
    Execution now = current;
    if (now == null) {
      throw new IllegalStateException("woven code must run in a model, and none is running");
    }
    return now;
  }

  /** Runs a model to the end of this execution. */
  void run(Body model) {
    current = this;
    try {
      search.begin();
      spawn("main", new Location(Task.LIFE, () -> "main"), model);
      next = pick();
      while (next != null) {
        Task task = next;
        next = null;
        task.coroutine().resume();
      }
    } finally {
      isOver = true;
      tasks.forEach(task -> task.coroutine().abandon());
      current = null;
    }
  }

  // --- For what stands for the JDK
  // -----------------------------------------------------------------

  /** Returns the task that calls this. */
  Task running() {
    Task now = running;
    if (now == null) {
      throw new IllegalStateException("woven code must run in a task of the model");
    }
    return now;
  }

  /** Makes a task that has not done anything. It knows what its parent knows. */
  Task spawn(String name, Location life, Body body) {
    if (tasks.size() == Task.COUNT_MAX) {
      throw fail(
          Finding.of(
              ExploreError.Kind.OUTGROWN, "a model may have " + Task.COUNT_MAX + " tasks at most"));
    }
    int id = tasks.size();
    Task[] self = new Task[1];
    Task task = new Task(id, name, life, backEnd.make(() -> live(self[0], body)));
    self[0] = task;
    tasks.add(task);
    Task parent = running;
    if (parent != null) {
      task.clock.join(parent.release());
      task.order = parent.order.copy();
    }
    life.setWord(Task.RUNNING);
    task.pending = Op.alone("begin", Site.NONE);
    return task;
  }

  /** Publishes what the running task is about to do, and returns when its turn has come. */
  void visible(Op op) {
    Task task = running();
    if (SetUp.isOn()) {
      throw fail(
          Finding.of(
              ExploreError.Kind.UNSUPPORTED,
              "a static initialiser must not wait or be waited for: " + op,
              "tasks cannot take turns while the JVM initialises a class"));
    }
    if (task.within != null) {
      throw fail(
          Finding.of(
              ExploreError.Kind.UNSUPPORTED,
              "a function given to " + task.within.get() + " comes to a choice point: " + op,
              "that method is taken as one atomic step: let the function touch nothing that tasks"
                  + " share, or call it outside of that method"));
    }
    task.pending = op;
    giveTurn(task);
  }

  private void giveTurn(Task task) {
    if (isOver) {
      throw new BackEnd.Abandoned();
    }
    Task chosen = pick();
    if (chosen != task) {
      next = chosen;
      task.coroutine().pause();
    }
  }

  /**
   * Gives a task that has published an operation another one in its place, as the outcome of the
   * step that the running task carries out.
   */
  void replace(Task task, Op op) {
    Event by = trace.getLast();
    Op missed = task.pending;
    if (missed == null || !missed.isDependent(by.op)) {
      throw new IllegalStateException(
          "a step may replace what touches what it writes, got: " + by.op + " for " + missed);
    }
    Event event = new Event(task, missed, trace.size() + 1, task.order);
    search.missed(event, this);
    replaced.add(new Replaced(event, by));
    waiting &= ~task.bit();
    task.pending = op;
    task.order = task.order.copy();
    task.order.join(by.order);
  }

  /** Tells the search of operations that cannot be carried out before this execution ends. */
  private void missBlocked() {
    for (Task task : tasks) {
      Op op = task.pending;
      if (op != null && !op.isEnabled()) {
        search.missed(new Event(task, op, trace.size() + 1, task.order), this);
      }
    }
  }

  /** Tells the search of replaced operations that may have become possible by the last step. */
  private void changeReplaced() {
    Event last = trace.getLast();
    for (Replaced one : replaced) {
      if (one.by != last && one.operation.op.isDependent(last.op)) {
        search.changed(one.operation, one.by, this);
      }
    }
  }

  /** Decides between the outcomes of the running task's step: from 0. At most once a step. */
  int outcome(int count) {
    try {
      return count == 1 ? 0 : search.outcome(count);
    } catch (Divergence e) {
      throw fail(e.finding());
    }
  }

  /**
   * Returns what this execution keeps for an object, made when it is asked for first. One object
   * can have a state of each of several types.
   */
  <S> S state(Object object, Class<S> type, Function<Object, S> maker) {
    Object known = states.find(object, type);
    if (known == null) {
      known = maker.apply(object);
      states.add(object, type, known);
    }
    return type.cast(known);
  }

  /** Returns the variables that this execution has met. */
  Memory memory() {
    return memory;
  }

  /** Returns a name that tells an object from others of its type: the same in each replay. */
  String nameOf(Object object) {
    return names.of(object);
  }

  boolean isRecording() {
    return isRecording;
  }

  Limits limits() {
    return limits;
  }

  /** Says what the running task's step read or wrote, for reports. */
  void note(@Nullable Object value) {
    if (isRecording && !trace.isEmpty()) {
      trace.getLast().value = Values.text(value);
    }
  }

  /** Says what the method was given that the running task's step is, for reports. */
  void noteGiven(List<? extends @Nullable Object> values) {
    if (isRecording && !trace.isEmpty() && !values.isEmpty()) {
      trace.getLast().given =
          values.stream().map(Values::text).collect(Collectors.joining(", ", " (", ")"));
    }
  }

  /** Says how the wait ended that the running task's step was, for reports. */
  void ended(String how) {
    if (isRecording && !trace.isEmpty()) {
      trace.getLast().value = how;
    }
  }

  /** The time that the model sees; it goes on as waits and sleeps end. */
  long nanos() {
    return nanos;
  }

  void passTime(long untilNanos) {
    nanos = Math.max(nanos, untilNanos);
  }

  /** Says, before it runs, that the model is known to read the clock. */
  void expectClock() {
    isClockRead = true;
  }

  /**
   * Tells whether the model is known to read the clock. Only then does it matter which of two steps
   * lets time pass first, and they pay for it with more executions.
   */
  boolean isClockRead() {
    return isClockRead;
  }

  /** The model reads the clock, which was not expected: all that was explored is void. */
  Error meetClock() {
    hasMetClock = true;
    endNow();
    return new BackEnd.Abandoned();
  }

  boolean hasMetClock() {
    return hasMetClock;
  }

  /** Ends the execution: it has failed. The error that is returned unwinds the running task. */
  Error fail(Finding found) {
    if (finding == null && !isOver) {
      finding = found;
    }
    endNow();
    return new BackEnd.Abandoned();
  }

  private void endNow() {
    isOver = true;
    next = null;
    Task task = running;
    if (task != null) {
      task.coroutine().pause();
    }
  }

  // --- Steps -------------------------------------------------------------------------------------

  private void live(Task task, Body body) {
    try {
      body.run();
    } catch (BackEnd.Abandoned e) {
      throw e;
    } catch (Throwable e) {
      threw(task, e);
      return;
    }
    if (isOver) {
      return;
    }
    visible(Op.write("end", Site.NONE, task.life));
    task.life.setWord(Task.ENDED);
    task.last = task.release();
    task.pending = null;
    next = pick();
  }

  private void threw(Task task, Throwable e) {
    if (isOver) {
      return;
    }
    isOver = true;
    next = null;
    finding =
        Finding.of(
            task.id == 0 || e instanceof AssertionError
                ? ExploreError.Kind.ASSERTION
                : ExploreError.Kind.UNSEEN_EXCEPTION,
            task.name + " threw " + e,
            e);
  }

  private @Nullable Task pick() {
    if (!replaced.isEmpty()) {
      changeReplaced();
    }
    long enabled;
    try {
      enabled = enabled();
    } catch (IllegalStateException e) {
      isOver = true;
      finding = Finding.of(ExploreError.Kind.UNSUPPORTED, "a fault of the explorer: " + e, e);
      return null;
    }
    if (enabled == 0) {
      isOver = true;
      missBlocked();
      finding = Stuck.finding(tasks, trace).orElse(null);
      return null;
    }
    if (trace.size() == limits.stepsMax) {
      isOver = true;
      finding =
          Finding.of(
              ExploreError.Kind.OUTGROWN,
              "an execution took more than " + limits.stepsMax + " steps",
              "make the model smaller, or ask for more with stepsMax(n)");
      return null;
    }
    int chosen;
    try {
      chosen = search.choose(this, enabled);
    } catch (Divergence e) {
      isOver = true;
      finding = e.finding();
      return null;
    }
    if (chosen == Search.REDUNDANT) {
      isRedundant = true;
      isOver = true;
      missBlocked();
      return null;
    }
    Task task = tasks.get(chosen);
    take(task);
    return task;
  }

  private long enabled() {
    long now = 0;
    for (int i = 0; i < tasks.size(); i++) {
      Op op = tasks.get(i).pending;
      if (op != null && op.isEnabled()) {
        now |= 1L << i;
      }
    }
    long changed = (now ^ enabled) & waiting;
    if (changed != 0) {
      checkTouched(changed);
    }
    enabled = now;
    return now;
  }

  /** A search is complete only if steps name all that they change for others. */
  private void checkTouched(long changed) {
    Event last = trace.getLast();
    for (Task task : tasks) {
      Op op = task.pending;
      if ((changed & task.bit()) != 0 && op != null && !op.isDependent(last.op)) {
        throw new IllegalStateException(
            "a step must touch what lets others go on, got: " + last.op + " for " + op);
      }
    }
  }

  private void take(Task task) {
    Op op = java.util.Objects.requireNonNull(task.pending);
    Event event = new Event(task, op, trace.size() + 1, task.order);
    search.took(event, this);
    trace.add(event);
    for (int i = 0; i < op.locationCount(); i++) {
      Location location = op.location(i);
      if (location.add(event, op.isWriting(i)) && !location.kind().equals(Task.LIFE)) {
        conflicts.add(location.kind());
      }
    }
    task.pending = null;
    running = task;
    waiting = (-1L >>> -tasks.size()) & ~task.bit();
  }

  /** Returns what each task is about to do; null for those that have ended. */
  @Nullable Op[] pending() {
    @Nullable Op[] pending = new @Nullable Op[tasks.size()];
    for (int i = 0; i < pending.length; i++) {
      pending[i] = tasks.get(i).pending;
    }
    return pending;
  }

  List<Event> trace() {
    return trace;
  }

  List<Task> tasks() {
    return tasks;
  }

  boolean isRedundant() {
    return isRedundant;
  }

  Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }
}
