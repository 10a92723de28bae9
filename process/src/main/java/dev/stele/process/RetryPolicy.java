package dev.stele.process;

import java.time.Duration;

/**
 * How often a process is tried, and how long it is left alone after an attempt that failed. An
 * attempt whose worker died counts; one that could not begin does not.
 *
 * <p>The wait before attempt n is {@code first * factor^(n-2)}, no longer than {@code longest}.
 *
 * @param attemptsMax 1 or more; when as many have failed, the process has failed
 * @param first positive
 * @param factor 1 or more
 * @param longest not shorter than {@code first}, and at most 36,500 days
 */
public record RetryPolicy(int attemptsMax, Duration first, double factor, Duration longest) {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Checks the ranges. */
  public RetryPolicy {
    if (attemptsMax < 1) {
      throw new IllegalArgumentException("attempts must be >= 1, got: " + attemptsMax);
    }
    if (first.isZero()
        || first.isNegative()
        || longest.compareTo(first) < 0
        || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "waits must be positive, grow, and be <= 36,500 days, got: " + first + " to " + longest);
    }
    if (!(factor >= 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor must be >= 1 and finite, got: " + factor);
    }
  }

  /** Returns 10 attempts, with waits of 1 s, twice as long each time, of 5 minutes at most. */
  public static RetryPolicy standard() {
    return new RetryPolicy(10, Duration.ofSeconds(1), 2, Duration.ofMinutes(5));
  }

  /** Returns a policy of one attempt. */
  public static RetryPolicy once() {
    return new RetryPolicy(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));
  }

  /**
   * Returns how long a process is left alone after attempts that failed.
   *
   * @param failed how many, 1 or more
   */
  public Duration after(int failed) {
    double nanos = first.toNanos() * Math.pow(factor, failed - 1.0);
    return nanos >= longest.toNanos() ? longest : Duration.ofNanos(Math.round(nanos));
  }
}
