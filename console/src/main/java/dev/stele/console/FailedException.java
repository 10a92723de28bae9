package dev.stele.console;

/** A command cannot go on, for a reason that a user can understand; ends it with an exit code. */
final class FailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  FailedException(int exitCode, String reason) {
    super(reason);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
