package dev.stele.process;

/**
 * A type of events that a process may have. Types that begin with {@value #CORE} are the room's own
 * and always there.
 *
 * @param name 1 to 200 bytes of UTF-8 without control characters
 * @param rule what payloads must be
 * @param semantics what an event of it does
 */
public record EventType(String name, PayloadRule rule, Semantics semantics) {

  /** What the names of the room's own types begin with. */
  public static final String CORE = "process.";

  /** What the names of signals begin with. */
  public static final String SIGNAL = "signal.";

  /** Somebody asks the process to end; its payload says why. */
  public static final String CANCEL_REQUESTED = CORE + "cancel_requested";

  /** It has ended with a value. */
  public static final String COMPLETED = CORE + "completed";

  /** It has failed. */
  public static final String FAILED = CORE + "failed";

  /** It has ended because it was asked to. */
  public static final String CANCELLED = CORE + "cancelled";

  /** It was given up. */
  public static final String ABANDONED = CORE + "abandoned";

  /** Checks the name. */
  public EventType {
    Kinds.require("event type", name);
    if (name.startsWith(CORE) || name.startsWith("stele.")) {
      throw new IllegalArgumentException(
          "event type must not begin with 'process.' or 'stele.', got: '" + name + "'");
    }
    if (name.startsWith(SIGNAL)) {
      requireSignal(name.substring(SIGNAL.length()));
    }
  }

  /** Returns a type of any payloads that does nothing more. */
  public static EventType plain(String name) {
    return new EventType(name, PayloadRule.any(), new Semantics.Plain());
  }

  /**
   * Returns the type of a signal.
   *
   * @param signal letters, digits, {@code _} and {@code -} of ASCII
   */
  public static EventType signal(String signal) {
    return plain(signalType(signal));
  }

  /** Returns the name of a signal's type. */
  static String signalType(String signal) {
    requireSignal(signal);
    return SIGNAL + signal;
  }

  private static void requireSignal(String signal) {
    boolean isName =
        !signal.isEmpty()
            && signal
                .chars()
                .allMatch(c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_'
                        || c == '-');
    if (!isName) {
      throw new IllegalArgumentException(
          "signal must be letters, digits, '_' and '-' of ASCII, got: '" + signal + "'");
    }
  }
}
