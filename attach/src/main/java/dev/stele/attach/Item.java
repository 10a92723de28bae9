package dev.stele.attach;

/**
 * One of what a producer emits.
 *
 * @param position its place in the producer's one order, from 0; rises from item to item
 * @param value what it is
 */
public record Item<T>(long position, T value) {

  /** Checks the position. */
  public Item {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got: " + position);
    }
  }
}
