package dev.stele.explore;

/**
 * The spurious wake-ups of a task. A wait in a loop could end by them for ever; so a task has one
 * in an execution, at whichever of its waits, and no more.
 */
final class Whims {

  private boolean isTaken;

  static Whims of(Task task) {
    return Execution.current().state(task, Whims.class, _ -> new Whims());
  }

  boolean isLeft() {
    return !isTaken;
  }

  void take() {
    isTaken = true;
  }
}
