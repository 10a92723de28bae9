package dev.stele.codec;

import java.util.ArrayList;
import java.util.List;

/** A JSON pointer of RFC 6901: the steps from a whole document to a value in it. */
record Pointer(List<String> steps) {

  /**
   * What no element has: a name, a number with zeros in front, or one that no list is as long as.
   */
  private static final long NO_ELEMENT = -1;

  private static final int DIGITS_MAX = 10;

  Pointer {
    steps = List.copyOf(steps);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Pointer parse(String text) {
    if (text.isEmpty()) {
      return new Pointer(List.of());
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "JSON pointer must be empty or begin with '/', got: '" + text + "'");
    }
    List<String> steps = new ArrayList<>();
    for (String step : text.substring(1).split("/", -1)) {
      steps.add(unescaped(step, text));
    }
    return new Pointer(steps);
  }

  private static String unescaped(String step, String whole) {
    for (int tilde = step.indexOf('~'); tilde >= 0; tilde = step.indexOf('~', tilde + 1)) {
      char next = tilde + 1 < step.length() ? step.charAt(tilde + 1) : ' ';
      if (next != '0' && next != '1') {
        throw new IllegalArgumentException(
            "JSON pointer must have '0' or '1' behind each '~', got: '" + whole + "'");
      }
    }
    return step.replace("~1", "/").replace("~0", "~"); // In this order: '~01' is '~1'.
  }

  boolean isWhole() {
    return steps.isEmpty();
  }

  int size() {
    return steps.size();
  }

  String name(int step) {
    return steps.get(step);
  }

  /** Returns a step as a place in a list; -1 if it is none, as {@code -} is: behind the last. */
  long index(int step) {
    String digits = steps.get(step);
    boolean isIndex =
        !digits.isEmpty()
            && digits.length() <= DIGITS_MAX
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.length() == 1 || digits.charAt(0) != '0');
    return isIndex ? Long.parseLong(digits) : NO_ELEMENT;
  }
}
