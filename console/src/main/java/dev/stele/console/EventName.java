package dev.stele.console;

import dev.stele.journal.Position;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.StoreReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event as a command line names it. */
final class EventName {

  private EventName() {}

  /**
   * Returns the event.
   *
   * @throws FailedException if there is none
   */
  static Event require(StoreReader store, String name, @Nullable String scope) {
    return find(store, name, scope)
        .orElseThrow(() ->
            new FailedException(
                ExitCode.REFUSED, "event must be in the store, got: '" + name + "'"));
  }

  private static Optional<Event> find(StoreReader store, String name, @Nullable String scope) {
    if (scope != null) {
      return store.receipt(scope, name).flatMap(receipt -> store.find(receipt.first().id()));
    }
    if (name.matches("\\d{1,18}")) {
      Position position = new Position(Long.parseLong(name));
      return position.value() < store.head().value() ? store.at(position) : Optional.empty();
    }
    return store.find(EventId.parse(name));
  }
}
