package dev.stele.process;

/** What a claim has become. */
public sealed interface Claim {

  /**
   * The process is the claimant's.
   *
   * @param record the process as it was when it was given: nothing that was known before counts
   */
  record Acquired(Lease lease, ProcessRecord record) implements Claim {}

  /** Somebody has it. */
  record Busy(Lease holder) implements Claim {}

  /** It has ended. */
  record Ended(ProcessRecord record) implements Claim {}
}
