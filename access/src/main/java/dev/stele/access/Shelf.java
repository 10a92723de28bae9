package dev.stele.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
   * that is in flight on the old shelf; hence a shelf is closed first, which works only while nobody
   * is inside, and who finds it closed begins again on the one that took its place.
   */

  private static final int CLOSED = -1;

  private final FactType<K, V> type;
  private final FactSource<K, V> source;
  private final ConcurrentHashMap<K, Slot<V>> slots = new ConcurrentHashMap<>();
  private final AtomicInteger inside = new AtomicInteger();

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

  /** Begins something that must not outlive this shelf. Returns false if its time is over. */
  boolean enter() {
    while (true) {
      int now = inside.get();
      if (now == CLOSED) {
        return false;
      }
      if (inside.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** Ends what was begun with {@link #enter}. */
  void leave() {
    inside.decrementAndGet();
  }

  /** Returns true if nothing is in flight. */
  boolean isIdle() {
    return inside.get() == 0;
  }

  /** Ends the time of this shelf if nothing is in flight; true once. */
  boolean closeIfIdle() {
    return inside.compareAndSet(0, CLOSED);
  }

  /** Forgets what is answered; what is in flight stays. */
  void clear() {
    slots.values().removeIf(slot -> slot.peek() != null);
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
