package dev.stele.journal;

import java.nio.file.Path;
import java.util.UUID;

/** A journal cannot do what it was asked to, for a reason that no caller can prevent. */
public abstract sealed class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private JournalException(String message) {
    super(message);
  }

  private JournalException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Bytes that had been durable are not what was written. No entry was changed. */
  public static final class Damaged extends JournalException {
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

  /** The journal was written by a newer version, in a format that this one does not know. */
  public static final class NewerFormat extends JournalException {
    private static final long serialVersionUID = 1L;

    NewerFormat(Path file, String what, long known, long found) {
      super(what + " must be <= " + known + ", got: " + found + ": '" + file + "'");
    }
  }

  /** Another writer has the journal open, in this process or another one. */
  public static final class Locked extends JournalException {
    private static final long serialVersionUID = 1L;

    Locked(Path directory) {
      super("journal must have one writer, and has another one: '" + directory + "'");
    }
  }

  /** The journal was closed. Nothing was written. */
  public static final class Closed extends JournalException {
    private static final long serialVersionUID = 1L;

    Closed(Path directory) {
      super("journal must be open: '" + directory + "'");
    }
  }

  /** An earlier write or sync failed, and is the cause; nothing of this call was written. */
  public static final class Poisoned extends JournalException {
    private static final long serialVersionUID = 1L;

    Poisoned(Path directory, Throwable first) {
      super("journal must be opened anew after a failed write: '" + directory + "'", first);
    }
  }

  /**
   * A write or sync failed while the batch was under way: after the journal was opened anew it is
   * there whole, or not at all.
   */
  public static final class OutcomeUnknown extends JournalException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknown(Path directory, Throwable first) {
      super("a batch may or may not be written: '" + directory + "'", first);
    }
  }

  /** The volume is on another machine, where neither locks nor syncs mean what a journal needs. */
  public static final class RemoteVolume extends JournalException {
    private static final long serialVersionUID = 1L;

    RemoteVolume(Path directory, String type) {
      super("journal must be on a local volume, got: " + type + ": '" + directory + "'");
    }
  }

  /** There is no journal in the directory, and a reader makes none. */
  public static final class Missing extends JournalException {
    private static final long serialVersionUID = 1L;

    Missing(Path directory) {
      super("journal expected, found none: '" + directory + "'");
    }
  }

  /** Another journal stands in the directory now: a salvaged or restored one. Open it anew. */
  public static final class Replaced extends JournalException {
    private static final long serialVersionUID = 1L;

    private final UUID found;

    Replaced(Path directory, UUID known, UUID found) {
      super("lineage must be " + known + ", got: " + found + ": '" + directory + "'");
      this.found = found;
    }

    /** Returns the lineage of the journal that is there now. */
    public UUID found() {
      return found;
    }
  }

  /** A caller asked to go on with a verified proof alone, and it was refused. */
  public static final class Unproven extends JournalException {
    private static final long serialVersionUID = 1L;

    private final transient Verification.Refused refusal;

    Unproven(Verification.Refused refusal) {
      super(refusal.explanation());
      this.refusal = refusal;
    }

    /** Returns what the verifier said. */
    public Verification.Refused refusal() {
      return refusal;
    }
  }
}
