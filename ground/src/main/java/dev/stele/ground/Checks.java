package dev.stele.ground;

import java.nio.file.Path;

/** The argument checks that every file shares. */
final class Checks {

  private Checks() {}

  static void position(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got: " + position);
    }
  }

  static void range(long position, int count) {
    position(position);
    if (position > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "end of range must be <= " + Long.MAX_VALUE + ", got: " + position + " + " + count);
    }
  }

  static void size(long sizeBytes) {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("size must be >= 0, got: " + sizeBytes);
    }
  }

  static void writable(Access access, Path path) {
    if (access != Access.READ_WRITE) {
      throw new IllegalStateException(
          "file must be open for READ_WRITE, got: " + access + ": '" + path + "'");
    }
  }
}
