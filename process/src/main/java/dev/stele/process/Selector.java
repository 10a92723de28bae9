package dev.stele.process;

import java.util.Map;

/**
 * Finds a value in a payload. Data, not code: it is part of a registration, is hashed with it, and
 * means the same after a restart. What looks into a payload needs {@link Documents}.
 */
public sealed interface Selector {

  /** The whole payload. */
  record Whole() implements Selector {}

  /** The value at a JSON pointer (RFC 6901); that there is none is an error. */
  record Pointer(String path) implements Selector {}

  /** Whether there is a value at a JSON pointer: {@code true} or {@code false}. */
  record Present(String path) implements Selector {}

  /** The same whatever the payload is. */
  record Constant(Payload value) implements Selector {}

  /**
   * A text in which each <code>{name}</code> stands for the text of the value at a JSON pointer.
   *
   * @param pointers by name; a name that the text has and this has not is an error
   */
  record Template(String text, Map<String, String> pointers) implements Selector {

    /** Copies the pointers. */
    public Template {
      pointers = Map.copyOf(pointers);
    }
  }
}
