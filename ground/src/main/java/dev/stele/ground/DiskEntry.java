package dev.stele.ground;

/**
 * What a name stands for.
 *
 * @param kind what it is
 * @param sizeBytes the length of a file; 0 for anything else
 */
public record DiskEntry(Kind kind, long sizeBytes) {

  /** What a name can stand for. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link, device, pipe or socket. */
    OTHER
  }
}
