package dev.stele.explore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs programs under every interleaving, by plain recursion over states. Uses nothing of the
 * engine: where both agree, they do so for different reasons.
 */
final class BruteForce {

  /** Thrown when a program has more states than are asked for. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** The task that starts the others. */
  private static final int MAIN = -1;

  private final int count;
  private final boolean isTracing;
  private final int statesMax;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> outcomes = new TreeSet<>();
  private final Map<String, Long> schedules = new HashMap<>();
  private long ends;

  private BruteForce(Program program, boolean isTracing, int statesMax) {
    this.count = program.tasks().size();
    this.isTracing = isTracing;
    this.statesMax = statesMax;
  }

  /** Returns how programs can end. */
  static Set<String> outcomes(Program program, int statesMax) throws TooLarge {
    BruteForce force = new BruteForce(program, false, statesMax);
    force.explore(new ProgramState(program, false));
    return force.outcomes;
  }

  /** Returns how many classes of interleavings there are that only swap independent steps. */
  static long traces(Program program, int statesMax) throws TooLarge {
    BruteForce force = new BruteForce(program, true, statesMax);
    force.explore(new ProgramState(program, true));
    return force.ends;
  }

  private void explore(ProgramState state) throws TooLarge {
    if (!seen.add(isTracing ? state.trace() : state.key())) {
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
          ProgramState next = new ProgramState(state);
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

  // --- Bounded -----------------------------------------------------------------------------------

  /**
   * What a program can do, if tasks are left that could go on, but rarely.
   *
   * @param schedules how many there are, each order of all steps by itself
   */
  record Bounded(Set<String> outcomes, long schedules) {}

  /**
   * Returns how programs can end with at most a number of preemptions. To begin and to end are
   * steps of a task here, and the task that starts the others is one of them: each counts where it
   * is about whether a task could have gone on.
   */
  static Bounded bounded(Program program, int preemptionsMax, int statesMax) throws TooLarge {
    BruteForce force = new BruteForce(program, false, statesMax);
    long schedules = force.count(new Place(program), MAIN, preemptionsMax);
    return new Bounded(force.outcomes, schedules);
  }

  private long count(Place place, int last, int left) throws TooLarge {
    String key = place.key() + last + "/" + left;
    Long known = schedules.get(key);
    if (known != null) {
      return known;
    }
    if (schedules.size() > statesMax) {
      throw new TooLarge();
    }
    long sum = 0;
    boolean isEnd = true;
    for (int task = MAIN; task < count; task++) {
      if (!place.canGo(task)) {
        continue;
      }
      isEnd = false;
      int cost = task != last && place.canGo(last) ? 1 : 0;
      for (int choice = 0; cost <= left && choice < place.choices(task); choice++) {
        Place next = new Place(place);
        next.go(task, choice);
        sum += count(next, task, left - cost);
      }
    }
    if (isEnd) {
      sum = 1;
      outcomes.add(place.state.outcome());
    }
    schedules.put(key, sum);
    return sum;
  }

  /** A state of a program whose tasks begin and end. */
  private static final class Place {
    private final ProgramState state;
    private long begun;
    private long ended;
    private boolean hasMainEnded;

    Place(Program program) {
      state = new ProgramState(program, false);
    }

    Place(Place from) {
      state = new ProgramState(from.state);
      begun = from.begun;
      ended = from.ended;
      hasMainEnded = from.hasMainEnded;
    }

    String key() {
      return state.key() + begun + "/" + ended + "/" + hasMainEnded + "/";
    }

    boolean canGo(int task) {
      if (task == MAIN) {
        return !hasMainEnded;
      }
      if (!has(begun, task)) {
        return state.hasStarted(task);
      }
      int awaited = state.joined(task);
      return state.hasEnded(task)
          ? !has(ended, task)
          : state.canGo(task) && (awaited < 0 || has(ended, awaited));
    }

    private static boolean has(long tasks, int task) {
      return (tasks >>> task & 1) != 0;
    }

    private boolean isAtStep(int task) {
      return task != MAIN && has(begun, task) && !state.hasEnded(task);
    }

    int choices(int task) {
      return isAtStep(task) ? state.choices(task) : 1;
    }

    void go(int task, int choice) {
      if (task == MAIN) {
        hasMainEnded = true;
      } else if (!has(begun, task)) {
        begun |= 1L << task;
      } else if (state.hasEnded(task)) {
        ended |= 1L << task;
      } else {
        state.go(task, choice);
      }
    }
  }
}
