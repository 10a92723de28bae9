package dev.stele.authzen;

/** What this room throws. */
public abstract sealed class AuthZenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private AuthZenException(String message) {
    super(message);
  }

  private AuthZenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A request is not of the shape that it must be. Nothing was asked. */
  public static final class Malformed extends AuthZenException {
    private static final long serialVersionUID = 1L;

    private final String path;

    Malformed(String path, String what) {
      super(what + ": at '" + path + "' of the request");
      this.path = path;
    }

    Malformed(String what, Throwable cause) {
      super(what, cause);
      this.path = "";
    }

    /**
     * Returns where in the request, as a JSON pointer (RFC 6901), for instance {@code
     * /evaluations/2/resource/id}: empty for the whole.
     */
    public String path() {
      return path;
    }
  }
}
