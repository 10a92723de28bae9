package dev.stele.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the questions of one call share: the session, the time, and the facts that are wanted.
 *
 * <p>Used by one thread.
 */
final class Round {

  private record Asked(FactType<?, ?> type, Object key) {}

  private final Session session;
  private final boolean isTraced;
  private @Nullable Instant now;

  /** How many items are asked about: about as many facts of a type will be wanted. */
  private int expected = 1;

  /** Made when the first fact is wanted: most questions want none. */
  private @Nullable List<Asked> wanted;

  /** What this call was refused, and the session does not keep. */
  private @Nullable Map<Asked, FactError> refused;

  /** What policies have worked out for all items of this call. */
  private @Nullable Map<Object, Object> remembered;

  Round(Session session, boolean isTraced) {
    this.session = session;
    this.isTraced = isTraced;
  }

  void expect(int items) {
    expected = items;
  }

  boolean isTraced() {
    return isTraced;
  }

  /** Returns the time of this call: the same each time it is asked for. */
  Instant now() {
    if (now == null) {
      now = session.facts().clock().instant();
    }
    return now;
  }

  /** Returns the place of a key whose answer is known. */
  <K, V> @Nullable Slot<V> known(FactType<K, V> type, K key) {
    Slot<V> slot = session.known(type, key);
    return slot == null || slot.peek() == null ? null : slot;
  }

  /** Returns why this call will not get to know a key, if it was refused already. */
  @Nullable FactError refusal(FactType<?, ?> type, Object key) {
    return refused == null ? null : refused.get(new Asked(type, key));
  }

  /** Returns what was worked out before for all items of this call. */
  @Nullable Object remembered(Object what) {
    return remembered == null ? null : remembered.get(what);
  }

  /** Keeps what holds for all items of this call. */
  void remember(Object what, Object result) {
    if (remembered == null) {
      remembered = new HashMap<>();
    }
    remembered.put(what, result);
  }

  void want(FactType<?, ?> type, Object key) {
    if (wanted == null) {
      wanted = new ArrayList<>(expected);
    }
    wanted.add(new Asked(type, key));
  }

  /** Returns how much is wanted so far. */
  int mark() {
    return wanted == null ? 0 : wanted.size();
  }

  /** Forgets what was wanted since: it is not needed. */
  void backTo(int mark) {
    if (wanted != null && wanted.size() > mark) {
      wanted.subList(mark, wanted.size()).clear();
    }
  }

  /** Loads what is wanted, of all sources at the same time; afterwards each has an answer. */
  void load() {
    List<Asked> all = wanted == null ? List.of() : wanted;
    wanted = null;
    Plan plan = new Plan(session, all.size());
    List<@Nullable Slot<?>> slots = new ArrayList<>(all.size());
    try {
      for (Asked one : all) {
        slots.add(ask(plan, one));
      }
    } catch (Throwable keysFailed) {
      plan.abandon();
      throw keysFailed;
    }
    plan.run();
    for (int i = 0; i < slots.size(); i++) {
      Slot<?> slot = slots.get(i);
      if (slot == null || slot.peek() == null) {
        refused = refused == null ? new HashMap<>() : refused;
        Asked one = all.get(i);
        refused.put(one, plan.error(one.type(), one.key()));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Slot<?> ask(Plan plan, Asked one) {
    return plan.ask((FactType<Object, Object>) one.type(), one.key());
  }
}
