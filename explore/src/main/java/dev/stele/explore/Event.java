package dev.stele.explore;

/** An operation that was carried out in this execution, or is about to be. */
final class Event {

  /** More words than that are not tried one by one. */
  private static final int APART_MAX = 64;

  final Task task;
  final Op op;

  /** Its number in the execution, from 1; the tick of its task in {@link #order}. */
  final int number;

  /** The words of its locations before it. */
  private final long[] before;

  /** The events that are ordered before it, by dependence: itself included. */
  VectorClock order;

  /** What it read, wrote or returned, where somebody records it. */
  String value = "";

  /** What a method was given that is this step, where somebody records it. */
  String given = "";

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

  /** How a later, dependent event could have been carried out in place of an earlier one. */
  enum Reversal {
    /** Not at all: what the earlier one did is what lets the later one go on. */
    NONE,
    /** If the earlier one were not there, nor what is ordered behind it. */
    ALONE,
    /** If other events, which keep it from going on elsewhere, were not there either. */
    WITH_OTHERS
  }

  /** Tells how a later, dependent event could have been carried out in place of this one. */
  Reversal reversal(Event later) {
    Op op = later.op;
    if (op.isAlwaysEnabled()) {
      return Reversal.ALONE;
    }
    int count = op.locationCount();
    long[] now = new long[count];
    for (int i = 0; i < count; i++) {
      now[i] = op.location(i).word();
    }
    for (int i = 0; i < count; i++) {
      op.location(i).setWord(wordWithout(op.location(i)));
    }
    Reversal reversal =
        op.isEnabled()
            ? Reversal.ALONE
            : count > 1 && isPossible(op, 0) ? Reversal.WITH_OTHERS : Reversal.NONE;
    for (int i = 0; i < count; i++) {
      op.location(i).setWord(now[i]);
    }
    return reversal;
  }

  /**
   * Returns the word of a location in the state without this event and all that is ordered behind
   * it. What two writes do to it is ordered; reads that change it add to it or take from it
   * (readers of a lock, permits given back), so that each can be left out by itself.
   */
  private long wordWithout(Location location) {
    long word = location.word();
    for (int i = location.eventCount() - 1; i >= 0 && location.event(i).number >= number; i--) {
      if (precedes(location.event(i))) {
        word -= change(location, i);
      }
    }
    return word;
  }

  /** Returns what one of the events of a location added to its word. */
  private static long change(Location location, int i) {
    long after =
        i + 1 < location.eventCount()
            ? location.event(i + 1).wordBefore(location)
            : location.word();
    return after - location.event(i).wordBefore(location);
  }

  /**
   * Tells whether there are words with which an operation can go on, each location having that
   * which it has now, or one that it had since this event.
   */
  private boolean isPossible(Op op, int from) {
    if (from == op.locationCount()) {
      return op.isEnabled();
    }
    if (isPossible(op, from + 1)) {
      return true;
    }
    Location location = op.location(from);
    long word = location.word();
    long apart = apart(location);
    if (apart > APART_MAX) {
      return true; // It costs schedules, and is right: who asks tries more than he must.
    }
    boolean isPossible = false;
    for (int i = location.eventCount() - 1; i >= 0 && location.event(i).number >= number; i--) {
      long before = location.event(i).wordBefore(location);
      for (long off = -apart; off <= apart; off++) {
        location.setWord(before + off);
        isPossible |= isPossible(op, from + 1);
      }
    }
    location.setWord(word);
    return isPossible;
  }

  /** Returns by how much words can differ, by leaving out some of what reads changed since. */
  private long apart(Location location) {
    long apart = 0;
    for (int i = location.eventCount() - 1; i >= 0 && location.event(i).number >= number; i--) {
      if (!location.event(i).op.writes(location)) {
        apart += Math.abs(change(location, i));
      }
    }
    return apart;
  }

  private long wordBefore(Location location) {
    return before[op.indexOf(location)];
  }
}
