package dev.stele.process;

import java.time.Instant;

/** How far a process is. There is no more between the two: waiting is a part of running. */
public sealed interface ProcessStatus {

  /** Registered and not ended: waiting for a worker, worked on, or waiting for something. */
  record Running() implements ProcessStatus {}

  /**
   * Ended.
   *
   * @param sequence of the event that ended it
   */
  record Ended(ProcessOutcome outcome, long sequence, Instant at) implements ProcessStatus {}
}
