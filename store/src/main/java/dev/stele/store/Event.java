package dev.stele.store;

import dev.stele.journal.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An event as it was read. Immutable.
 *
 * @param id its identity
 * @param coordinate its stream
 * @param position its place in the store's one order
 * @param version its place in its stream
 * @param type what happened
 * @param schemaVersion of the payload's form, 1 or more
 * @param contentType what the payload is
 * @param payload a view of its bytes
 * @param tags in their natural order
 * @param causes the events it follows from, in the order they were given
 * @param correlation what belongs together has the same
 * @param time when it was appended, in microseconds; never before that of an event at a lower
 *     position
 * @param metadata what the caller wanted kept
 * @param key the idempotency key of its batch, if it had one
 */
public record Event(
    EventId id,
    Coordinate coordinate,
    Position position,
    Version version,
    String type,
    int schemaVersion,
    String contentType,
    ByteBuffer payload,
    Set<String> tags,
    List<EventId> causes,
    String correlation,
    Instant time,
    Map<String, String> metadata,
    Optional<String> key) {

  /** Returns a view of the payload. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** Returns the payload as a text in UTF-8; bytes that are none become replacement characters. */
  public String text() {
    return StandardCharsets.UTF_8.decode(payload()).toString();
  }

  /** Returns where it stands and what it is, without the payload, for people. */
  @Override
  public String toString() {
    return position + " " + coordinate + "@" + version + " " + type + " " + id;
  }
}
