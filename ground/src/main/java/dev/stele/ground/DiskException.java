package dev.stele.ground;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A disk operation did not do what it was asked to.
 *
 * <p>Each case names what happened and where; the methods of {@link Disk} and {@link DiskFile} say
 * what state each of them leaves behind.
 */
public abstract sealed class DiskException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final DiskOperation operation;
  private final transient Path path;

  private DiskException(
      String message, DiskOperation operation, Path path, @Nullable Throwable cause) {
    super(message, cause);
    this.operation = operation;
    this.path = path;
  }

  /** Returns the operation that failed. */
  public DiskOperation operation() {
    return operation;
  }

  /** Returns the path it was about. */
  public Path path() {
    return path;
  }

  /** There is no file or directory where one was expected. */
  public static final class NotFound extends DiskException {
    private static final long serialVersionUID = 1L;

    /** Makes the failure of one operation on one path. */
    public NotFound(DiskOperation operation, Path path) {
      super("file or directory must exist: '" + path + "'", operation, path, null);
    }
  }

  /** A name that must be free is taken. */
  public static final class AlreadyExists extends DiskException {
    private static final long serialVersionUID = 1L;

    /** Makes the failure of one operation on one path. */
    public AlreadyExists(DiskOperation operation, Path path) {
      super("name must be free: '" + path + "'", operation, path, null);
    }
  }

  /** The volume or the quota is full. */
  public static final class NoSpace extends DiskException {
    private static final long serialVersionUID = 1L;

    /** Makes the failure of one operation on one path. */
    public NoSpace(DiskOperation operation, Path path) {
      super(message(operation, path), operation, path, null);
    }

    /** Makes the failure of one operation on one path, with what the system said. */
    public NoSpace(DiskOperation operation, Path path, Throwable cause) {
      super(message(operation, path), operation, path, cause);
    }

    private static String message(DiskOperation operation, Path path) {
      return "no space left for " + operation + ": '" + path + "'";
    }
  }

  /** The handle is closed. */
  public static final class Closed extends DiskException {
    private static final long serialVersionUID = 1L;

    /** Makes the failure of one operation on one path. */
    public Closed(DiskOperation operation, Path path) {
      super("handle must be open for " + operation + ": '" + path + "'", operation, path, null);
    }
  }

  /** A file ended before as many bytes were read as were asked for. */
  public static final class EndOfFile extends DiskException {
    private static final long serialVersionUID = 1L;

    private final long positionBytes;
    private final int missingCount;

    /**
     * Makes the failure of one read.
     *
     * @param positionBytes where the next byte was expected
     * @param missingCount how many bytes were still asked for, at least 1
     */
    public EndOfFile(Path path, long positionBytes, int missingCount) {
      super(
          "expected "
              + missingCount
              + " more bytes, found the end: '"
              + path
              + "' at byte "
              + positionBytes,
          DiskOperation.READ,
          path,
          null);
      this.positionBytes = positionBytes;
      this.missingCount = missingCount;
    }

    /** Returns the position at which the next byte was expected. */
    public long positionBytes() {
      return positionBytes;
    }

    /** Returns how many bytes were still asked for, at least 1. */
    public int missingCount() {
      return missingCount;
    }
  }

  /** The device or the operating system refused or failed, for a reason that has no case here. */
  public static final class Failed extends DiskException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the failure of one operation on one path.
     *
     * @param reason what the device or the system did
     */
    public Failed(DiskOperation operation, Path path, String reason) {
      super(message(operation, path, reason), operation, path, null);
    }

    /**
     * Makes the failure of one operation on one path.
     *
     * @param reason what the device or the system did
     * @param cause how it said so
     */
    public Failed(DiskOperation operation, Path path, String reason, Throwable cause) {
      super(message(operation, path, reason), operation, path, cause);
    }

    private static String message(DiskOperation operation, Path path, String reason) {
      return operation + " failed, " + reason + ": '" + path + "'";
    }
  }
}
