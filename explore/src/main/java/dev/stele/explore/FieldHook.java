package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** Stands before an access to a field. */
final class FieldHook {

  private final StaticState statics;
  private final FieldKey key;
  private final boolean isVolatile;
  private final Site site;

  FieldHook(StaticState statics, FieldKey key, boolean isVolatile, Site site) {
    this.statics = statics;
    this.key = key;
    this.isVolatile = isVolatile;
    this.site = site;
  }

  void get(@Nullable Object owner) {
    if (owner != null && !SetUp.isOn()) {
      Variables.beforeGet(key, isVolatile, owner, site);
    }
  }

  void put(@Nullable Object owner) {
    if (owner != null && !SetUp.isOn()) {
      Variables.beforePut(key, isVolatile, owner, site);
      statics.changing(owner);
    }
  }

  void getStatic() {
    if (!SetUp.isOn()) {
      Variables.beforeGet(key, isVolatile, null, site);
    }
  }

  void putStatic() {
    if (!SetUp.isOn()) {
      Variables.beforePut(key, isVolatile, null, site);
      statics.changingField(key);
    }
  }
}
