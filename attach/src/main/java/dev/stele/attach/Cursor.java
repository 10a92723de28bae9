package dev.stele.attach;

import java.util.Optional;
import java.util.UUID;

/**
 * Where to go on, after a restart of either side: everything before it was seen. As a text, for a
 * header or a file: the lineage, a slash, the position.
 *
 * @param lineage the history that the position is of; another one gives positions other meanings
 * @param position of the next item that was not seen, or before it
 */
public record Cursor(UUID lineage, long position) {

  /** Checks the position. */
  public Cursor {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got: " + position);
    }
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @return empty if the text is none
   */
  public static Optional<Cursor> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      UUID lineage = UUID.fromString(text.substring(0, slash));
      Cursor cursor = new Cursor(lineage, Long.parseLong(text.substring(slash + 1)));
      return cursor.toString().equals(text) ? Optional.of(cursor) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return lineage + "/" + position;
  }
}
