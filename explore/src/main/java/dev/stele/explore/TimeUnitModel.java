package dev.stele.explore;

import java.util.concurrent.TimeUnit;

/** Stands for the waits of {@link TimeUnit}. */
final class TimeUnitModel {

  private TimeUnitModel() {}

  static void sleep(TimeUnit unit, long timeout, Site site) throws InterruptedException {
    if (timeout > 0) {
      ThreadModel.sleepNanos(unit.toNanos(timeout), site);
    }
  }

  static void timedJoin(TimeUnit unit, Thread thread, long timeout, Site site)
      throws InterruptedException {
    if (timeout > 0) {
      long millis = unit.toMillis(timeout);
      ThreadModel.join(thread, millis, excess(unit, timeout, millis), site);
    }
  }

  static void timedWait(TimeUnit unit, Object object, long timeout, Site site)
      throws InterruptedException {
    if (timeout > 0) {
      long millis = unit.toMillis(timeout);
      MonitorModel.wait(object, millis, excess(unit, timeout, millis), site);
    }
  }

  /** What is lost of a time in milliseconds, in nanoseconds. */
  private static int excess(TimeUnit unit, long timeout, long millis) {
    return switch (unit) {
      case NANOSECONDS -> (int) (timeout - millis * 1_000_000);
      case MICROSECONDS -> (int) ((timeout - millis * 1_000) * 1_000);
      default -> 0;
    };
  }
}
