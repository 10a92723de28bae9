package dev.stele.store;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices when the wall clock has jumped forward: events that are stamped then keep later ones at
 * their time until the clock has caught up. Safe for any thread.
 */
final class TimeWatch {

  /** Clocks that are set by a network drift by less (DEC-31). */
  static final Duration JUMP = Duration.ofMinutes(1);

  private static final System.Logger LOG = System.getLogger("dev.stele.store");

  private final Clock clock;
  private volatile Start start;

  private record Start(Instant wall, long nanos) {}

  TimeWatch(Clock clock) {
    this.clock = clock;
    this.start = new Start(clock.instant(), clock.nanoTime());
  }

  /** Returns the wall time. */
  Instant now() {
    Instant wall = clock.instant();
    Start begun = start;
    long nanos = clock.nanoTime();
    Instant expected = begun.wall.plusNanos(nanos - begun.nanos);
    Duration ahead = Duration.between(expected, wall);
    if (ahead.compareTo(JUMP) > 0) {
      start = new Start(wall, nanos);
      LOG.log(System.Logger.Level.WARNING, "wall clock jumped forward by {0}, to {1}", ahead, wall);
      StoreEvents.TimeJump jump = new StoreEvents.TimeJump();
      jump.aheadMillis = ahead.toMillis();
      jump.commit();
    }
    return wall;
  }
}
