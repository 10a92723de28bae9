package dev.stele.store;

import dev.stele.journal.Position;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an append. A failure is a {@link StoreException}.
 *
 * <p>Whatever it is, it is given only once what it rests on is as durable as was asked.
 */
public sealed interface Outcome {

  /** All of its events are in the store. */
  record Appended(Receipt receipt) implements Outcome {}

  /**
   * An append with this key and content was there before; nothing was written.
   *
   * @param receipt that of the first one
   */
  record Repeated(Receipt receipt) implements Outcome {}

  /** The store is not as the caller believed; nothing was written. */
  sealed interface Conflict extends Outcome {}

  /**
   * A stream is not at the version that was expected.
   *
   * @param actual the version of its last event, empty if it has none
   */
  record StreamConflict(Coordinate stream, Expectation expected, Optional<Version> actual)
      implements Conflict {}

  /**
   * There is an event that a condition rules out.
   *
   * @param found the position of the last such event
   */
  record ConditionConflict(Condition condition, Position found) implements Conflict {}

  /**
   * The key belongs to an append of other content.
   *
   * @param first the position of the first event of that one
   */
  record KeyConflict(String scope, String key, Position first) implements Conflict {}

  /**
   * An event of this identity is in the store already.
   *
   * @param found its position
   */
  record IdConflict(EventId id, Position found) implements Conflict {}

  /** There is no such event that could be a cause. */
  record UnknownCause(EventId cause) implements Conflict {}

  /**
   * A gate did not let it through; nothing was written, but the denial where that was asked for.
   *
   * @param gate the gate's name
   * @param code the gate's own short word for why
   * @param explanation for people
   * @param details the gate's own facts
   */
  record Denied(String gate, String code, String explanation, Map<String, String> details)
      implements Outcome {

    /** Copies the details. */
    public Denied {
      details = Map.copyOf(details);
    }
  }

  /**
   * The batch is over a limit; nothing was written.
   *
   * @param bytes how many it would take
   * @param bytesMax how many it may
   */
  record TooLarge(long bytes, long bytesMax) implements Outcome {}

  /** The volume is full; nothing was written, and the store goes on. */
  record NoRoom() implements Outcome {}

  /** Returns it as an exception, for callers who have dealt with the refusals that they expect. */
  default RefusedException refusal() {
    return new RefusedException(this);
  }

  /**
   * Returns the receipt, for callers who do not expect a refusal.
   *
   * @throws RefusedException if it was refused
   */
  default Receipt orThrow() {
    return switch (this) {
      case Appended appended -> appended.receipt;
      case Repeated repeated -> repeated.receipt;
      case Conflict _, Denied _, TooLarge _, NoRoom _ -> throw refusal();
    };
  }
}
