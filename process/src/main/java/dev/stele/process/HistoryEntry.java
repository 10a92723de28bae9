package dev.stele.process;

import dev.stele.journal.Position;
import java.time.Instant;
import java.util.Map;

/**
 * One line of what is on record of a process: an event, or what its owners did.
 *
 * @param what the type: of an event, or {@code process.claimed} and the like
 * @param fields what is known of it, by name
 */
public record HistoryEntry(
    Position position, Instant at, String what, Map<String, String> fields, Payload payload) {

  /** Copies the map. */
  public HistoryEntry {
    fields = Map.copyOf(fields);
  }
}
