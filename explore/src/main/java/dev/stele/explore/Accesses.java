package dev.stele.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last access of each task to a variable, of those of one sort. */
final class Accesses {

  private static final int TASKS_USUAL = 4;

  private int[] ticks = new int[TASKS_USUAL];
  private int[] steps = new int[TASKS_USUAL];
  private @Nullable String[] verbs = new @Nullable String[TASKS_USUAL];
  private @Nullable Site[] sites = new @Nullable Site[TASKS_USUAL];

  /** An access that was made, for a report. */
  record One(int task, String verb, @Nullable Site site, int step) {}

  void add(int task, int tick, int step, String verb, @Nullable Site site) {
    if (task >= ticks.length) {
      int length = Math.max(task + 1, 2 * ticks.length);
      ticks = Arrays.copyOf(ticks, length);
      steps = Arrays.copyOf(steps, length);
      verbs = Arrays.copyOf(verbs, length);
      sites = Arrays.copyOf(sites, length);
    }
    ticks[task] = tick;
    steps[task] = step;
    verbs[task] = verb;
    sites[task] = site;
  }

  /** Returns the number of a task whose access another task does not know of, or -1. */
  int unknownTo(Task task) {
    for (int i = 0; i < ticks.length; i++) {
      if (i != task.id && !task.clock.covers(i, ticks[i])) {
        return i;
      }
    }
    return -1;
  }

  One of(int task) {
    return new One(task, String.valueOf(verbs[task]), sites[task], steps[task]);
  }
}
