package dev.stele.process;

import java.util.Optional;

/** What an event of a type does besides being there. Computed when it is appended, and stored. */
public sealed interface Semantics {

  /** Nothing. */
  record Plain() implements Semantics {}

  /**
   * Ends the process.
   *
   * @param state as what
   * @param output finds what goes into the outcome; only a completed one may leave it out, and then
   *     it is the whole payload
   */
  record Terminal(State state, Optional<Selector> output) implements Semantics {

    /** How a process of its own accord ends. */
    public enum State {
      /** With a value. */
      COMPLETED,
      /** With a failure. */
      FAILED,
      /** At somebody's request. */
      CANCELLED
    }

    /** Checks that there is an output where there must be. */
    public Terminal {
      if (output.isEmpty() && state != State.COMPLETED) {
        throw new IllegalArgumentException("output must be selected unless completed, got: none");
      }
    }
  }

  /**
   * Wakes a session.
   *
   * @param when only if what it finds is neither null, false, nor an empty text, list or object
   * @param input finds what the session is told, as a text
   * @param key events with equal keys are one wake; the process and the event's place if left out
   */
  record Wake(Optional<Selector> when, Selector input, Optional<Selector> key)
      implements Semantics {}
}
