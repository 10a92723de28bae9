package dev.stele.explore;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands for the clocks that {@link Clock} makes of the system's. */
final class ClockModel {

  private ClockModel() {}

  static Clock systemUTC(Site site) {
    return new Modelled(ZoneOffset.UTC, site);
  }

  static Clock systemDefaultZone(Site site) {
    return new Modelled(ZoneId.systemDefault(), site);
  }

  static Clock system(ZoneId zone, Site site) {
    return new Modelled(java.util.Objects.requireNonNull(zone), site);
  }

  /** Reads the time of the model. */
  private static final class Modelled extends Clock {
    private final ZoneId zone;
    private final Site made;

    Modelled(ZoneId zone, Site made) {
      this.zone = zone;
      this.made = made;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new Modelled(java.util.Objects.requireNonNull(other), made);
    }

    @Override
    public Instant instant() {
      return InstantModel.now(made);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Modelled clock && clock.zone.equals(zone);
    }

    @Override
    public int hashCode() {
      return zone.hashCode();
    }
  }
}
