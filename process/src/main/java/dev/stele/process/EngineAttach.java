package dev.stele.process;

import java.time.Duration;
import java.util.Optional;

/**
 * Waits for ends in place of the registry, where an engine knows of them first. Asked only about
 * processes that are known and run.
 */
@FunctionalInterface
public interface EngineAttach {

  /**
   * Waits for the end of a process.
   *
   * @return empty if the time ran out
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<ProcessOutcome> awaitEnd(ProcessId id, Duration atMost) throws InterruptedException;
}
