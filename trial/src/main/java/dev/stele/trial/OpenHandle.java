package dev.stele.trial;

import java.nio.file.Path;

/**
 * A handle that is open on a simulated disk.
 *
 * @param kind what it is
 * @param path the path it was opened by
 * @param openedAt where it was opened
 */
public record OpenHandle(Kind kind, Path path, Throwable openedAt) {

  /** What can be open. */
  public enum Kind {
    /** A file. */
    FILE,
    /** A mapping. */
    MAPPING,
    /** A lock. */
    LOCK
  }

  /** Returns kind and path, such as {@code FILE /data/log}. */
  @Override
  public String toString() {
    return kind + " " + path;
  }
}
