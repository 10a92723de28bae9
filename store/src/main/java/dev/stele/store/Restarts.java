package dev.stele.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** How many restarts are left in a time that moves on. Taken by one thread at a time. */
final class Restarts {

  private final StoreOptions.RestartBudget budget;
  private final Deque<Long> taken = new ArrayDeque<>();
  private final AtomicInteger count = new AtomicInteger();

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
    count.incrementAndGet();
    return true;
  }

  /** How many were taken in all. */
  int count() {
    return count.get();
  }
}
