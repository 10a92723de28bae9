package dev.stele.access;

/** What this room throws. */
public abstract sealed class AccessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private AccessException(String message) {
    super(message);
  }

  private AccessException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A denial, for a caller who wants it thrown. Nothing was done. */
  public static final class Denied extends AccessException {
    private static final long serialVersionUID = 1L;
    private final transient Decision.Denied decision;

    Denied(Decision.Denied decision) {
      super(decision.summary());
      this.decision = decision;
    }

    /** Returns the decision. */
    public Decision.Denied decision() {
      return decision;
    }
  }

  /** A decision was made and could not be reported to whom it must be; it is not given out. */
  public static final class Unreported extends AccessException {
    private static final long serialVersionUID = 1L;

    Unreported(String checker, Throwable cause) {
      super("decision of '" + checker + "' must be reported, got: " + cause, cause);
    }
  }

  /** A page of a list could not be made; nothing of it was given out. */
  public static final class Paging extends AccessException {
    private static final long serialVersionUID = 1L;
    private final transient LookupCursor from;
    private final transient PagingError error;

    Paging(LookupCursor from, PagingError error) {
      super(error.describe() + ": page from '" + from.token() + "'");
      this.from = from;
      this.error = error;
      switch (error) {
        case PagingError.LookupFailed(Throwable cause) -> initCause(cause);
        case PagingError.HydratorFailed(Throwable cause) -> initCause(cause);
        default -> {}
      }
    }

    /** Returns where the page begins: with it the list can be resumed. */
    public LookupCursor from() {
      return from;
    }

    /** Returns what went wrong. */
    public PagingError error() {
      return error;
    }
  }
}
