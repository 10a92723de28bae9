package dev.stele.console;

/** A line of an import is no event that a store can take; says why, for people. */
final class BadLineException extends Exception {

  private static final long serialVersionUID = 1L;

  BadLineException(String reason) {
    super(reason);
  }

  /** Why: one line of printable text. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
