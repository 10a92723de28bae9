package dev.stele.process;

import java.nio.charset.StandardCharsets;

/** Makes texts fit into a fact. */
final class Texts {

  private static final int LENGTH_MAX = 4_000;

  private Texts() {}

  /** Returns how many bytes a text takes. */
  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns a text without halves of characters. */
  static String whole(String text) {
    return fitted(text, text.length());
  }

  /** Returns a text of at most 4,000 characters without halves of characters. */
  static String bounded(String text) {
    return fitted(text, Math.min(text.length(), LENGTH_MAX));
  }

  private static String fitted(String text, int length) {
    StringBuilder fit = new StringBuilder();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(c)
              && i + 1 < length
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (isPair) {
        fit.append(c).append(text.charAt(i + 1));
        i++;
      } else {
        fit.append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    return fit.toString();
  }
}
