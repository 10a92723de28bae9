package dev.stele.index;

import java.nio.file.Path;

/**
 * An index cannot do what it was asked to, for a reason that no caller can prevent. The log is not
 * touched by any of it: an index that is opened anew heals.
 */
public abstract sealed class IndexException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private IndexException(String message) {
    super(message);
  }

  private IndexException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Bytes of a run are not what was written. The run was dropped, and removed by a writer; its
   * positions are a gap from now on.
   */
  public static final class Damaged extends IndexException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long positionBytes;

    Damaged(Path file, long positionBytes, String difference) {
      super(difference + ": '" + file + "' at byte " + positionBytes);
      this.file = file;
      this.positionBytes = positionBytes;
    }

    /** Returns the damaged file. */
    public Path file() {
      return file;
    }

    /** Returns the byte from which on it is not what was written. */
    public long positionBytes() {
      return positionBytes;
    }
  }

  /**
   * The device failed below a run, or below the directory at opening. The run was dropped, not
   * removed; its positions are a gap from now on.
   */
  public static final class Unreadable extends IndexException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    Unreadable(Path file, Throwable cause) {
      super("index must be readable: '" + file + "'", cause);
      this.file = file;
    }

    /** Returns the file or directory. */
    public Path file() {
      return file;
    }
  }

  /** Runs could not be written, merged or removed; what is in memory is answered from there. */
  public static final class UpkeepFailed extends IndexException {
    private static final long serialVersionUID = 1L;

    UpkeepFailed(Path directory, Throwable cause) {
      super("index is not all on disk, its upkeep failed: '" + directory + "'", cause);
    }
  }

  /** The index was closed. */
  public static final class Closed extends IndexException {
    private static final long serialVersionUID = 1L;

    Closed(Path directory) {
      super("index must be open: '" + directory + "'");
    }
  }
}
