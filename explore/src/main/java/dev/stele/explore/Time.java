package dev.stele.explore;

import java.util.Arrays;

/**
 * The time of a model. It stands still while tasks run, and goes on as waits time out and sleeps
 * end, in every order: whoever is slow can be late. Nothing ever sleeps.
 *
 * <p>Which of two steps let time pass first is seen by nobody unless the model reads the clock. If
 * it does not, no step touches the clock; if it is found to, the exploration begins again.
 */
final class Time extends Location {

  /** The wall clock when a model begins: the first moment of 2020. */
  static final long BEGIN_MILLIS = 1_577_836_800_000L;

  /** What a task that looks at the clock in vain lets pass at first; then twice as much. */
  private static final long LOOK_NANOS = 1_000_000;

  private long lookNanos = LOOK_NANOS;

  private Time() {
    super("System.nanoTime", () -> "the clock");
  }

  private static Time of(Execution execution) {
    return execution.state(Time.class, Time.class, _ -> new Time());
  }

  @Override
  boolean changesByItself() {
    return true;
  }

  /** The running task reads the clock. */
  static long read(Site site) {
    Execution execution = Execution.current();
    if (!execution.isClockRead()) {
      throw execution.meetClock();
    }
    Time time = of(execution);
    Task self = execution.running();
    if (self.spin.isFruitless(time, site, execution.limits().spinTurnsMax())) {
      // It waits for time to pass. So it does, in steps that grow.
      self.spin.reset();
      execution.visible(Op.write("wait and read", site, time));
      execution.passTime(saturated(execution.nanos(), time.lookNanos));
      time.lookNanos *= 2;
      time.setWord(execution.nanos());
    } else {
      execution.visible(Op.read("read", site, time));
    }
    self.spin.note(time, site);
    execution.note(execution.nanos());
    return execution.nanos();
  }

  /** Returns when a wait that begins now has lasted for so long. */
  static long deadline(long timeoutNanos, Site site) {
    Execution execution = Execution.current();
    if (!execution.isClockRead()) {
      return timeoutNanos;
    }
    execution.visible(Op.read("read", site, of(execution)));
    return saturated(execution.nanos(), timeoutNanos);
  }

  /** Returns the deadline that a moment of the wall clock is. */
  static long deadlineOf(long millis) {
    long past = millis - BEGIN_MILLIS;
    return past <= 0 ? 0 : java.util.concurrent.TimeUnit.MILLISECONDS.toNanos(past);
  }

  /** Returns how long it is from now to a deadline, for a task whose wait did not time out. */
  static long remaining(long deadlineNanos, Site site) {
    Execution execution = Execution.current();
    if (!execution.isClockRead()) {
      return deadlineNanos; // Of the model, nothing can have told it how late it is.
    }
    execution.visible(Op.read("read", site, of(execution)));
    return deadlineNanos - execution.nanos();
  }

  /** An operation that can always go on, writes locations and may let time pass. */
  static Op passing(String verb, Site site, Location... locations) {
    return new Op(verb, site, ~0, touched(locations));
  }

  /** Returns locations, and the clock with them if somebody reads it. */
  static Location[] touched(Location... locations) {
    Execution execution = Execution.current();
    if (!execution.isClockRead()) {
      return locations;
    }
    Location[] all = Arrays.copyOf(locations, locations.length + 1);
    all[locations.length] = of(execution);
    return all;
  }

  /** The running task's step ends at a deadline. */
  static void pass(long deadlineNanos) {
    Execution execution = Execution.current();
    if (execution.isClockRead()) {
      execution.passTime(deadlineNanos);
      of(execution).setWord(execution.nanos());
    }
  }

  /** The running task is late: the time is past a deadline, as a step of its own. */
  static void passAlone(long deadlineNanos, Site site) {
    Execution execution = Execution.current();
    if (execution.isClockRead()) {
      execution.visible(Op.write("be late for", site, of(execution)));
      pass(deadlineNanos);
    }
  }

  private static long saturated(long nanos, long more) {
    long sum = nanos + more;
    return sum < nanos ? Long.MAX_VALUE : sum;
  }
}
