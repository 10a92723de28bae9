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

  /**
   * Tells whether a text has neither control characters nor halves of characters. In one pass, for
   * names are checked wherever they are read, 100,000 of them when a registry is opened.
   */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPair(text, i, text.length())) {
        i++;
      } else if (Character.isSurrogate(c) || Character.isISOControl(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPair(String text, int at, int end) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < end
        && Character.isLowSurrogate(text.charAt(at + 1));
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
      if (isPair(text, i, length)) {
        fit.append(c).append(text.charAt(i + 1));
        i++;
      } else {
        fit.append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    return fit.toString();
  }

  /** Returns an outcome with texts that are no longer than those of facts may be. */
  static ProcessOutcome bounded(ProcessOutcome outcome) {
    return switch (outcome) {
      case ProcessOutcome.Failed it ->
          new ProcessOutcome.Failed(
              bounded(it.failureClass()), bounded(it.code()), bounded(it.message()), it.raw());
      case ProcessOutcome.Cancelled it ->
          new ProcessOutcome.Cancelled(bounded(it.message()), it.raw());
      case ProcessOutcome.Succeeded _, ProcessOutcome.Abandoned _ -> outcome;
    };
  }
}
