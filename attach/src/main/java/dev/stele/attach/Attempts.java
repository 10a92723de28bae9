package dev.stele.attach;

import dev.stele.ground.Clock;
import java.util.OptionalLong;

/** How often in a row a producer was subscribed to again and it came to nothing. For one thread. */
final class Attempts {

  private final Clock clock;
  private int count;

  /** When the connection will have held; empty if there is none, or it is the first. */
  private OptionalLong heldAtNanos = OptionalLong.empty();

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /** Counts one more, after a failure; returns its number, from 1. */
  int next() {
    if (heldAtNanos.isPresent() && clock.nanoTime() - heldAtNanos.getAsLong() >= 0) {
      count = 0;
    }
    heldAtNanos = OptionalLong.empty();
    return ++count;
  }

  /** Notes that one has succeeded, so far. */
  void connected(Backoff backoff) {
    heldAtNanos = OptionalLong.of(clock.deadlineAfter(backoff.most()));
  }

  /** Notes that something has come. */
  void beginAnew() {
    count = 0;
  }
}
