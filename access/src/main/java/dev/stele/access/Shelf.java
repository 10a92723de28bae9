package dev.stele.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of one type of fact, and the source that it knows it from.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Shelf<K, V> {

  /*
   * A shelf never changes its source: replacing one puts an empty shelf in its place. So nobody can
   * see a new source with an old answer, and who reads takes no lock. What would be lost is a load
   * that is in flight on the old shelf; hence a shelf is entered before anything is asked of it, and
   * can be replaced only while nobody is inside.
   *
   * Being replaced, and by what, is one step on the old shelf. Who comes too late to enter it finds
   * its heir there, puts that in the session's place for the shelf, if nobody has done so yet, and
   * enters that one. So nobody waits for who replaces.
   */

  private sealed interface Life<K, V> {}

  private record Open<K, V>(int inside) implements Life<K, V> {}

  private record Replaced<K, V>(Shelf<K, V> heir) implements Life<K, V> {}

  private final FactType<K, V> type;
  private final FactSource<K, V> source;
  private final ConcurrentHashMap<K, Slot<V>> slots = new ConcurrentHashMap<>();
  private final AtomicReference<Life<K, V>> life = new AtomicReference<>(new Open<>(0));

  Shelf(FactType<K, V> type, FactSource<K, V> source) {
    this.type = type;
    this.source = source;
  }

  FactType<K, V> type() {
    return type;
  }

  FactSource<K, V> source() {
    return source;
  }

  /** Returns the key's place, if anybody has asked for it. */
  @Nullable Slot<V> slot(K key) {
    return slots.get(key);
  }

  /** Returns the place that was there, or nothing if this one was put there: its load leads. */
  @Nullable Slot<V> register(K key, Slot<V> slot) {
    return slots.putIfAbsent(key, slot);
  }

  /** Returns how many keys have a place. */
  int size() {
    return slots.size();
  }

  /**
   * Begins something that must not outlive this shelf.
   *
   * @return nothing if it has begun; otherwise the shelf that has taken the place of this one
   */
  @Nullable Shelf<K, V> enter() {
    while (true) {
      Life<K, V> now = life.get();
      switch (now) {
        case Replaced<K, V>(Shelf<K, V> heir) -> {
          return heir;
        }
        case Open<K, V>(int inside) -> {
          if (life.compareAndSet(now, new Open<>(inside + 1))) {
            return null;
          }
        }
      }
    }
  }

  /** Ends what was begun with {@link #enter}. */
  void leave() {
    life.updateAndGet(now -> new Open<>(((Open<K, V>) now).inside() - 1));
  }

  /** Returns true if nothing is in flight. */
  boolean isIdle() {
    return !(life.get() instanceof Open<K, V>(int inside)) || inside == 0;
  }

  /**
   * Lets another take the place of this one, unless something is in flight.
   *
   * @return which has taken its place, now or before; nothing if something is in flight
   */
  @Nullable Shelf<K, V> replaceIfIdle(Shelf<K, V> next) {
    while (true) {
      Life<K, V> now = life.get();
      switch (now) {
        case Replaced<K, V>(Shelf<K, V> heir) -> {
          return heir;
        }
        case Open<K, V>(int inside) -> {
          if (inside > 0) {
            return null;
          }
          if (life.compareAndSet(now, new Replaced<>(next))) {
            return next;
          }
        }
      }
    }
  }

  /** Forgets what is answered; what is in flight stays. */
  void clear() {
    for (Map.Entry<K, Slot<V>> entry : slots.entrySet()) {
      Slot<V> slot = entry.getValue();
      if (slot.peek() != null) {
        slots.remove(entry.getKey(), slot);
      }
    }
  }

  /** Ends each load that is in flight. */
  void end(FactError why) {
    for (Slot<V> slot : slots.values()) {
      if (slot.peek() == null) {
        slot.load().end(why);
      }
    }
  }
}
