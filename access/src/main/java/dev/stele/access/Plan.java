package dev.stele.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * A prompt source that asks for facts may hold up what stands behind it on its thread: before it
   * waits, that is run. A caller who is interrupted leaves his loads to a thread that keeps their
   * deadline.
   *
   * A source that asks for facts does so on its load's thread. Whom such a load waits for is
   * noted in the circle before it waits; what would close the circle fails instead.
   *
   * Answers that are not to be kept for the session (a circle, a session that is full or closed, a
   * caller who was interrupted) are true for this caller alone, and stand here.
   *
   * A session that is closed meanwhile says so first and then ends what it finds; a plan makes its
   * loads ready to be ended first and then looks whether the session is closed. One of them sees the
   * other.
   */

  private record Asked(FactType<?, ?> type, Object key) {}

  private final Session session;
  private final int expected;
  private final Facts facts;
  private final Instant at;
  private final Waiter waiter = new Waiter();
  private final @Nullable Load<?, ?> parent;
  private final List<Load<?, ?>> led = new ArrayList<>();
  private final List<Slot<?>> joined = new ArrayList<>();
  private final Set<Load<?, ?>> noted;
  private final Map<Asked, FactError> refused = new HashMap<>();
  private boolean isInterrupted;

  /**
   * Makes one.
   *
   * @param expected about how many keys it will ask for
   */
  Plan(Session session, int expected) {
    this.session = session;
    this.expected = expected;
    this.facts = session.facts();
    this.at = facts.clock().instant();
    this.parent = Load.RUNNING.isBound() ? Load.RUNNING.get() : null;
    this.noted = parent == null ? Set.of() : new HashSet<>();
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
      load.lead(key, mine); // Before it can be seen: so it has an answer, whatever is thrown now.
      there = shelf.register(key, mine);
      if (there == null) {
        return mine;
      }
      load.follow();
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
    Error thrown;
    try {
      led.removeIf(Plan::leaveIfEmpty);
      led.forEach(this::cut);
      for (Load<?, ?> load : led) {
        if (!load.isPrompt()) {
          start(load);
        }
      }
      thrown = runPrompt();
      await();
    } catch (Throwable broken) {
      abandonLed();
      throw broken;
    } finally {
      forget();
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Gives up before it ran: what it leads is answered, so that nobody waits for it. */
  void abandon() {
    abandonLed();
    forget();
  }

  private void abandonLed() {
    for (Load<?, ?> load : led) {
      load.abandon(new FactError.Cancelled(load.shelf().type().name()));
    }
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

  /** A shelf was entered only to look: what was joined there keeps it from being replaced. */
  private static boolean leaveIfEmpty(Load<?, ?> load) {
    if (load.isEmpty()) {
      load.shelf().leave();
    }
    return load.isEmpty();
  }

  private void cut(Load<?, ?> load) {
    note(load);
    waiter.expect();
    load.cut();
    if (session.isClosed()) {
      load.end(new FactError.Closed(load.shelf().type().name()));
    }
  }

  private void start(Load<?, ?> load) {
    for (int i = 0; i < load.lanes(); i++) {
      thread(() -> {
        Error thrown = load.run();
        if (thrown != null) {
          throw thrown;
        }
      });
    }
  }

  private static void thread(Runnable task) {
    Thread.ofVirtual().inheritInheritableThreadLocals(false).name("stele-facts").start(task);
  }

  private @Nullable Error runPrompt() {
    List<Load<?, ?>> prompt = new ArrayList<>();
    for (Load<?, ?> load : led) {
      if (load.isPrompt()) {
        prompt.add(load);
        load.runsBeside(prompt, parent);
      }
    }
    Error thrown = null;
    for (Load<?, ?> load : prompt) {
      Error error = load.run();
      thrown = thrown == null ? error : thrown;
      load.runsBeside(List.of(), null);
    }
    return thrown;
  }

  /**
   * Runs what stands on this thread behind the prompt source that asks: while it waits here,
   * whoever it waits for may wait for that.
   */
  private void runWhatIsBehind() {
    for (Load<?, ?> outer = parent; outer != null; outer = outer.within()) {
      for (Load<?, ?> behind : outer.beside()) {
        if (behind.isLeft() && note(behind)) {
          behind.run(); // An error that it throws stands in its answers.
        }
      }
    }
  }

  private void await() {
    if (parent != null && waiter.isWaiting()) {
      runWhatIsBehind();
    }
    try {
      if (!waiter.await(facts.waits(), facts.deadlineNanos())) {
        led.forEach(this::expire);
        joined.forEach(slot -> expire(slot.load()));
      }
    } catch (InterruptedException stopped) {
      isInterrupted = true;
      Thread.currentThread().interrupt();
      if (!led.stream().allMatch(Load::isOver)) {
        thread(this::watch);
      }
    }
  }

  /** The caller has gone: what he led goes on for others, but not for ever. */
  private void watch() {
    try {
      if (!waiter.await(facts.waits(), facts.deadlineNanos())) {
        led.forEach(this::expire);
      }
    } catch (InterruptedException stopped) {
      led.forEach(this::expire);
    }
  }

  private void expire(Load<?, ?> load) {
    load.end(new FactError.TimedOut(load.shelf().type().name(), facts.deadline()));
  }

  /** Returns the load of this plan for a type; it has entered the shelf that is there. */
  @SuppressWarnings("unchecked")
  private <K, V> Load<K, V> load(FactType<K, V> type, int place) {
    for (int i = led.size() - 1; i >= 0; i--) {
      if (led.get(i).shelf().type() == type) {
        return (Load<K, V>) led.get(i);
      }
    }
    Load<K, V> load = new Load<>(session.entered(type, place, expected), at, waiter, expected);
    led.add(load);
    return load;
  }

  /** Notes whom the load waits for that this is asked within. Returns false if that is a circle. */
  private boolean note(Load<?, ?> whom) {
    if (parent == null || noted.contains(whom)) {
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
