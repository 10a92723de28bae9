package dev.stele.explore;

/** A lock that one task can hold alone, as a wait set needs it. */
abstract class Lockable extends Location {

  Lockable(String kind, Label label) {
    super(kind, label);
  }

  abstract boolean isHeldBy(Task task);

  /** Carries out that a task takes it: it is free, or the task's own. */
  abstract void take(Task task, int times);

  /** Carries out that a task gives back all its holds; returns how many there were. */
  abstract int giveBack(Task task);

  /** An operation that takes it, once it is free. */
  abstract Op taking(Site site);
}
