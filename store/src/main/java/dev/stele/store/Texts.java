package dev.stele.store;

import java.nio.charset.StandardCharsets;

/** The rules for the texts that events carry. */
final class Texts {

  static final int NAME_BYTES_MAX = 512;
  static final int METADATA_BYTES_MAX = 1 << 16;

  private Texts() {}

  /**
   * Checks a text that has a meaning: not empty, not too long, no control characters, no half
   * characters (which UTF-8 cannot hold).
   */
  static String require(String what, String text, int bytesMax) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    int bytes = requireUnicode(what, text);
    if (bytes > bytesMax) {
      throw new IllegalArgumentException(
          what + " must have <= " + bytesMax + " bytes, got: " + bytes);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c >= 0x7F && c <= 0x9F)) {
        throw new IllegalArgumentException(
            what + " must have no control characters, got: \\u%04x at %d".formatted((int) c, i));
      }
    }
    return text;
  }

  /** Checks that UTF-8 can hold a text and returns how many bytes it takes. */
  static int requireUnicode(String what, String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new IllegalArgumentException(
            what + " must be valid Unicode, got: half a character at " + i);
      }
    }
    return bytes;
  }

  /**
   * Makes a text of somebody else one that UTF-8 can hold, and not longer than so many characters.
   */
  static String fitted(String text, int charactersMax) {
    StringBuilder fitted = new StringBuilder();
    text.codePoints()
        .limit(charactersMax)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '?' : c)
        .takeWhile(c -> fitted.length() + Character.charCount(c) <= charactersMax)
        .forEachOrdered(fitted::appendCodePoint);
    return fitted.toString();
  }

  /** Puts a space for each control character. */
  static String withoutControls(String text) {
    return text.replaceAll("\\p{Cntrl}|[\\x80-\\x9F]", " ");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
