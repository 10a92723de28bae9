package dev.stele.explore;

/** Decides which task goes on at each choice point, execution by execution. */
abstract class Search {

  /** What {@link #choose} answers if nothing that follows would be new. */
  static final int REDUNDANT = -1;

  /** An execution begins. */
  abstract void begin();

  /**
   * Chooses the task that goes on.
   *
   * @param enabled the tasks that can, as bits; not 0
   * @return its number; {@link #REDUNDANT} if this execution need not go on
   */
  abstract int choose(Execution execution, long enabled);

  /** The chosen task is about to carry its operation out. */
  abstract void took(Event event, Execution execution);

  /** Decides between the outcomes of what the chosen task carries out; from 0. Once a step. */
  abstract int outcome(int count);

  /**
   * An operation is not carried out in this execution, though it might be in another one: the last
   * event has replaced it, or the execution ends where it cannot go on.
   */
  void missed(Event operation, Execution execution) {}

  /** What an operation touches, which an event replaced earlier in this execution, has changed. */
  void changed(Event operation, Event replacedBy, Execution execution) {}

  /** Forgets all executions: the next one is the first. */
  void restart() {}

  /** Goes on to the next execution; false if there is none. */
  abstract boolean advance();

  /** Returns what was chosen in this execution so far. */
  abstract Schedule schedule();
}
