package dev.stele.process;

/** What names of kinds and types must be. */
final class Kinds {

  private static final int BYTES_MAX = 200;

  private Kinds() {}

  static void require(String kind) {
    require("kind", kind);
  }

  static void require(String what, String name) {
    if (name.isBlank() || !Texts.isPlain(name) || Texts.bytes(name) > BYTES_MAX) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to "
              + BYTES_MAX
              + " bytes, not blank, without control and half characters, got: '"
              + name
              + "'");
    }
  }
}
