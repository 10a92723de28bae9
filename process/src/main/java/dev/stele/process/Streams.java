package dev.stele.process;

import java.util.Optional;

/**
 * What the streams are called.
 *
 * <p>{@code process:ID} has the registration, then the events of the process, so that their
 * versions are their sequences; {@code control:ID} has what owners and others do to it; {@code
 * session:ID} its deletions; {@code wakes:SCOPE} whom it is woken by; {@code openings} one fact for
 * each opening; {@code snapshots} what was known at a time.
 */
final class Streams {

  static final String OPENINGS = "openings";
  static final String SNAPSHOTS = "snapshots";

  private static final String PROCESS = "process:";
  private static final String CONTROL = "control:";

  private Streams() {}

  static String main(ProcessId id) {
    return PROCESS + id.value();
  }

  static String control(ProcessId id) {
    return CONTROL + id.value();
  }

  static String session(String session) {
    return "session:" + session;
  }

  static String wakes(SessionScope scope) {
    return "wakes:" + scope.key();
  }

  static boolean isMain(String stream) {
    return stream.startsWith(PROCESS);
  }

  /** Returns the process that a stream is of, if it is of one. */
  static Optional<ProcessId> process(String stream) {
    if (stream.startsWith(PROCESS)) {
      return Optional.of(new ProcessId(stream.substring(PROCESS.length())));
    }
    return stream.startsWith(CONTROL)
        ? Optional.of(new ProcessId(stream.substring(CONTROL.length())))
        : Optional.empty();
  }
}
