package dev.stele.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Something at which tasks meet: a variable, a lock, the life of a task. Made anew in each
 * execution.
 */
class Location {

  private static final Event[] NO_EVENTS = {};

  /** What it is of, apart from the object: the same for all objects of a type. */
  private final String kind;

  private final @Nullable Label label;

  /**
   * The state on which it depends whether an operation can go on: the owner of a lock, the permits
   * of a semaphore. For a variable, the number of writes.
   */
  private long word;

  private Event[] history = NO_EVENTS;
  private int events;
  private boolean isContended;

  /**
   * Makes one.
   *
   * @param kind what it is of, for certificates: {@code Counter.value}
   * @param label which one it is, for reports: {@code Counter#1.value}
   */
  Location(String kind, Label label) {
    this.kind = kind;
    this.label = label;
  }

  /** Makes one that says itself how it is named: {@link #ownLabel}. */
  Location(String kind) {
    this.kind = kind;
    this.label = null;
  }

  /** How reports name a location; asked for only when one is made. */
  @FunctionalInterface
  interface Label {
    String text();
  }

  final String kind() {
    return kind;
  }

  final String label() {
    return label == null ? ownLabel() : label.text();
  }

  /** How reports name it, if it was made without a label. */
  String ownLabel() {
    return kind;
  }

  final long word() {
    return word;
  }

  final void setWord(long word) {
    this.word = word;
  }

  /** Tells whether who looks at it long enough sees it change, though nobody does anything. */
  boolean changesByItself() {
    return false;
  }

  /** How many events have touched it in this execution. */
  final int eventCount() {
    return events;
  }

  /** Returns an event that touched it, by its number from 0. */
  final Event event(int number) {
    return history[number];
  }

  /**
   * Adds an event that touches it.
   *
   * @return true if it is the first one that depends on another task's
   */
  final boolean add(Event event, boolean isWriting) {
    boolean isFirst = false;
    if (!isContended && events > 0) {
      Event last = history[events - 1];
      isContended = last.task != event.task && (isWriting || last.op.writes(this));
      isFirst = isContended;
    }
    if (events == history.length) {
      history = Arrays.copyOf(history, Math.max(4, 2 * events));
    }
    history[events++] = event;
    return isFirst;
  }
}
