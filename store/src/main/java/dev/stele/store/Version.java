package dev.stele.store;

/**
 * The place of an event in its stream: 0 for the first, then one more for each, without holes.
 *
 * @param value 0 or more
 */
public record Version(long value) implements Comparable<Version> {

  /** The first event of a stream. */
  public static final Version FIRST = new Version(0);

  /** Checks the range. */
  public Version {
    if (value < 0) {
      throw new IllegalArgumentException("version must be >= 0, got: " + value);
    }
  }

  /** Returns the version of the event that comes next in the stream. */
  public Version next() {
    return new Version(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Version other) {
    return Long.compare(value, other.value);
  }

  /** Returns the bare number. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
