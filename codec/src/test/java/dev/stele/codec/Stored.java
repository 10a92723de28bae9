package dev.stele.codec;

import dev.stele.journal.Position;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.NewEvent;
import dev.stele.store.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events as a store gives them back, without a store. */
final class Stored {

  static final Position POSITION = new Position(7);

  private Stored() {}

  static Event event(NewEvent event) {
    return new Event(
        new EventId(new UUID(1, 1)),
        Coordinate.of("shop", "order:17"),
        POSITION,
        new Version(3),
        event.type(),
        event.schemaVersion(),
        event.contentType(),
        event.payload(),
        event.tags(),
        event.causes(),
        "order:17",
        Instant.EPOCH,
        event.metadata(),
        Optional.empty());
  }

  static Event json(String type, int version, String json) {
    return event(NewEvent.json(type, json).schemaVersion(version));
  }
}
