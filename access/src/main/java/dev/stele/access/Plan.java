package dev.stele.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wish to know some facts: which keys he leads, which he joins, and what came of it.
 *
 * <p>Used by one thread, once: ask for each, run, and read the answers.
 */
final class Plan {

  /*
   * The order is what keeps callers from waiting for each other for ever:
   *
   *   1. register each key: the first to put a place for it leads it, the others join;
   *   2. start the loads that may wait, each on threads of its own;
   *   3. run the prompt ones here: from now on, all that this caller leads ends by itself;
   *   4. wait for all of it, own and joined; when the deadline passes, end what has not ended.
   *
   * A source that asks for facts does so on its load's thread. Whom such a load waits for is
   * noted in the circle before it waits; what would close the circle fails instead.
   *
   * Answers that are not to be kept for the session (a circle, a session that is full or closed, a
   * caller who was interrupted) are true for this caller alone, and stand here.
   *
   * A session that is closed meanwhile: it says so first and then ends what it finds; a plan makes
   * its loads ready to be ended first and then looks whether the session is closed. One of them
   * sees the other.
   */

  private record Asked(FactType<?, ?> type, Object key) {}

  private final Session session;
  private final Facts facts;
  private final Instant at;
  private final Waiter waiter = new Waiter();
  private final @Nullable Load<?, ?> parent;
  private final List<Load<?, ?>> led = new ArrayList<>();
  private final List<Slot<?>> joined = new ArrayList<>();
  private final List<Load<?, ?>> noted = new ArrayList<>();
  private final Map<Asked, FactError> refused = new HashMap<>();
  private boolean isInterrupted;

  Plan(Session session) {
    this.session = session;
    this.facts = session.facts();
    this.at = facts.clock().instant();
    this.parent = Load.RUNNING.isBound() ? Load.RUNNING.get() : null;
  }

  /**
   * Asks for one key, and leads or joins it.
   *
   * @return its place, or nothing if it was refused
   */
  <K, V> @Nullable Slot<V> ask(FactType<K, V> type, K key) {
    int place = facts.place(type);
    if (place < 0) {
      return refuse(type, key, new FactError.NoSource(type.name()));
    }
    Load<K, V> load = load(type, place);
    Shelf<K, V> shelf = load.shelf();
    Slot<V> there = shelf.slot(key);
    if (there == null) {
      if (session.isClosed()) {
        return refuse(type, key, new FactError.Closed(type.name()));
      }
      if (shelf.size() >= facts.limit()) {
        return refuse(type, key, new FactError.Full(type.name(), facts.limit()));
      }
      Slot<V> mine = new Slot<>(load);
      there = shelf.register(key, mine);
      if (there == null) {
        load.lead(key, mine);
        return mine;
      }
    }
    if (there.load() == load || there.peek() != null) {
      return there;
    }
    if (!note(there.load())) {
      return refuse(type, key, new FactError.Cycle(type.name()));
    }
    waiter.expect();
    if (there.join(waiter) == null) {
      joined.add(there);
    } else {
      waiter.wake();
    }
    return there;
  }

  /** Has all that is led loaded, and waits for it and for what was joined. */
  void run() {
    try {
      List<Load<?, ?>> prompt = new ArrayList<>();
      for (Load<?, ?> load : led) {
        if (load.keyCount() == 0) {
          load.shelf().leave();
          continue;
        }
        note(load);
        waiter.expect();
        load.cut();
        if (session.isClosed()) {
          load.end(new FactError.Closed(load.shelf().type().name()));
        } else if (load.shelf().source().isPrompt()) {
          prompt.add(load);
        } else {
          start(load);
        }
      }
      prompt.forEach(Load::run);
      await();
    } finally {
      forget();
    }
  }

  /** Gives up before it ran: what it leads is answered, so that nobody waits for it. */
  void abandon() {
    for (Load<?, ?> load : led) {
      load.abandon(new FactError.Cancelled(load.shelf().type().name()));
    }
    forget();
  }

  /** Returns why a key that was asked for has no answer. */
  FactError error(FactType<?, ?> type, Object key) {
    FactError error = refused.get(new Asked(type, key));
    if (error != null) {
      return error;
    }
    return isInterrupted
        ? new FactError.Cancelled(type.name())
        : new FactError.TimedOut(type.name(), facts.deadline());
  }

  private void await() {
    try {
      if (!waiter.await(facts.waits(), facts.deadline().toNanos())) {
        led.forEach(this::expire);
        joined.forEach(slot -> expire(slot.load()));
      }
    } catch (InterruptedException stopped) {
      isInterrupted = true;
      Thread.currentThread().interrupt();
    }
  }

  private void expire(Load<?, ?> load) {
    load.end(new FactError.TimedOut(load.shelf().type().name(), facts.deadline()));
  }

  private void start(Load<?, ?> load) {
    try {
      for (int i = 0; i < load.lanes(); i++) {
        Thread.ofVirtual().name("stele-facts").start(load::run);
      }
    } catch (Error noThread) {
      load.end(new FactError.Backend(load.shelf().type().name(), noThread));
      throw noThread;
    }
  }

  /** Enters the shelf that is there, again if it was replaced before it was entered. */
  @SuppressWarnings("unchecked")
  private <K, V> Load<K, V> load(FactType<K, V> type, int place) {
    for (int i = led.size() - 1; i >= 0; i--) {
      if (led.get(i).shelf().type() == type) {
        return (Load<K, V>) led.get(i);
      }
    }
    while (true) {
      Shelf<K, V> shelf = session.shelf(type, place);
      if (shelf.enter()) {
        Load<K, V> load = new Load<>(shelf, at, waiter);
        led.add(load);
        return load;
      }
    }
  }

  /** Notes whom the load waits for that this is asked within. Returns false if that is a circle. */
  private boolean note(Load<?, ?> whom) {
    if (parent == null) {
      return true;
    }
    if (!facts.circle().begin(parent, whom)) {
      return false;
    }
    noted.add(whom);
    return true;
  }

  private void forget() {
    if (parent != null) {
      for (Load<?, ?> whom : noted) {
        facts.circle().end(parent, whom);
      }
    }
  }

  private <V> @Nullable Slot<V> refuse(FactType<?, V> type, Object key, FactError error) {
    refused.put(new Asked(type, key), error);
    return null;
  }
}
