package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
              + " cannot go on: "
              + op
              + op.blocker().map(holder -> ", which " + holder + " keeps it from").orElse(""));
    }
    List<Task> circle = circle(left);
    if (!circle.isEmpty()) {
      return Optional.of(
          new Finding(
              ExploreError.Kind.DEADLOCK,
              "deadlock: "
                  + String.join(" waits for ", circle.stream().map(Task::toString).toList())
                  + " waits for "
                  + circle.getFirst(),
              details,
              Optional.empty()));
    }
    for (Task task : left) {
      Event lost = lostSignal(task, trace);
      if (lost != null) {
        details.add(lost.task + " gave the signal before: " + lost.op);
        return Optional.of(
            new Finding(
                ExploreError.Kind.LOST_WAKE_UP,
                "lost wake-up: " + task + " waits for a signal that came before it waited",
                details,
                Optional.empty()));
      }
    }
    boolean isSpinning = left.stream().allMatch(task -> pending(task).isSpinning());
    return Optional.of(
        new Finding(
            isSpinning ? ExploreError.Kind.LIVELOCK : ExploreError.Kind.STUCK,
            isSpinning
                ? "livelock: nobody is left to change what is spun on"
                : "stuck: nobody is left to wake who waits",
            details,
            Optional.empty()));
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
