package dev.stele.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The store cannot do what it was asked to, for a reason that no caller can prevent. Failures of
 * the log itself are {@link dev.stele.journal.JournalException}s.
 */
public abstract sealed class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private StoreException(String message) {
    super(message);
  }

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The store was closed. Nothing was written. */
  public static final class Closed extends StoreException {
    private static final long serialVersionUID = 1L;

    Closed(Path directory) {
      super("store must be open: '" + directory + "'");
    }
  }

  /**
   * A write or sync failed while the append was under way: it is there whole, or not at all. With a
   * key it can be tried again: it will not be there twice.
   */
  public static final class OutcomeUnknown extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> key;

    OutcomeUnknown(Optional<String> key, Throwable cause) {
      super(
          "an append may or may not be done: "
              + key.map(k -> "try again with its key '" + k + "'").orElse("it has no key"),
          cause);
      this.key = key;
    }

    /** Returns the key to try again with, if the append had one. */
    public Optional<String> key() {
      return key;
    }
  }

  /** An earlier write failed and the writer has not been restarted; nothing was written. */
  public static final class NotDone extends StoreException {
    private static final long serialVersionUID = 1L;

    NotDone(String why, Throwable cause) {
      super("append was not done: " + why, cause);
    }
  }

  /**
   * The writer failed, and could not be restarted yet: the store can neither be read nor written.
   * Each call tries again, within the budget of restarts. Nothing of this one was written.
   */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    Unavailable(Path directory, Throwable cause) {
      super("writer could not be restarted: '" + directory + "'", cause);
    }
  }

  /** The index, which is a cache, could not be written or read; opening the store rebuilds it. */
  public static final class IndexFailed extends StoreException {
    private static final long serialVersionUID = 1L;

    IndexFailed(Path directory, Throwable cause) {
      super("index must be rebuilt by opening the store: '" + directory + "'", cause);
    }
  }

  /** An entry of the log is no event of any version that this one knows; the log is whole. */
  public static final class Undecodable extends StoreException {
    private static final long serialVersionUID = 1L;

    private final long position;

    Undecodable(long position, String difference) {
      super(difference + ": entry at position " + position);
      this.position = position;
    }

    /** Returns where the entry is. */
    public long position() {
      return position;
    }
  }

  /** A newer version of the store wrote it, in a form that this one does not know. */
  public static final class NewerFormat extends StoreException {
    private static final long serialVersionUID = 1L;

    NewerFormat(String what, long known, long found, String where) {
      super(what + " must be <= " + known + ", got: " + found + ": " + where);
    }
  }

  /** A cursor's file is not what was written. Remove it to begin anew. */
  public static final class CursorDamaged extends StoreException {
    private static final long serialVersionUID = 1L;

    CursorDamaged(Path file, String difference) {
      super(difference + ": '" + file + "'");
    }
  }
}
