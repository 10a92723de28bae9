package dev.stele.journal;

import java.util.List;
import java.util.UUID;

/**
 * What readers may see: the segments, each as far as it is durable. Replaced as a whole.
 *
 * @param sealed the segments before the active one, in order, without gaps between their positions
 * @param active the last segment
 * @param activeIndex of the last segment; may know more than is durable
 * @param recent what became durable last
 */
record View(
    UUID lineage,
    List<Catalog.Segment> sealed,
    Catalog.Segment active,
    SegmentIndex activeIndex,
    Recent recent) {

  View {
    sealed = List.copyOf(sealed); // Copies nothing that is a copy already: once for each segment.
  }

  long endPosition() {
    return active.endPosition();
  }

  boolean isSealed(Catalog.Segment segment) {
    return segment.number() != active.number();
  }

  /** Returns the segment that holds a position below the end. */
  Catalog.Segment segmentOf(long position) {
    if (position >= active.firstPosition() || sealed.isEmpty()) {
      return active;
    }
    int low = 0;
    int high = sealed.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (position < sealed.get(middle).endPosition()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return sealed.get(low);
  }
}
