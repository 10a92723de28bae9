package dev.stele.index;

/** Positions from one on, up to before another; empty if there are none. */
record Range(long from, long end) {

  boolean isEmpty() {
    return from >= end;
  }

  /** What of it lies in another range. */
  Range within(long otherFrom, long otherEnd) {
    return new Range(Math.max(from, otherFrom), Math.min(end, otherEnd));
  }
}
