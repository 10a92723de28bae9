package dev.stele.process;

import java.time.Instant;
import java.util.Optional;

/** What a process ended in. Written once, and never changed. */
public sealed interface ProcessOutcome {

  /** It has done its work. */
  record Succeeded(Payload value) implements ProcessOutcome {}

  /**
   * It could not do its work.
   *
   * @param failureClass what kind of failure, for programs; {@link #ATTEMPTS} if it was tried as
   *     often as its policy allows
   * @param code which one, for programs
   * @param message for people
   * @param raw what else is known
   */
  record Failed(String failureClass, String code, String message, Optional<Payload> raw)
      implements ProcessOutcome {}

  /** It was asked to end, and did. */
  record Cancelled(String message, Optional<Payload> raw) implements ProcessOutcome {}

  /**
   * It was given up: nothing is known of how far it came. It may have done its work just before its
   * owner vanished.
   *
   * @param writer who wrote so
   * @param owner who had it last, if somebody had
   * @param evidence why nobody has it any more
   */
  record Abandoned(AbandonedBy writer, Optional<Owner> owner, String evidence, Instant at)
      implements ProcessOutcome {}

  /** Who writes that a process was given up. */
  enum AbandonedBy {
    /** Its worker, which is ending. */
    OWNER_DRAIN,
    /** Another worker, which knows that its owner is dead. */
    SWEEP,
    /** Whoever carried out a request to abandon it. */
    RECONCILED_REQUEST
  }

  /** The class of a failure after the last attempt that a policy allows. */
  String ATTEMPTS = "attempts";

  /** Returns a failure with a message, and no more. */
  static Failed failed(String failureClass, String code, String message) {
    return new Failed(failureClass, code, message, Optional.empty());
  }

  /** Returns the type of the room's own event that tells it. */
  default String eventType() {
    return switch (this) {
      case Succeeded _ -> EventType.COMPLETED;
      case Failed _ -> EventType.FAILED;
      case Cancelled _ -> EventType.CANCELLED;
      case Abandoned _ -> EventType.ABANDONED;
    };
  }

  /** Returns one word: {@code completed}, {@code failed}, {@code cancelled}, {@code abandoned}. */
  default String word() {
    return eventType().substring(EventType.CORE.length());
  }
}
