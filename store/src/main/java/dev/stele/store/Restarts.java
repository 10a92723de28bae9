package dev.stele.store;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many restarts are left in a time that moves on. Not safe for several threads. */
final class Restarts {

  private final StoreOptions.RestartBudget budget;
  private final Deque<Long> taken = new ArrayDeque<>();
  private int count;

  Restarts(StoreOptions.RestartBudget budget) {
    this.budget = budget;
  }

  /** Takes one if there is one left; {@code nowNanos} never falls. */
  boolean take(long nowNanos) {
    long withinNanos = budget.within().toNanos();
    while (!taken.isEmpty() && nowNanos - taken.getFirst() >= withinNanos) {
      taken.removeFirst();
    }
    if (taken.size() >= budget.max()) {
      return false;
    }
    taken.addLast(nowNanos);
    count++;
    return true;
  }

  /** How many were taken in all. */
  int count() {
    return count;
  }
}
