package dev.stele.process;

/**
 * The room cannot do what it was asked to, for a reason that no caller can prevent. Failures of the
 * store and the log below come as theirs.
 */
public abstract sealed class ProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ProcessException(String message) {
    super(message);
  }

  /** There is no such process; nothing was waited for. */
  public static final class UnknownProcess extends ProcessException {
    private static final long serialVersionUID = 1L;

    private final transient ProcessId process;
    private final boolean wasPruned;

    UnknownProcess(ProcessId process, boolean wasPruned) {
      super(new Refusal.UnknownProcess(process, wasPruned).message());
      this.process = process;
      this.wasPruned = wasPruned;
    }

    /** Returns which one. */
    public ProcessId process() {
      return process;
    }

    /** Tells whether there was one that has ended and was pruned. */
    public boolean wasPruned() {
      return wasPruned;
    }
  }

  /** A registry of that store and scope is open already. */
  public static final class AlreadyOpen extends ProcessException {
    private static final long serialVersionUID = 1L;

    AlreadyOpen(String scope) {
      super("registry must be open once, got: scope '" + scope + "' is open already");
    }
  }

  /**
   * Whoever works on a process has lost it: somebody else has it, it has ended, or the lease ran
   * out. Nothing was written, and nothing will be. An engine lets it through.
   */
  public static final class LeaseLost extends ProcessException {
    private static final long serialVersionUID = 1L;

    LeaseLost(Refusal refusal) {
      super(refusal.message());
    }
  }

  /** It was closed. */
  public static final class Closed extends ProcessException {
    private static final long serialVersionUID = 1L;

    Closed(String what) {
      super(what + " must be open, got: a closed one");
    }
  }

  /** What stands in the log is not what this room writes. */
  public static final class Undecodable extends ProcessException {
    private static final long serialVersionUID = 1L;

    Undecodable(String what, long position) {
      super(what + ": at position " + position);
    }
  }

  /** A newer version wrote it. */
  public static final class NewerFormat extends ProcessException {
    private static final long serialVersionUID = 1L;

    NewerFormat(int format, long position) {
      super("format must be <= 1, got: " + format + ": at position " + position);
    }
  }
}
