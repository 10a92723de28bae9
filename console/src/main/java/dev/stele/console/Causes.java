package dev.stele.console;

import dev.stele.store.EventId;
import dev.stele.store.StoreReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the events that {@code causationid} names: among those of this import, and in the store.
 *
 * <p>Two memories: every event since the last sync, which readers of the store do not see yet; and
 * the newest ones before it, to ask the store less often.
 */
final class Causes {

  /** How the unknown ones are taken. */
  enum Unknown {
    /** The line is a bad one. */
    REFUSE,
    /** The name is kept, without an event. */
    KEEP
  }

  private static final int NEWEST_MAX = 1 << 15;

  private final StoreReader store;
  private final Unknown unknown;
  private final Map<CauseName, EventId> unsynced = new LinkedHashMap<>();

  private final Map<CauseName, EventId> newest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CauseName, EventId> eldest) {
          return size() > NEWEST_MAX;
        }
      };

  Causes(StoreReader store, Unknown unknown) {
    this.store = store;
    this.unknown = unknown;
  }

  /** Remembers an event that was just appended. */
  void remember(String source, String id, EventId event) {
    unsynced.put(new CauseName(source, id), event);
  }

  /** Says that everything appended can be seen by readers now. */
  void synced() {
    newest.putAll(unsynced);
    unsynced.clear();
  }

  /**
   * Returns the causes of an event, each once.
   *
   * @throws BadLineException if one is named that is not known
   */
  List<EventId> of(CloudEvent event) throws BadLineException {
    Optional<String> named = event.text(CloudEvent.CAUSATION);
    if (named.isEmpty()) {
      return List.of();
    }
    String source = event.required(CloudEvent.SOURCE);
    List<EventId> causes = new ArrayList<>();
    for (String name : CloudEventMapping.list(named.get())) {
      if (name.isEmpty()) {
        throw new BadLineException(
            "attribute 'causationid' must have an id between its commas, got: "
                + CloudEventText.quoted(named.get()));
      }
      Optional<EventId> cause = find(name, source);
      if (cause.isEmpty() && unknown == Unknown.REFUSE) {
        throw new BadLineException(
            "cause must be earlier in the file or in the store, got: "
                + CloudEventText.quoted(name));
      }
      cause.filter(found -> !causes.contains(found)).ifPresent(causes::add);
    }
    return causes;
  }

  private Optional<EventId> find(String name, String source) {
    for (CauseName candidate : CauseName.candidates(name, source)) {
      Optional<EventId> found = find(candidate);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<EventId> find(CauseName name) {
    EventId known = unsynced.getOrDefault(name, newest.get(name));
    if (known != null) {
      return Optional.of(known);
    }
    Optional<EventId> stored;
    try {
      stored =
          store
              .receipt(name.source(), name.id())
              .map(receipt -> receipt.first().id())
              .or(() -> Identities.find(store, name.source(), name.id()).map(event -> event.id()));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // No key can be like this.
    }
    stored.ifPresent(id -> newest.put(name, id));
    return stored;
  }
}
