package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.process.ExternalRef;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A process of the operating system, with those that it has started. */
record OsProcess(ProcessHandle handle) {

  private static final String SYSTEM = "os";
  private static final String STARTED = "started";

  /** The system tells the same time of start a little differently once its clock was set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(2);

  /** Returns what it can be found by later: ids are given again, at another time. */
  ExternalRef reference() {
    return new ExternalRef(
        SYSTEM,
        Long.toString(handle.pid()),
        handle
            .info()
            .startInstant()
            .map(time -> Map.of(STARTED, time.toString()))
            .orElse(Map.of()));
  }

  /** Returns the process that a reference tells of, if it is that one and still runs. */
  static Optional<OsProcess> find(ExternalRef reference) {
    if (!reference.system().equals(SYSTEM)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(reference.id());
      Instant started = Instant.parse(reference.metadata().getOrDefault(STARTED, ""));
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(found ->
              found
                  .info()
                  .startInstant()
                  .map(time -> Duration.between(time, started).abs())
                  .filter(apart -> apart.compareTo(TOLERANCE) <= 0)
                  .isPresent())
          .map(OsProcess::new);
    } catch (NumberFormatException | DateTimeException _) {
      return Optional.empty(); // Somebody else wrote it, of something else.
    }
  }

  /** Asks it and all below it to end: SIGTERM. */
  void terminate() {
    tree().forEach(ProcessHandle::destroy);
  }

  /** Ends it and all below it: SIGKILL. */
  void kill() {
    tree().forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends it, and waits a moment until it is gone; it may be for others to bury it. */
  void killAndAwait(Clock clock) {
    kill();
    long end = clock.deadlineAfter(PATIENCE);
    try {
      while (handle.isAlive() && clock.nanoTime() - end < 0) {
        clock.sleep(LOOK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** All of it as it is now: who has ended is no parent any more. */
  private List<ProcessHandle> tree() {
    return Stream.concat(handle.descendants(), Stream.of(handle)).toList();
  }
}
