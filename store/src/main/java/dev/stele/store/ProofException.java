package dev.stele.store;

/** A text is no note, no key or no proof, or somebody asked to go on with a proven one alone. */
public abstract sealed class ProofException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ProofException(String message) {
    super(message);
  }

  /** A text is not of its format. Nothing of it was taken. */
  public static final class Malformed extends ProofException {
    private static final long serialVersionUID = 1L;

    private final int line;

    Malformed(String difference, int line) {
      super(difference + ": line " + line);
      this.line = line;
    }

    /** Returns the line that is wrong, from 1; 1 if the whole is. */
    public int line() {
      return line;
    }
  }

  /** A caller asked to go on with a proven answer alone, and it was refused. */
  public static final class Unproven extends ProofException {
    private static final long serialVersionUID = 1L;

    private final ProofVerification.Reason reason;

    Unproven(ProofVerification.Refused<?> refusal) {
      super(refusal.explanation());
      this.reason = refusal.reason();
    }

    /** Returns why it was refused. */
    public ProofVerification.Reason reason() {
      return reason;
    }
  }
}
