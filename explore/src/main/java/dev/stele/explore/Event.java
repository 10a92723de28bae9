package dev.stele.explore;

import java.util.HashSet;
import java.util.Set;

/** An operation that was carried out in this execution, or is about to be. */
final class Event {

  /** More words than that are not tried one by one. */
  private static final int WORDS_MAX = 64;

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
    boolean isLeft = false;
    for (int i = 0; i < count; i++) {
      now[i] = op.location(i).word();
      isLeft |= isLeft(op.location(i));
    }
    long[][] words = isLeft ? new long[count][] : null;
    for (int i = 0; i < count; i++) {
      Location location = op.location(i);
      long without = wordWithout(location);
      if (words != null) {
        words[i] = wordsWithoutMore(location);
      }
      location.setWord(without);
    }
    Reversal reversal =
        op.isEnabled()
            ? Reversal.ALONE
            : words != null && isPossible(op, words, 0) ? Reversal.WITH_OTHERS : Reversal.NONE;
    for (int i = 0; i < count; i++) {
      op.location(i).setWord(now[i]);
    }
    return reversal;
  }

  /** Tells whether something has touched a location since, and is not ordered behind this. */
  private boolean isLeft(Location location) {
    for (int i = location.eventCount() - 1; i >= 0 && location.event(i).number >= number; i--) {
      if (!precedes(location.event(i))) {
        return true;
      }
    }
    return false;
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

  /**
   * Returns the words that a location can have in states without this event, and without some of
   * those, too, that have touched it since: those before each write, and between two writes with
   * any of the reads. Empty if these are too many.
   */
  private long[] wordsWithoutMore(Location location) {
    int at = location.eventCount();
    while (at > 0 && location.event(at - 1).number >= number) {
      at--;
    }
    long word = at < location.eventCount() ? before(location, at) : location.word();
    Set<Long> all = new HashSet<>(Set.of(word));
    Set<Long> sinceWrite = new HashSet<>(all);
    for (; at < location.eventCount() && all.size() <= WORDS_MAX; at++) {
      if (!precedes(location.event(at))) {
        long change = change(location, at);
        word += change;
        if (location.event(at).op.writes(location)) {
          sinceWrite.clear();
          sinceWrite.add(word);
        } else {
          sinceWrite.addAll(sinceWrite.stream().map(one -> one + change).toList());
        }
        all.addAll(sinceWrite);
      }
    }
    return all.size() > WORDS_MAX ? new long[0] : all.stream().mapToLong(Long::longValue).toArray();
  }

  private static long before(Location location, int i) {
    return location.event(i).wordBefore(location);
  }

  /** Returns what one of the events of a location added to its word. */
  private static long change(Location location, int i) {
    long after = i + 1 < location.eventCount() ? before(location, i + 1) : location.word();
    return after - before(location, i);
  }

  /** Tells whether an operation can go on with one of some words in each of its locations. */
  private static boolean isPossible(Op op, long[][] words, int from) {
    if (from == op.locationCount()) {
      return op.isEnabled();
    }
    if (words[from].length == 0) {
      return true; // It costs schedules, and is right: who asks tries more than he must.
    }
    for (long word : words[from]) {
      op.location(from).setWord(word);
      if (isPossible(op, words, from + 1)) {
        return true;
      }
    }
    return false;
  }

  private long wordBefore(Location location) {
    return before[op.indexOf(location)];
  }
}
