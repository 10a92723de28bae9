package dev.stele.process;

import dev.stele.journal.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of a process.
 *
 * @param sequence its place among the events of the process, from 1, without holes
 * @param position its place in the log
 * @param replayKey names it within its process, if it has one
 * @param causedBy what led to it, for people
 * @param ends what the process ended in, if this is what ended it
 * @param wake what it wakes, if it does; whether or not there is somebody to be woken
 */
public record ProcessEvent(
    ProcessId process,
    long sequence,
    Position position,
    String type,
    Payload payload,
    Optional<String> replayKey,
    Optional<String> causedBy,
    Optional<ProcessOutcome> ends,
    Optional<Wake> wake,
    Instant at) {

  /**
   * What an event wakes.
   *
   * @param key events with equal keys are one wake for those who are woken
   * @param input what they are told
   */
  public record Wake(String key, String input) {}
}
