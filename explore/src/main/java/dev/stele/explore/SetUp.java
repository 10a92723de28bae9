package dev.stele.explore;

/**
 * Whether a static initialiser runs. It is called by the JVM, so no task can pause in it; what it
 * does is no choice point, and hooks let it through. One runs at a time, as all of a model does.
 */
final class SetUp {

  private static int depth;

  private SetUp() {}

  static boolean isOn() {
    return depth > 0;
  }

  /** A static initialiser begins. */
  static void begin() {
    depth++;
  }

  /** A static initialiser ends; tells whether it was not called by another. */
  static boolean end() {
    return --depth == 0;
  }

  /** Forgets initialisers that were left when an execution ended; tells whether there were any. */
  static boolean reset() {
    boolean isLeft = depth > 0;
    depth = 0;
    return isLeft;
  }
}
