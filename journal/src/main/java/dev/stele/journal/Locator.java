package dev.stele.journal;

/**
 * Where an entry lies, as one number: that of the segment in the upper half, and in the lower one
 * the byte at which the entry begins, in eights.
 */
final class Locator {

  private Locator() {}

  static long of(long segment, long entryAt) {
    return (segment << Integer.SIZE) | (entryAt >>> 3);
  }

  static long segment(long locator) {
    return locator >>> Integer.SIZE;
  }

  static long entryAt(long locator) {
    return (locator & 0xFFFF_FFFFL) << 3;
  }
}
