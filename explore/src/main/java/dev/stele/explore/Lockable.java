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

  /** An operation that takes it, once it is free, and writes further locations. */
  abstract Op taking(Site site, Location... others);

  /** Returns this and other locations. */
  final Location[] with(Location... others) {
    Location[] all = new Location[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }
}
