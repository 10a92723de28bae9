package dev.stele.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which load waits for which others, so that none waits for itself.
 *
 * <p>Only loads from within whose source something else is asked for stand here; an ordinary
 * request never takes this lock. A thread that a source starts by itself is not known to belong to
 * it: a circle through such a thread ends with the deadline.
 */
final class Circle {

  private final Map<Load<?, ?>, List<Load<?, ?>>> waits = new HashMap<>();

  /**
   * Notes that one waits for another. Returns false, and notes nothing, if that closes a circle.
   */
  synchronized boolean begin(Load<?, ?> who, Load<?, ?> whom) {
    if (leads(whom, who)) {
      return false;
    }
    waits.computeIfAbsent(who, _ -> new ArrayList<>()).add(whom);
    return true;
  }

  /** Ends one wait that was noted. */
  synchronized void end(Load<?, ?> who, Load<?, ?> whom) {
    List<Load<?, ?>> all = waits.get(who);
    if (all != null && all.remove(whom) && all.isEmpty()) {
      waits.remove(who);
    }
  }

  /** Returns true if nobody waits. */
  synchronized boolean isEmpty() {
    return waits.isEmpty();
  }

  private boolean leads(Load<?, ?> from, Load<?, ?> to) {
    Set<Load<?, ?>> seen = new HashSet<>();
    Deque<Load<?, ?>> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      Load<?, ?> one = next.pop();
      if (one == to) {
        return true;
      }
      if (seen.add(one)) {
        next.addAll(waits.getOrDefault(one, List.of()));
      }
    }
    return false;
  }
}
