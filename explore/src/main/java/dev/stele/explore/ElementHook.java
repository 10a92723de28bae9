package dev.stele.explore;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Stands before an access to an element of an array. */
final class ElementHook {

  private final StaticState statics;
  private final boolean isWriting;
  private final Site site;

  ElementHook(StaticState statics, boolean isWriting, Site site) {
    this.statics = statics;
    this.isWriting = isWriting;
    this.site = site;
  }

  void before(@Nullable Object array, int index) {
    if (array == null || SetUp.isOn() || index < 0 || index >= Array.getLength(array)) {
      return; // The instruction itself throws.
    }
    Variables.beforeElement(array, index, isWriting, site);
    if (isWriting) {
      statics.changing(array);
    }
  }
}
