package dev.stele.codec;

import dev.stele.journal.Position;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.NewEvent;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import dev.stele.trial.SimDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Events as a store gives them back; only a store makes them. */
final class Stored {

  static final Position POSITION = new Position(7);

  private static final Coordinate ORDER = Coordinate.of("shop", "order:17");

  private Stored() {}

  /** Returns an event as it is read at {@link #POSITION}. */
  static Event event(NewEvent event) {
    try (Store store = open()) {
      long before = POSITION.value() - store.head().value();
      NewEvent other = NewEvent.of("Before", ByteBuffer.allocate(0));
      List<NewEvent> events = new ArrayList<>(Collections.nCopies((int) before, other));
      events.add(event);
      return all(events, store).getLast();
    }
  }

  static Event json(String type, int version, String json) {
    return event(NewEvent.json(type, json).schemaVersion(version));
  }

  /** Returns events as they are read, in order. */
  static List<Event> all(List<NewEvent> events) {
    try (Store store = open()) {
      return all(events, store);
    }
  }

  private static List<Event> all(List<NewEvent> events, Store store) {
    List<Event> found = new ArrayList<>(events.size());
    store.append(Append.to(ORDER).events(events)).orThrow();
    try (Events reading = store.read(Region.of(ORDER))) {
      reading.forEachRemaining(found::add);
    }
    return found;
  }

  /** Opens a store in memory. */
  static Store open() {
    return Store.open(Path.of("/store"), StoreOptions.standard().on(SimDisk.empty()));
  }
}
