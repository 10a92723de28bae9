package dev.stele.index;

/**
 * Positions that the index does not know: who looks for a term scans the log there.
 *
 * @param first the first such position
 * @param end behind the last one
 */
public record Gap(long first, long end) {

  /** Checks that it is a range. */
  public Gap {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException(
          "gap must be a range of positions, got: " + first + " to " + end);
    }
  }
}
