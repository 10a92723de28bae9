package dev.stele.process;

import java.util.Optional;

/**
 * Looks into payloads. The room itself has no reader of JSON: the module {@code codec} brings one.
 * Safe for any thread.
 */
public interface Documents {

  /** What a value is. */
  enum Kind {
    /** A text. */
    TEXT,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Null. */
    NULL,
    /** An object. */
    OBJECT,
    /** A list. */
    LIST
  }

  /** Returns one that looks into nothing: types that need it are refused. */
  static Documents none() {
    return OpaqueDocuments.SHARED;
  }

  /** Tells whether it can look into payloads at all. */
  boolean canLook();

  /**
   * Finds the value at a JSON pointer.
   *
   * @return empty if there is none
   * @throws IllegalArgumentException if the payload is not what it says, or the pointer is none
   */
  Optional<Payload> at(Payload whole, String pointer);

  /**
   * Tells what a value is.
   *
   * @throws IllegalArgumentException if the payload is not what it says
   */
  Kind kind(Payload value);

  /** Returns a value as people read it: a text without its quotes, all else as it is written. */
  String text(Payload value);

  /** Tells whether it is neither null, false, nor an empty text, list or object. */
  boolean isTrue(Payload value);
}
