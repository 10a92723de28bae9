package dev.stele.process;

/** What names of kinds and types must be. */
final class Kinds {

  private static final int LENGTH_MAX = 200;

  private Kinds() {}

  static void require(String kind) {
    require("kind", kind);
  }

  static void require(String what, String name) {
    if (name.isBlank()
        || name.length() > LENGTH_MAX
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to "
              + LENGTH_MAX
              + " characters, not blank, without control characters, got: '"
              + name
              + "'");
    }
  }
}
