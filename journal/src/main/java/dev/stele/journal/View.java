package dev.stele.journal;

import java.util.List;
import java.util.UUID;

/**
 * What readers may see: the segments, each as far as it is durable. Replaced as a whole.
 *
 * @param segments in order, without gaps between their positions
 */
record View(UUID lineage, List<Catalog.Segment> segments) {

  View {
    segments = List.copyOf(segments);
  }

  long endPosition() {
    return segments.getLast().endPosition();
  }

  /** The index of the segment that holds a position below the end; the first for one before all. */
  int indexOf(long position) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (position < segments.get(middle).endPosition()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
