package dev.stele.explore;

import java.time.Instant;

/** Stands for what {@link Instant} reads of the clock. */
final class InstantModel {

  private InstantModel() {}

  static Instant now(Site site) {
    return Instant.ofEpochMilli(Time.BEGIN_MILLIS).plusNanos(Time.read(site));
  }
}
