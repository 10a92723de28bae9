package dev.stele.console;

import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.StoreReader;
import java.util.Optional;

/** Events by the identity that the store gave them. */
final class Identities {

  private static final int LENGTH = 36;

  private Identities() {}

  /** Reads an identity; empty if the text is none. */
  static Optional<EventId> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(EventId.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Returns the event of a scope that a CloudEvent's id names if it came out of this very store,
   * where it was not imported.
   */
  static Optional<Event> find(StoreReader store, String scope, String id) {
    return parse(id)
        .filter(parsed -> parsed.toString().equals(id))
        .flatMap(store::find)
        .filter(event -> event.coordinate().scope().equals(scope));
  }
}
