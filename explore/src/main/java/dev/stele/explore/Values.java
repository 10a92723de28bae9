package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** How reports write values: the same in each replay, so nothing with an address in it. */
final class Values {

  private static final int LENGTH_MAX = 24;

  private Values() {}

  static String text(@Nullable Object value) {
    if (value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum<?>) {
      return String.valueOf(value);
    }
    if (value instanceof String text) {
      return text.length() > LENGTH_MAX
          ? '"' + text.substring(0, LENGTH_MAX) + "…\""
          : '"' + text + '"';
    }
    return Execution.current().nameOf(value);
  }
}
