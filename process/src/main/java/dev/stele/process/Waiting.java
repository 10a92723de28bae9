package dev.stele.process;

import java.time.Instant;
import java.util.Optional;

/** What a process that runs waits for. */
public sealed interface Waiting {

  /** Returns since when. */
  Instant since();

  /**
   * For a signal.
   *
   * @param ordinal which one of that name, from 1: the nth wait meets the nth signal
   * @param until when it gives up
   */
  record ForSignal(String signal, long ordinal, Instant since, Optional<Instant> until)
      implements Waiting {}

  /**
   * For its next attempt.
   *
   * @param failed how many attempts have failed
   * @param why the last one did
   */
  record ForAttempt(Instant until, int failed, String why, Instant since) implements Waiting {}

  /** For another process to end. */
  record ForProcess(ProcessId process, Instant since) implements Waiting {}
}
