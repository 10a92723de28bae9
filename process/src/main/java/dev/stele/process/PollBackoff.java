package dev.stele.process;

import java.time.Duration;

/** How long to wait before looking again where nobody tells: 25 ms, doubled up to a second. */
final class PollBackoff {

  private static final long FIRST_MILLIS = 25;
  private static final long LONGEST_MILLIS = 1_000;

  private long millis = FIRST_MILLIS;

  /** Returns the next wait: 25, 50, 100, 200, 400, 800, 1000 ms, and 1000 for ever. */
  Duration next() {
    Duration wait = Duration.ofMillis(millis);
    millis = Math.min(2 * millis, LONGEST_MILLIS);
    return wait;
  }

  /** Begins anew: something has changed. */
  void reset() {
    millis = FIRST_MILLIS;
  }
}
