package dev.stele.explore;

import dev.stele.explore.RaceProperty.Kind;
import dev.stele.explore.RaceProperty.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries all interleavings of a program and draws, for each, the graph of what happens before what,
 * edge by edge, as the definitions have it.
 */
final class OrderByDefinition {

  private final List<List<Step>> program;
  private boolean hasRace;

  OrderByDefinition(List<List<Step>> program) {
    this.program = program;
  }

  /**
   * A step that was carried out.
   *
   * @param hasEffect whether it wrote its variable; took the lock, or gave it free
   */
  private record Done(int task, Step step, int readFrom, boolean hasEffect) {}

  /** What there is between steps. Not to be changed by a copy. */
  private static final class State {
    private final int[] next;
    private final List<Done> done;
    private final int[] values;
    private final int[] writes;
    private int holder = -1;
    private int holds;

    State(int tasks) {
      next = new int[tasks];
      done = new ArrayList<>();
      values = new int[8];
      writes = new int[] {-1, -1, -1, -1, -1, -1, -1, -1};
    }

    State(State other) {
      next = other.next.clone();
      done = new ArrayList<>(other.done);
      values = other.values.clone();
      writes = other.writes.clone();
      holder = other.holder;
      holds = other.holds;
    }
  }

  boolean hasRace() {
    explore(new State(program.size()));
    return hasRace;
  }

  /** Goes on with each task in turn: up to and with its next visible step. */
  private void explore(State state) {
    if (hasRace) {
      return;
    }
    boolean isEnd = true;
    for (int task = 0; task < program.size(); task++) {
      if (state.next[task] < program.get(task).size()) {
        State later = new State(state);
        if (advance(task, later)) {
          isEnd = false;
          explore(later);
        }
      }
    }
    if (isEnd) {
      hasRace = isRacy(state.done);
    }
  }

  /** Returns false if the task comes to a lock that another one holds. */
  private boolean advance(int task, State state) {
    List<Step> steps = program.get(task);
    while (state.next[task] < steps.size()) {
      Step step = steps.get(state.next[task]);
      if (step.kind() == Kind.LOCK && state.holder >= 0 && state.holder != task) {
        return false;
      }
      state.next[task]++;
      if (step.kind().isOfLock()) {
        lock(task, step, state);
      } else if (!step.kind().isAccess()) {
        state.done.add(new Done(task, step, -1, false));
      } else {
        access(task, step, state);
      }
      if (step.isVisible()) {
        return true;
      }
    }
    return true;
  }

  private static void lock(int task, Step step, State state) {
    boolean hasEffect = false;
    if (step.kind() == Kind.LOCK) {
      hasEffect = state.holds++ == 0;
      state.holder = task;
    } else if (state.holder == task) {
      hasEffect = --state.holds == 0;
      state.holder = hasEffect ? -1 : task;
    }
    state.done.add(new Done(task, step, -1, hasEffect));
  }

  private void access(int task, Step step, State state) {
    int variable = step.variable();
    int seen = state.values[variable];
    boolean isWriting =
        switch (step.kind()) {
          case READ -> false;
          case COMPARE -> !step.isTooLittle(seen);
          default -> true;
        };
    int readFrom = step.kind() == Kind.WRITE ? -1 : state.writes[variable];
    state.done.add(new Done(task, step, readFrom, isWriting));
    if (isWriting) {
      state.values[variable]++;
      state.writes[variable] = state.done.size() - 1;
    }
    if (step.isTooLittle(seen)) {
      state.next[task] = RaceProperty.skip(program.get(task), state.next[task], step.skipped());
    }
  }

  private static boolean isRacy(List<Done> done) {
    int count = done.size();
    boolean[][] before = new boolean[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        before[i][j] = done.get(i).task == done.get(j).task;
      }
    }
    for (int reader = 0; reader < count; reader++) {
      synchronise(done, reader, before);
    }
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          before[i][j] |= before[i][k] && before[k][j];
        }
      }
    }
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        if (!before[i][j] && isConflict(done.get(i), done.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isConflict(Done one, Done other) {
    return one.task != other.task
        && one.step.kind().isAccess()
        && other.step.kind().isAccess()
        && one.step.variable() == other.step.variable()
        && (one.hasEffect || other.hasEffect)
        && (one.step.isPlain() || other.step.isPlain());
  }

  private static void synchronise(List<Done> done, int reader, boolean[][] before) {
    Step read = done.get(reader).step;
    if (read.kind() == Kind.LOCK && done.get(reader).hasEffect) {
      for (int i = 0; i < reader; i++) {
        before[i][reader] |= done.get(i).step.kind() == Kind.UNLOCK && done.get(i).hasEffect;
      }
    }
    if (!read.kind().isAccess() || read.kind() == Kind.WRITE || read.isPlain()) {
      return;
    }
    List<Integer> targets = new ArrayList<>();
    if (read.read().isAcquiring()) {
      targets.add(reader);
    }
    for (int i = reader + 1; i < done.size(); i++) {
      if (done.get(i).task == done.get(reader).task && done.get(i).step.kind().isAcquireFence()) {
        targets.add(i);
      }
    }
    for (int target : targets) {
      for (int source : sources(done, reader)) {
        before[source][target] = true;
      }
    }
    if (read.read() == Mode.VOLATILE) {
      for (int i = 0; i < reader; i++) {
        Step write = done.get(i).step;
        if (write.variable() == read.variable()
            && done.get(i).hasEffect
            && write.write() == Mode.VOLATILE) {
          before[i][reader] = true;
        }
      }
    }
  }

  /** What a read learns of: the write it reads from, and on through updates to what they read. */
  private static List<Integer> sources(List<Done> done, int reader) {
    List<Integer> sources = new ArrayList<>();
    int head = done.get(reader).readFrom;
    while (head >= 0) {
      Done write = done.get(head);
      if (write.step.isPlain()) {
        return sources;
      }
      if (write.step.write().isReleasing()) {
        sources.add(head);
      }
      for (int i = 0; i < head; i++) {
        if (done.get(i).task == write.task && done.get(i).step.kind().isReleaseFence()) {
          sources.add(i);
        }
      }
      head = write.step.kind() == Kind.WRITE ? -1 : write.readFrom;
    }
    return sources;
  }
}
