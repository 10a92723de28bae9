package dev.stele.process;

/** Makes texts fit into a fact. */
final class Texts {

  private static final int LENGTH_MAX = 4_000;

  private Texts() {}

  /** Returns a text of at most 4,000 characters without halves of characters. */
  static String bounded(String text) {
    StringBuilder fit = new StringBuilder();
    int length = Math.min(text.length(), LENGTH_MAX);
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
