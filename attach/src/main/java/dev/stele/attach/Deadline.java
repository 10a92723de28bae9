package dev.stele.attach;

import dev.stele.ground.Clock;
import java.time.Duration;

/** When a wait gives up. */
sealed interface Deadline {

  /** Without a time. */
  enum Fixed implements Deadline {
    /** At once. */
    NOW,
    /** Not at all. */
    NEVER
  }

  /**
   * At a time.
   *
   * @param nanos in the terms of {@link Clock#nanoTime}
   */
  record At(long nanos) implements Deadline {}

  /** Returns that which lies a duration ahead; now, if it is not positive. */
  static Deadline after(Duration duration, Clock clock) {
    return duration.isPositive() ? new At(clock.deadlineAfter(duration)) : Fixed.NOW;
  }

  /** Returns this, or a time if that comes first. */
  default Deadline before(long nanos) {
    return switch (this) {
      case Fixed.NOW -> this;
      case Fixed.NEVER -> new At(nanos);
      case At(long own) -> own - nanos < 0 ? this : new At(nanos);
    };
  }
}
