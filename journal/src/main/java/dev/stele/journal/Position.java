package dev.stele.journal;

/**
 * The place of an entry in the one order of a journal: 0 for the first, then one more for each,
 * without holes. Never changes, not by recovery and not by compaction.
 *
 * @param value 0 or more
 */
public record Position(long value) implements Comparable<Position> {

  /** The place of the first entry. */
  public static final Position FIRST = new Position(0);

  /** Checks the range. */
  public Position {
    if (value < 0) {
      throw new IllegalArgumentException("position must be >= 0, got: " + value);
    }
  }

  /** Returns the position a number of entries later. */
  public Position plus(long entryCount) {
    return new Position(Math.addExact(value, entryCount));
  }

  @Override
  public int compareTo(Position other) {
    return Long.compare(value, other.value);
  }

  /** Returns the bare number. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
