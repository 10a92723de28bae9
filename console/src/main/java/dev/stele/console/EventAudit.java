package dev.stele.console;

import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.StoreReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads every event once, and looks whether it can follow those before it. */
final class EventAudit {

  private final StoreReader store;
  private final Consumer<String> problems;
  private final Map<Coordinate, Long> nextVersions = new HashMap<>();
  private Instant lastTime = Instant.MIN;
  private long lastPosition = -1;
  private long eventCount;

  EventAudit(StoreReader store, Consumer<String> problems) {
    this.store = store;
    this.problems = problems;
  }

  /** Reads all that are visible now. */
  void run(Consumer<Event> seen) {
    try (Events events = store.read(Region.all())) {
      while (events.hasNext()) {
        Event event = events.next();
        eventCount++;
        take(event);
        seen.accept(event);
      }
    }
  }

  void take(Event event) {
    long expected = nextVersions.getOrDefault(event.coordinate(), 0L);
    if (event.version().value() != expected) {
      problems.accept("version must be " + expected + ", got: " + event);
    }
    nextVersions.put(event.coordinate(), event.version().value() + 1);
    if (event.position().value() <= lastPosition) {
      problems.accept("position must be > " + lastPosition + ", got: " + event);
    }
    lastPosition = event.position().value();
    if (event.time().isBefore(lastTime)) {
      problems.accept("time must be >= " + lastTime + ", got: " + event.time() + ": " + event);
    }
    lastTime = event.time();
    for (EventId cause : event.causes()) {
      Optional<Event> found = store.find(cause);
      if (found.isEmpty() || found.get().position().compareTo(event.position()) >= 0) {
        problems.accept("cause must stand before its event, got: " + cause + ": " + event);
      }
    }
  }

  long eventCount() {
    return eventCount;
  }

  long streamCount() {
    return nextVersions.size();
  }
}
