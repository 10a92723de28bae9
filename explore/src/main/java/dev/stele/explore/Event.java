package dev.stele.explore;

/** An operation that was carried out in this execution, or is about to be. */
final class Event {

  final Task task;
  final Op op;

  /** Its number in the execution, from 1; the tick of its task in {@link #order}. */
  final int number;

  /** The words of its locations before it. */
  private final long[] before;

  /** The events that are ordered before it, by dependence: itself included. */
  VectorClock order;

  /** What it read or wrote, where somebody records it. */
  String value = "";

  Event(Task task, Op op, int number, VectorClock order) {
    this.task = task;
    this.op = op;
    this.number = number;
    this.order = order;
    this.before = new long[op.locationCount()];
    for (int i = 0; i < before.length; i++) {
      before[i] = op.location(i).word();
    }
  }

  /** Tells whether it is ordered before another by dependence. */
  boolean precedes(Event other) {
    return other.order.covers(task.id, number);
  }

  /**
   * Tells whether a later, dependent event could have been carried out in place of this one. It
   * could not if what this one did is what lets the later one go on.
   */
  boolean isReversible(Event later) {
    for (int i = 0; i < before.length; i++) {
      if (!later.op.isEnabled(op.location(i), before[i])) {
        return false;
      }
    }
    return true;
  }
}
