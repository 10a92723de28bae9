package dev.stele.access;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key's place in a session: in flight, with who waits for it, or answered.
 *
 * @param <V> the type of the value
 */
final class Slot<V> {

  /*
   * One field holds all of it, so that writing the answer and taking who waits is one step:
   *
   *   nothing      in flight, nobody waits
   *   a Joined     in flight, and a chain of who waits, the last to come first
   *   a Fact       answered
   *
   * Who joins puts himself in front of the chain, or finds the answer. Who finishes swaps the
   * answer in and gets the chain that was there: each of it is his to wake, and nobody else's.
   */

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Slot.class, "state", Object.class);
    } catch (ReflectiveOperationException broken) {
      throw new ExceptionInInitializerError(broken);
    }
  }

  private record Joined(Waiter waiter, @Nullable Joined next) {}

  private final Load<?, V> load;
  private volatile @Nullable Object state;

  /** What the source has answered so far; guarded by the sheet that the key stands on. */
  @Nullable Fact<V> draft;

  /** Which sheet of its load the key stands on; written before the load begins. */
  int sheet;

  Slot(Load<?, V> load) {
    this.load = load;
  }

  /** Returns who leads. */
  Load<?, V> load() {
    return load;
  }

  /** Returns the answer, if there is one. */
  @SuppressWarnings("unchecked")
  @Nullable Fact<V> peek() {
    return state instanceof Fact<?> fact ? (Fact<V>) fact : null;
  }

  /** Returns the answer if there is one; otherwise who waits is woken once, by who finishes. */
  @SuppressWarnings("unchecked")
  @Nullable Fact<V> join(Waiter waiter) {
    while (true) {
      Object now = state;
      if (now instanceof Fact<?> fact) {
        return (Fact<V>) fact;
      }
      if (STATE.compareAndSet(this, now, new Joined(waiter, (Joined) now))) {
        return null;
      }
    }
  }

  /** Writes the answer, over another if there is one. Returns who is to be woken, in join order. */
  List<Waiter> finish(Fact<V> fact) {
    Object before = STATE.getAndSet(this, fact);
    if (!(before instanceof Joined joined)) {
      return List.of();
    }
    List<Waiter> waiters = new ArrayList<>();
    for (Joined one = joined; one != null; one = one.next()) {
      waiters.add(one.waiter());
    }
    Collections.reverse(waiters);
    return waiters;
  }
}
