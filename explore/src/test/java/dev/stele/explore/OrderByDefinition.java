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

  /** A step that was carried out. */
  private record Done(int task, Step step, int readFrom) {}

  boolean hasRace() {
    explore(new int[program.size()], List.of(), new int[8], new int[] {-1, -1, -1, -1, -1, -1});
    return hasRace;
  }

  /** Goes on with each task in turn: up to and with its next visible step. */
  private void explore(int[] next, List<Done> done, int[] values, int[] lastWrites) {
    if (hasRace) {
      return;
    }
    boolean isEnd = true;
    for (int task = 0; task < program.size(); task++) {
      if (next[task] < program.get(task).size()) {
        isEnd = false;
        int[] position = next.clone();
        List<Done> more = new ArrayList<>(done);
        int[] newValues = values.clone();
        int[] newWrites = lastWrites.clone();
        advance(task, position, more, newValues, newWrites);
        explore(position, more, newValues, newWrites);
      }
    }
    if (isEnd) {
      hasRace = isRacy(done);
    }
  }

  private void advance(int task, int[] position, List<Done> done, int[] values, int[] writes) {
    List<Step> steps = program.get(task);
    while (position[task] < steps.size()) {
      Step step = steps.get(position[task]++);
      if (step.kind().isFence()) {
        done.add(new Done(task, step, -1));
        continue;
      }
      int variable = step.variable();
      done.add(new Done(task, step, step.kind() == Kind.WRITE ? -1 : writes[variable]));
      int seen = values[variable];
      if (step.kind() != Kind.READ) {
        values[variable]++;
        writes[variable] = done.size() - 1;
      }
      if (seen == 0 && step.kind() != Kind.WRITE) {
        position[task] = Math.min(steps.size(), position[task] + step.skipped());
      }
      if (step.isVisible()) {
        return;
      }
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
        && !one.step.kind().isFence()
        && !other.step.kind().isFence()
        && one.step.variable() == other.step.variable()
        && (one.step.kind() != Kind.READ || other.step.kind() != Kind.READ)
        && (one.step.isPlain() || other.step.isPlain());
  }

  private static void synchronise(List<Done> done, int reader, boolean[][] before) {
    Step read = done.get(reader).step;
    if (read.kind().isFence() || read.kind() == Kind.WRITE || read.isPlain()) {
      return;
    }
    List<Integer> targets = new ArrayList<>();
    if (read.read().isAcquiring()) {
      targets.add(reader);
    }
    for (int i = reader + 1; i < done.size(); i++) {
      if (done.get(i).task == done.get(reader).task
          && done.get(i).step.kind() == Kind.ACQUIRE_FENCE) {
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
            && write.kind() != Kind.READ
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
        if (done.get(i).task == write.task && done.get(i).step.kind() == Kind.RELEASE_FENCE) {
          sources.add(i);
        }
      }
      head = write.step.kind() == Kind.UPDATE ? write.readFrom : -1;
    }
    return sources;
  }
}
