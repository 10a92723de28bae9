package dev.stele.trial;

/**
 * A change that is visible and not yet durable.
 *
 * @param operation the number of the operation that made it; below 0 if an earlier run of a program
 *     left it
 * @param kind what was changed
 * @param lengthBytes how many bytes were written; 0 for anything else
 */
public record Unsynced(long operation, Kind kind, int lengthBytes) {

  /** What can be unsynced. */
  public enum Kind {
    /** A name was created, renamed or removed. */
    NAME,
    /** Bytes were written. */
    WRITE,
    /** A file was cut or extended. */
    SIZE
  }

  static Unsynced of(Change change) {
    return switch (change) {
      case Change.Names names -> new Unsynced(names.operation(), Kind.NAME, 0);
      case Change.Write write -> new Unsynced(write.operation(), Kind.WRITE, write.bytes().length);
      case Change.Resize resize -> new Unsynced(resize.operation(), Kind.SIZE, 0);
    };
  }
}
