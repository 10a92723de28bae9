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
      ThreadModel.join(thread, Math.max(1, unit.toMillis(timeout)), site);
    }
  }

  static void timedWait(TimeUnit unit, Object object, long timeout, Site site)
      throws InterruptedException {
    if (timeout > 0) {
      MonitorModel.wait(object, Math.max(1, unit.toMillis(timeout)), site);
    }
  }
}
