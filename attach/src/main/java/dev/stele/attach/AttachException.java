package dev.stele.attach;

import java.util.Optional;

/** An attach cannot do what it was asked to, for a reason that no caller can prevent. */
public abstract sealed class AttachException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private AttachException(String message) {
    super(message);
  }

  /** A producer was asked for items that it no longer knows. Nothing was changed. */
  public static final class Forgotten extends AttachException {
    private static final long serialVersionUID = 1L;
    private final long position;
    private final long oldest;

    /** Makes one, for producers. */
    public Forgotten(long position, long oldest) {
      super("position must be >= " + oldest + ", the oldest that is known, got: " + position);
      this.position = position;
      this.oldest = oldest;
    }

    /** Returns the position that was asked for. */
    public long position() {
      return position;
    }

    /** Returns the oldest position that is known. */
    public long oldest() {
      return oldest;
    }
  }

  /**
   * A producer was asked for items, and is not the history any more that was attached to. An attach
   * ends so: {@link End.Replaced}.
   */
  public static final class Replaced extends AttachException {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Cursor> now;

    /**
     * Makes one, for producers.
     *
     * @param now the place at which the other history stands, if that is known
     */
    public Replaced(Optional<Cursor> now) {
      super(
          "history must be that which was attached to, got: another one"
              + now.map(cursor -> ", at " + cursor).orElse(""));
      this.now = now;
    }

    /** Returns the place at which the other history stands, if that is known. */
    public Optional<Cursor> now() {
      return now;
    }
  }

  /** A producer breaks its contract. The attach is of no use any more; the cursor is right. */
  public static final class Broken extends AttachException {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  /** An attach that a {@link AttachPublisher} made ended otherwise than by there being no more. */
  public static final class Ended extends AttachException {
    private static final long serialVersionUID = 1L;
    private final transient End why;

    Ended(End why) {
      super("attach must end as closed, got: " + why);
      this.why = why;
      if (why instanceof End.Failed(Throwable cause)) {
        initCause(cause);
      }
    }

    /** Returns why it ended. */
    public End why() {
      return why;
    }
  }
}
