package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** Stands in place of entering and leaving a monitor. */
final class MonitorHook {

  private final Site site;

  MonitorHook(Site site) {
    this.site = site;
  }

  void enter(@Nullable Object object) {
    if (object == null) {
      throw new NullPointerException("synchronized on null at " + site);
    }
    if (!SetUp.isOn()) {
      MonitorModel.enter(object, site);
    }
  }

  void exit(Object object) {
    if (!SetUp.isOn()) {
      MonitorModel.exit(object, site);
    }
  }
}
