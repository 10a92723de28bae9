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
   * it. No other event that wrote the location since is missed there: it would be ordered behind.
   */
  private long wordWithout(Location location) {
    long word = location.word();
    for (int i = location.eventCount() - 1; i >= 0 && location.event(i).number >= number; i--) {
      Event event = location.event(i);
      if (event.op.writes(location) && precedes(event)) {
        word = event.wordBefore(location);
      }
    }
    return word;
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
    boolean isPossible = false;
    for (int i = location.eventCount() - 1; i >= 0 && location.event(i).number >= number; i--) {
      location.setWord(location.event(i).wordBefore(location));
      isPossible |= isPossible(op, from + 1);
    }
    location.setWord(word);
    return isPossible;
  }

  private long wordBefore(Location location) {
    return before[op.indexOf(location)];
  }
}
