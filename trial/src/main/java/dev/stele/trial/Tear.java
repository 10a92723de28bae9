package dev.stele.trial;

/**
 * How much of an unsynced write a crash leaves: the bytes of one range of it, and a fill for the
 * rest.
 *
 * @param from the first byte of the write that landed, 0 or more
 * @param to the byte after the last one that landed, at least {@code from}
 * @param fill what stands in the place of the others
 */
public record Tear(int from, int to, Fill fill) {

  /** What stands where a torn write did not land. */
  public enum Fill {
    /**
     * What was there before; behind the old end of the file nothing, or zeros before {@code to}.
     */
    OLD,
    /** Zeros, up to the end of the write: the file grew, the data did not arrive. */
    ZEROS,
    /** Bytes that nobody wrote, the same ones for the same write in each replay. */
    GARBAGE
  }

  /** Checks the range. */
  public Tear {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "range of a tear must be ordered and >= 0, got: " + from + "-" + to);
    }
  }
}
