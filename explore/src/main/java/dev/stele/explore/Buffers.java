package dev.stele.explore;

import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.util.Set;

/**
 * Buffers of bytes and the like. A buffer is two variables: its own state (position, limit, mark,
 * order), and its content, which it shares with its duplicates and slices. The content counts as
 * one variable, so that slices of it must not be written by two tasks at once.
 *
 * <p>That an array or a mapped file lies below a buffer is not known.
 */
final class Buffers {

  private static final Set<String> VIEWING = Set.of("duplicate", "slice", "alignedSlice");

  /** What says something of the state, and of it alone. */
  private static final Set<String> LOOKING =
      Set.of(
          "alignmentOffset",
          "array",
          "arrayOffset",
          "capacity",
          "getClass",
          "hasArray",
          "hasRemaining",
          "isDirect",
          "isEmpty",
          "isReadOnly",
          "length",
          "remaining");

  /** What reads the content without moving a position. */
  private static final Set<String> READING =
      Set.of(
          "charAt",
          "chars",
          "compareTo",
          "equals",
          "hashCode",
          "mismatch",
          "subSequence",
          "toString");

  private Buffers() {}

  /** The content of a buffer and of all that show it. */
  private record Content(Cell cell) {}

  /** Before a method of a buffer is called. */
  static void before(Buffer buffer, String method, MethodType type, Site site) {
    JdkObjects.plain(buffer, !isMoving(method, type), method, site);
    boolean isWriting = isWriting(method);
    if (isWriting || isReading(method)) {
      access(buffer, isWriting, method, site);
    }
  }

  /** Before a method of the JDK reads a buffer that it is given. */
  static void beforeReading(Buffer buffer, String verb, Site site) {
    JdkObjects.plain(buffer, true, verb, site);
    access(buffer, false, verb, site);
  }

  /** Tells whether a method leaves state and content as they are. */
  static boolean isHarmless(String method, MethodType type) {
    return !isMoving(method, type) && !isWriting(method);
  }

  /** Tells whether a method returns a buffer with the same content. */
  static boolean isViewing(String method) {
    return VIEWING.contains(method) || (method.startsWith("as") && method.endsWith("Buffer"));
  }

  private static void access(Buffer buffer, boolean isWriting, String method, Site site) {
    Execution execution = Execution.current();
    Object shown = execution.memory().shownBy(buffer);
    Cell cell =
        execution
            .state(
                shown,
                Content.class,
                one -> new Content(new Cell(execution, one.getClass().getSimpleName(), one, "[]")))
            .cell();
    if (isWriting) {
      Variables.writePlainly(execution, cell, method, site);
    } else {
      cell.readPlainly(method, site);
    }
  }

  private static boolean isWriting(String method) {
    return method.startsWith("put") || method.equals("compact");
  }

  private static boolean isReading(String method) {
    return READING.contains(method) || (method.startsWith("get") && !LOOKING.contains(method));
  }

  /** Tells whether a method may change position, limit, mark or order. */
  private static boolean isMoving(String method, MethodType type) {
    int given = type.parameterCount();
    boolean isAt = given > 0 && type.parameterType(0) == int.class;
    return switch (method) {
      case "position", "limit", "order" -> given > 0;
      case String put when put.startsWith("put") -> !isAt || given < 2;
      case String get when get.startsWith("get") && !LOOKING.contains(get) -> !isAt;
      default -> !LOOKING.contains(method) && !READING.contains(method) && !isViewing(method);
    };
  }
}
