package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/**
 * Values by the identity of an object and a tag. Nothing is ever taken out; a search costs no
 * allocation, and an empty table next to none.
 *
 * <p>Open addressing with linear probing; object, tag and value lie side by side.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what this is about.
final class IdentityTable {

  private static final int SLOTS_FIRST = 16;
  private static final int WIDTH = 3;

  /** Fibonacci hashing: identity hash codes are random, but their low bits alone are few. */
  private static final int FACTOR = 0x9E3779B9;

  private @Nullable Object[] slots = new @Nullable Object[SLOTS_FIRST * WIDTH];
  private int shift = Integer.numberOfLeadingZeros(SLOTS_FIRST) + 1;
  private int size;

  /** Returns the value, or null if there is none. */
  @Nullable Object find(Object object, Object tag) {
    @Nullable Object[] all = slots;
    int slot = (System.identityHashCode(object) * FACTOR) >>> shift;
    while (true) {
      int at = slot * WIDTH;
      Object key = all[at];
      if (key == null) {
        return null;
      }
      if (key == object && all[at + 1] == tag) {
        return all[at + 2];
      }
      slot = at + WIDTH == all.length ? 0 : slot + 1;
    }
  }

  /** Adds a value that is not there. */
  void add(Object object, Object tag, Object value) {
    if (2 * ++size * WIDTH > slots.length) {
      grow();
    }
    put(object, tag, value);
  }

  private void grow() {
    @Nullable Object[] old = slots;
    slots = new @Nullable Object[2 * old.length];
    shift--;
    for (int at = 0; at < old.length; at += WIDTH) {
      Object key = old[at];
      if (key != null) {
        put(key, old[at + 1], old[at + 2]);
      }
    }
  }

  private void put(Object object, @Nullable Object tag, @Nullable Object value) {
    int slot = (System.identityHashCode(object) * FACTOR) >>> shift;
    while (slots[slot * WIDTH] != null) {
      slot = (slot + 1) * WIDTH == slots.length ? 0 : slot + 1;
    }
    slots[slot * WIDTH] = object;
    slots[slot * WIDTH + 1] = tag;
    slots[slot * WIDTH + 2] = value;
  }
}
