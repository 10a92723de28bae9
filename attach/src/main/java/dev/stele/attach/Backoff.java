package dev.stele.attach;

import java.time.Duration;

/**
 * How long to wait before a failed producer is subscribed to again: first {@code first}, then twice
 * as long each time up to {@code most}. It begins anew once an item has come, or once a connection
 * has held for {@code most}.
 *
 * @param first positive
 * @param most at least {@code first}
 * @param attempts how many in a row before it is given up; at least 1
 */
public record Backoff(Duration first, Duration most, int attempts) {

  /** Checks the range. */
  public Backoff {
    if (!first.isPositive()) {
      throw new IllegalArgumentException("first must be positive, got: " + first);
    }
    if (most.compareTo(first) < 0) {
      throw new IllegalArgumentException("most must be >= " + first + ", got: " + most);
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be >= 1, got: " + attempts);
    }
  }

  /** Returns 25 ms, doubled up to a second, without end. */
  public static Backoff standard() {
    return new Backoff(Duration.ofMillis(25), Duration.ofSeconds(1), Integer.MAX_VALUE);
  }

  /** Returns how long to wait before an attempt, numbered from 1. */
  Duration before(int attempt) {
    Duration wait = first;
    for (int i = 1; i < attempt; i++) {
      if (wait.compareTo(most.dividedBy(2)) > 0) {
        return most; // Twice as long may be more than can be said.
      }
      wait = wait.multipliedBy(2);
    }
    return wait;
  }
}
