package dev.stele.explore;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What shows what, of the objects that static initialisers made: these outlive executions, as long
 * as their classes do.
 */
@SuppressWarnings("ReferenceEquality") // Objects are meant, not what they are equal to.
final class EarlyViews {

  private static final Map<Integer, List<Entry>> BY_HASH = new HashMap<>();

  private EarlyViews() {}

  private record Entry(
      WeakReference<Object> view, WeakReference<Object> shown, WeakReference<Object> mutex) {}

  /** One that is known. */
  record View(Object shown, Object mutex) {}

  static synchronized void add(Object view, Object shown, Object mutex) {
    BY_HASH.values().forEach(entries -> entries.removeIf(entry -> entry.view.refersTo(null)));
    BY_HASH.values().removeIf(List::isEmpty);
    BY_HASH
        .computeIfAbsent(System.identityHashCode(view), _ -> new ArrayList<>())
        .add(
            new Entry(
                new WeakReference<>(view), new WeakReference<>(shown), new WeakReference<>(mutex)));
  }

  static synchronized Optional<View> find(Object view) {
    if (BY_HASH.isEmpty()) {
      return Optional.empty();
    }
    for (Entry entry : BY_HASH.getOrDefault(System.identityHashCode(view), List.of())) {
      Object shown = entry.shown.get();
      Object mutex = entry.mutex.get();
      if (entry.view.refersTo(view) && shown != null && mutex != null) {
        return Optional.of(new View(shown, mutex));
      }
    }
    return Optional.empty();
  }
}
