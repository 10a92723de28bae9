package dev.stele.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What one request knows: each fact is loaded at most once, and stays as it is until the session is
 * dropped.
 *
 * <p>Safe for any number of threads, who share what is loaded: who asks first leads, the others
 * wait for his answer. Reading what is known takes no lock. There is no time to live: freshness is
 * how long a session lives, so keep none for the life of a stream. ({@code AC2})
 *
 * <p>An interrupt ends a wait and leaves the flag set; what was waited for has then failed for the
 * one who was interrupted, never for others, unless his own thread was running the source. The load
 * goes on, for who asks next.
 */
public final class Session implements AutoCloseable {

  private final Facts facts;
  private final AtomicReferenceArray<@Nullable Shelf<?, ?>> shelves;
  private volatile boolean isClosed;

  Session(Facts facts) {
    this.facts = facts;
    this.shelves = new AtomicReferenceArray<>(facts.count());
  }

  /** Returns what is known of a key, from the source if nobody has asked for it before. */
  public <K, V> Fact<V> get(FactType<K, V> type, K key) {
    Slot<V> slot = known(type, key);
    Fact<V> fact = slot == null ? null : slot.peek();
    return fact == null ? load(type, List.of(key)).getFirst() : fact;
  }

  /**
   * Returns what is known of each key, in their order; those that nobody has asked for before are
   * asked of the source together, each once. All are answers of one source, also if it is replaced
   * meanwhile.
   */
  public <K, V> List<Fact<V>> getAll(FactType<K, V> type, Collection<? extends K> keys) {
    List<K> asked = List.copyOf(keys); // Theirs may change while we wait.
    List<Fact<V>> known = allKnown(type, asked);
    return known == null ? load(type, asked) : known;
  }

  /** Returns what is known of each key, if there is something known of each, on one shelf. */
  private <K, V> @Nullable List<Fact<V>> allKnown(FactType<K, V> type, List<K> keys) {
    int place = facts.place(type);
    if (place < 0) {
      return null;
    }
    Shelf<K, V> shelf = shelf(type, place);
    List<Fact<V>> answers = new ArrayList<>(keys.size());
    for (K key : keys) {
      Slot<V> slot = shelf.slot(key);
      Fact<V> fact = slot == null ? null : slot.peek();
      if (fact == null) {
        return null;
      }
      answers.add(fact);
    }
    return Collections.unmodifiableList(answers);
  }

  private <K, V> List<Fact<V>> load(FactType<K, V> type, List<K> keys) {
    Plan plan = new Plan(this);
    List<@Nullable Slot<V>> slots = new ArrayList<>(keys.size());
    try {
      for (K key : keys) {
        slots.add(plan.ask(type, key));
      }
    } catch (Throwable keysFailed) {
      plan.abandon();
      throw keysFailed;
    }
    plan.run();
    List<Fact<V>> answers = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Slot<V> slot = slots.get(i);
      Fact<V> fact = slot == null ? null : slot.peek();
      answers.add(fact != null ? fact : new Fact.Failed<>(plan.error(type, keys.get(i))));
    }
    return Collections.unmodifiableList(answers);
  }

  /** Returns what is known of a key without asking the source; empty if it was never answered. */
  public <K, V> Optional<Fact<V>> peek(FactType<K, V> type, K key) {
    Slot<V> slot = known(type, key);
    return slot == null ? Optional.empty() : Optional.ofNullable(slot.peek());
  }

  /**
   * Replaces the source of a type in this session, and forgets what the old one answered, in one
   * step: nobody who asks sees the new source with an old answer. A decision that is being made
   * meanwhile may rest on answers of both.
   *
   * @return false if a load of that type is in flight; nothing was changed
   * @throws IllegalArgumentException if the type was never registered, or the source takes less
   *     than one key or one batch at a time
   */
  public <K, V> boolean replaceIfIdle(FactType<K, V> type, FactSource<K, V> source) {
    int place = facts.place(type);
    if (place < 0) {
      throw new IllegalArgumentException("fact must be registered, got: '" + type.name() + "'");
    }
    Shelf<K, V> next = new Shelf<>(type, Sources.checked(source));
    while (true) {
      Shelf<K, V> old = shelf(type, place);
      Shelf<K, V> heir = old.replaceIfIdle(next);
      if (heir == null) {
        return false;
      }
      shelves.compareAndSet(place, old, heir);
      if (heir == next) {
        return true;
      }
    }
  }

  /** Forgets what is known of a type; loads in flight go on, and their answers are kept. */
  public void clear(FactType<?, ?> type) {
    int place = facts.place(type);
    Shelf<?, ?> shelf = place < 0 ? null : shelves.get(place);
    if (shelf != null) {
      shelf.clear();
    }
  }

  /** Returns true if no load of a type is in flight. */
  public boolean isIdle(FactType<?, ?> type) {
    int place = facts.place(type);
    Shelf<?, ?> shelf = place < 0 ? null : shelves.get(place);
    return shelf == null || shelf.isIdle();
  }

  /**
   * Ends the loads in flight, whose keys have failed then, and lets none begin. What is known can
   * still be read. Waits for nobody; a second call does nothing.
   */
  @Override
  public void close() {
    isClosed = true;
    for (int place = 0; place < shelves.length(); place++) {
      Shelf<?, ?> shelf = shelves.get(place);
      if (shelf != null) {
        shelf.end(new FactError.Closed(shelf.type().name()));
      }
    }
  }

  boolean isClosed() {
    return isClosed;
  }

  Facts facts() {
    return facts;
  }

  /** Returns the place of a key that somebody has asked for, answered or not. */
  <K, V> @Nullable Slot<V> known(FactType<K, V> type, K key) {
    int place = facts.place(type);
    return place < 0 ? null : shelf(type, place).slot(key);
  }

  /** Returns the shelf that is there now, entered: so none takes its place until it is left. */
  <K, V> Shelf<K, V> entered(FactType<K, V> type, int place) {
    while (true) {
      Shelf<K, V> shelf = shelf(type, place);
      Shelf<K, V> heir = shelf.enter();
      if (heir == null) {
        return shelf;
      }
      shelves.compareAndSet(place, shelf, heir);
    }
  }

  /** Returns the shelf that is there now; another may take its place at once. */
  @SuppressWarnings("unchecked")
  <K, V> Shelf<K, V> shelf(FactType<K, V> type, int place) {
    Shelf<?, ?> shelf = shelves.get(place);
    if (shelf == null) {
      Shelf<K, V> fresh = new Shelf<>(type, (FactSource<K, V>) facts.source(place));
      shelf = shelves.compareAndSet(place, null, fresh) ? fresh : shelves.get(place);
    }
    return (Shelf<K, V>) shelf;
  }
}
