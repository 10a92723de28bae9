package dev.stele.explore;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread of a model, as far as an execution knows it. */
final class Task {

  /** How many there can be: tasks are bits of a {@code long}. */
  static final int COUNT_MAX = 64;

  /** The bits of the word of {@link #signals}. */
  static final long PERMIT = 1;

  static final long INTERRUPTED = 2;

  final int id;
  final String name;

  /** The kind of {@link #life}. That tasks start and end each other is no meeting. */
  static final String LIFE = "Thread.life";

  /** Written when the task starts and ends; its word is one of the three below. */
  final Location life;

  static final long NOT_STARTED = 0;
  static final long RUNNING = 1;
  static final long ENDED = 2;

  /** Whether it has a permit to go on from a park, and whether it is interrupted. */
  final Location signals;

  /** What it knows to have happened before, by the rules of the Java memory model. */
  VectorClock clock = new VectorClock();

  /** The events that are ordered before its next, by dependence. */
  VectorClock order = new VectorClock();

  /** What it is about to do; null while it runs to it, and when it has ended. */
  @Nullable Op pending;

  /** What it spins on, if it does. */
  final Spin spin = new Spin();

  /** What a release fence published; null if there was none. */
  @Nullable VectorClock fenced;

  /** What was read without acquiring it, until an acquire fence. */
  @Nullable VectorClock unacquired;

  /** The method of the JDK that it is in, and that may come to no choice point; null if in none. */
  @Nullable Supplier<String> within;

  /** What it knew when it ended; null before. */
  @Nullable VectorClock last;

  private final BackEnd.Coroutine coroutine;

  Task(int id, String name, Location life, BackEnd.Coroutine coroutine) {
    this.id = id;
    this.name = name;
    this.life = life;
    this.coroutine = coroutine;
    this.signals = new Location("Thread.permit", () -> name);
    clock.tick(id);
  }

  BackEnd.Coroutine coroutine() {
    return coroutine;
  }

  long bit() {
    return 1L << id;
  }

  boolean isEnded() {
    return life.word() == ENDED;
  }

  /** Publishes what it knows; whoever acquires it knows all that this task did so far. */
  VectorClock release() {
    VectorClock published = clock.copy();
    clock.tick(id);
    return published;
  }

  void acquire(@Nullable VectorClock published) {
    if (published != null) {
      clock.join(published);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
