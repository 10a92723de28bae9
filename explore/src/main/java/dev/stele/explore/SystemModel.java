package dev.stele.explore;

import java.util.concurrent.TimeUnit;

/** Stands for the clocks of {@link System}. */
final class SystemModel {

  private SystemModel() {}

  static long nanoTime(Site site) {
    return Time.read(site);
  }

  static long currentTimeMillis(Site site) {
    return Time.BEGIN_MILLIS + TimeUnit.NANOSECONDS.toMillis(Time.read(site));
  }
}
