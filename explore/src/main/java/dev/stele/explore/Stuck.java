package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why no task can go on, if some have not ended. */
final class Stuck {

  private Stuck() {}

  static Optional<Finding> finding(List<Task> tasks, List<Event> trace) {
    List<Task> left = tasks.stream().filter(task -> task.pending != null).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    List<String> details = new ArrayList<>();
    for (Task task : left) {
      Op op = pending(task);
      details.add(
          task
              + " cannot go on"
              + op.blocker().map(holder -> " before " + holder + " does").orElse("")
              + ": "
              + op);
    }
    List<Task> circle = circle(left);
    if (!circle.isEmpty()) {
      details.add(
          circle.stream().allMatch(task -> pending(task).verb.startsWith("lock"))
              ? "to do: let all tasks take these in the same order"
              : "to do: let nobody wait for a task while keeping what that task needs");
      return Optional.of(
          of(
              ExploreError.Kind.DEADLOCK,
              "deadlock: "
                  + String.join(" waits for ", circle.stream().map(Task::toString).toList())
                  + " waits for "
                  + circle.getFirst(),
              details,
              left,
              trace));
    }
    for (Task task : left) {
      Event lost = lostSignal(task, trace);
      if (lost != null) {
        details.add(lost.task + " gave the signal before: " + lost.op);
        details.add(
            lost.op.verb.startsWith("unpark")
                ? "to do: make known who waits before looking whether to wait, and signal behind"
                    + " what is waited for"
                : "to do: look whether there is something to wait for, and wait, while holding one"
                    + " and the same lock; change it under that lock, too");
        return Optional.of(
            of(
                ExploreError.Kind.LOST_WAKE_UP,
                "lost wake-up: " + task + " waits for a signal that came before it waited",
                details,
                left,
                trace));
      }
    }
    return Optional.of(abandoned(left, details, trace));
  }

  /** Nobody is left who could let them go on who wait for no task. */
  private static Finding abandoned(List<Task> left, List<String> details, List<Event> trace) {
    List<Task> first =
        left.stream()
            .filter(
                task -> pending(task).blocker().filter(holder -> holder.pending != null).isEmpty())
            .toList();
    String who = first.stream().map(Task::toString).collect(Collectors.joining(" and "));
    boolean isSpinning = first.stream().allMatch(task -> pending(task).isSpinning());
    if (isSpinning) {
      details.add(
          "if it counts its turns and then does something else, ask with spinTurnsMax(n) for at"
              + " least two more than it counts");
    }
    return of(
        isSpinning ? ExploreError.Kind.LIVELOCK : ExploreError.Kind.STUCK,
        isSpinning
            ? "livelock: nobody is left to end the spinning of " + who
            : "stuck: nobody is left to end the wait of " + who,
        details,
        left,
        trace);
  }

  private static Finding of(
      ExploreError.Kind kind,
      String headline,
      List<String> details,
      List<Task> left,
      List<Event> trace) {
    List<Finding.Mark> marks = new ArrayList<>();
    for (Task task : left) {
      Op op = pending(task);
      if (!isShown(task, op, trace)) {
        marks.add(new Finding.Mark(trace.size(), task.id, op.text() + " …", op.site));
      }
    }
    return new Finding(kind, headline, details, marks, Optional.empty());
  }

  /** Tells whether the last step of a task was to begin to wait. */
  private static boolean isShown(Task task, Op op, List<Event> trace) {
    for (Event event : trace.reversed()) {
      if (event.task == task) {
        return event.op.site.equals(op.site) && event.op.text().equals(op.text());
      }
    }
    return false;
  }

  private static Op pending(Task task) {
    Op op = task.pending;
    if (op == null) {
      throw new IllegalStateException("task must be about to do something: " + task);
    }
    return op;
  }

  /** Returns tasks each of which is kept from going on by the next, the last by the first. */
  private static List<Task> circle(List<Task> left) {
    for (Task start : left) {
      List<Task> path = new ArrayList<>();
      Optional<Task> at = Optional.of(start);
      while (at.isPresent() && at.get().pending != null && !path.contains(at.get())) {
        path.add(at.get());
        at = pending(at.get()).blocker();
      }
      if (at.isPresent() && path.contains(at.get())) {
        return path.subList(path.indexOf(at.get()), path.size());
      }
    }
    return List.of();
  }

  /** Returns the event that would have woken a task, had it come later. */
  private static @Nullable Event lostSignal(Task task, List<Event> trace) {
    Op op = pending(task);
    if (!op.isWaiting()) {
      return null;
    }
    for (Event event : trace.reversed()) {
      if (event.task != task && event.op.isSignalFor(op)) {
        return event;
      }
    }
    return null;
  }
}
