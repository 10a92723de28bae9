package dev.stele.process;

/**
 * Names a process within its registry; chosen by whoever registers it, so that a retried
 * registration finds the first one.
 *
 * @param value 1 to 480 bytes of UTF-8, not blank, without {@code #}, control characters and halves
 *     of characters
 */
public record ProcessId(String value) implements Comparable<ProcessId> {

  private static final int BYTES_MAX = 480;

  /** Checks the name. */
  public ProcessId {
    boolean isPlain = value.indexOf('#') < 0 && Texts.isPlain(value);
    if (value.isBlank() || !isPlain || Texts.bytes(value) > BYTES_MAX) {
      throw new IllegalArgumentException(
          "process id must be 1 to "
              + BYTES_MAX
              + " bytes, not blank, without '#', control and half characters, got: '"
              + value
              + "'");
    }
  }

  /** Returns the id with a name. */
  public static ProcessId of(String value) {
    return new ProcessId(value);
  }

  @Override
  public int compareTo(ProcessId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
