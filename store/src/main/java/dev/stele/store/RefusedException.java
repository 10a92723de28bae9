package dev.stele.store;

/** An append was refused, and its caller did not expect it; see {@link Outcome#orThrow}. */
public final class RefusedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final transient Outcome outcome;

  RefusedException(Outcome outcome) {
    super("append was refused: " + outcome);
    this.outcome = outcome;
  }

  /** Returns what was answered. */
  public Outcome outcome() {
    return outcome;
  }
}
