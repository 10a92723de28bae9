package dev.stele.trial;

/**
 * One thing that goes wrong in the life of a disk.
 *
 * @param operation the number of the operation it happens to, from 1
 * @param effect what happens
 * @param duration whether it happens once or from then on
 */
public record Fault(long operation, Effect effect, Duration duration) {

  /** How long a fault lasts. */
  public enum Duration {
    /** It happens to the one operation. */
    TRANSIENT,
    /** It happens to that operation and each later one that the effect applies to. */
    LASTING
  }

  /** Checks the number. */
  public Fault {
    if (operation < 1) {
      throw new IllegalArgumentException("operation must be >= 1, got: " + operation);
    }
  }

  /** Makes a fault that happens once. */
  public static Fault once(long operation, Effect effect) {
    return new Fault(operation, effect, Duration.TRANSIENT);
  }

  /** Makes a fault that happens from an operation on. */
  public static Fault lasting(long operation, Effect effect) {
    return new Fault(operation, effect, Duration.LASTING);
  }
}
