package dev.stele.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How much of each task is known to have happened. Ticks count from 1; 0 is nothing. */
final class VectorClock {

  private static final int TASKS_USUAL = 4;

  private int[] ticks;

  VectorClock() {
    this(new int[TASKS_USUAL]);
  }

  private VectorClock(int[] ticks) {
    this.ticks = ticks;
  }

  int of(int task) {
    return task < ticks.length ? ticks[task] : 0;
  }

  /** Tells whether a task's tick is known to have happened. */
  boolean covers(int task, int tick) {
    return tick <= of(task);
  }

  void set(int task, int tick) {
    if (task >= ticks.length) {
      ticks = Arrays.copyOf(ticks, Math.max(task + 1, 2 * ticks.length));
    }
    ticks[task] = tick;
  }

  void tick(int task) {
    set(task, of(task) + 1);
  }

  void join(VectorClock other) {
    int[] theirs = other.ticks;
    if (theirs.length > ticks.length) {
      ticks = Arrays.copyOf(ticks, theirs.length);
    }
    for (int i = 0; i < theirs.length; i++) {
      if (theirs[i] > ticks[i]) {
        ticks[i] = theirs[i];
      }
    }
  }

  /** Returns what is known from either; the second may be changed. */
  static VectorClock joined(@Nullable VectorClock known, VectorClock more) {
    if (known != null) {
      more.join(known);
    }
    return more;
  }

  VectorClock copy() {
    return new VectorClock(ticks.clone());
  }

  @Override
  public String toString() {
    return Arrays.toString(ticks);
  }
}
