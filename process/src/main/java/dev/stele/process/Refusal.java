package dev.stele.process;

import java.util.Optional;

/** Why something was not done. Nothing was written. */
public sealed interface Refusal {

  /**
   * There is no such process.
   *
   * @param wasPruned there was one, which has ended and was pruned
   */
  record UnknownProcess(ProcessId process, boolean wasPruned) implements Refusal {}

  /** The process has ended: nothing more can happen to it. */
  record Ended(ProcessRecord record) implements Refusal {}

  /** What was said once cannot be said otherwise. */
  record Different(ProcessId process, What what, String found) implements Refusal {

    /** What cannot. */
    public enum What {
      /** A registration. */
      REGISTRATION,
      /** What it is called elsewhere. */
      EXTERNAL_REFERENCE,
      /** An event of a replay key. */
      REPLAY_KEY,
      /** What it ended in. */
      OUTCOME
    }
  }

  /** The process has no such type of events. */
  record NotDeclared(ProcessId process, String type) implements Refusal {}

  /** Events of the type need a replay key. */
  record NeedsKey(ProcessId process, String type) implements Refusal {}

  /** The payload is not what the type says. */
  record BadPayload(ProcessId process, String type, String why) implements Refusal {}

  /** The registration needs {@link Documents} that can look into payloads. */
  record NeedsDocuments(ProcessId process, String type) implements Refusal {}

  /**
   * The lease does not hold any more: it ended, was given back, or somebody else has the process.
   *
   * @param now who has it, if somebody has
   */
  record LeaseLost(Lease lease, Optional<Lease> now) implements Refusal {}

  /** Who has no lease may not end a process of that disposition so. */
  record WrongAuthority(ProcessId process, Authority authority, Disposition disposition)
      implements Refusal {}

  /** Somebody has a lease on it, so that it cannot be ended without. */
  record Leased(Lease holder) implements Refusal {}

  /** A session that should give a grant away does not have it. */
  record NotGranted(SessionScope scope, ProcessId process) implements Refusal {}

  /** A gate of the store denied it. */
  record Denied(String gate, String explanation) implements Refusal {}

  /** It is larger than the store takes at once. */
  record TooLarge(long bytes, long bytesMax) implements Refusal {}

  /** The disk is full. */
  record NoRoom() implements Refusal {}

  /** Returns a sentence without capital and full stop: thing, condition, value. */
  default String message() {
    return RefusalText.of(this);
  }
}
