package dev.stele.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every schedule but those that differ from a tried one only in the order of independent steps.
 *
 * <p>This is dynamic partial-order reduction with source sets and sleep sets: Abdulla, Aronis,
 * Jonsson, Sagonas, "Source Sets: A Foundation for Optimal Dynamic Partial Order Reduction", J. ACM
 * 64(4), 2017. The idea:
 *
 * <pre>
 * for each event e that is carried out
 *   for each earlier event f of another task that is in a race with it
 *       (dependent, nothing ordered between them, and e could have come in place of f)
 *     v = what came after f and does not depend on it, then e
 *     at the choice point of f, some task must be tried that v could begin with
 * </pre>
 *
 * <p>What the paper does not have, since its programs have no more than locks:
 *
 * <ul>
 *   <li>An event that lets another go on (unlock, notify, unpark) is in no race with it; the search
 *       for races then looks behind it, for the lock that kept the other out. Whether it did let it
 *       go on is asked of the later operation, in the state before the earlier event.
 *   <li>An operation that might have been carried out and never is, since another replaced it (a
 *       timed wait that is notified) or since the execution ends before it can go on (in a
 *       deadlock, or where the rest is redundant), races with what came before: it is looked at
 *       there.
 *   <li>A step may have several outcomes (which waiter is notified). All are tried before the task
 *       falls asleep.
 * </ul>
 */
final class ReducedSearch extends TreeSearch {

  @Override
  boolean open(Node node, Node parent) {
    if (parent != node) {
      node.sleep = parent.sleepBehind();
    }
    long candidates = node.enabled & ~node.sleep;
    if (candidates == 0) {
      return false;
    }
    node.chosen = first(node, candidates);
    node.backtrack = 1L << node.chosen;
    return true;
  }

  @Override
  void took(Event event, Execution execution) {
    Task task = event.task;
    event.order = reverseRaces(event, execution.trace());
    event.order.set(task.id, event.number);
    task.order = event.order;
  }

  @Override
  void missed(Event operation, Execution execution) {
    reverseRaces(operation, execution.trace());
  }

  /**
   * It may be that the operation could not have gone on when it was replaced, and could now, had it
   * not been replaced: a timed wait that needs a lock, and somebody has freed the lock since.
   */
  @Override
  void changed(Event operation, Event replacedBy, Execution execution) {
    Event.Reversal reversal = replacedBy.reversal(operation);
    if (reversal != Event.Reversal.ALONE) {
      plan(reversal, replacedBy);
      return;
    }
    Op op = operation.op;
    VectorClock order = operation.order.copy();
    for (int i = 0; i < op.locationCount(); i++) {
      Location location = op.location(i);
      for (int j = 0; j < location.eventCount(); j++) {
        Event event = location.event(j);
        if (!replacedBy.precedes(event) && (op.isWriting(i) || event.op.writes(location))) {
          order.join(event.order);
        }
      }
    }
    reverse(replacedBy, operation, order, execution.trace());
  }

  /** Plans what races ask for; returns what is ordered before the event. */
  private VectorClock reverseRaces(Event event, List<Event> trace) {
    Op op = event.op;
    VectorClock ordered = event.task.order.copy();
    VectorClock full = ordered;
    int[] next = new int[op.locationCount()];
    for (int i = 0; i < next.length; i++) {
      next[i] = op.location(i).eventCount();
    }
    while (true) {
      Event found = latest(op, next);
      if (found == null) {
        return full;
      }
      if (found.task == event.task) {
        continue;
      }
      Event.Reversal reversal = found.reversal(event);
      boolean isReversible = reversal == Event.Reversal.ALONE;
      if (!ordered.covers(found.task.id, found.number)) {
        if (isReversible) {
          reverse(found, event, full, trace);
        } else {
          plan(reversal, found);
        }
      }
      if (!isReversible && full == ordered) {
        full = ordered.copy(); // From here on, what lets this go on orders less than it would.
      }
      full.join(found.order);
      if (isReversible && full != ordered) {
        ordered.join(found.order);
      }
    }
  }

  /**
   * Several events keep the later one from going on: in place of this one, anyone may have gone.
   */
  private void plan(Event.Reversal reversal, Event earlier) {
    if (reversal == Event.Reversal.WITH_OTHERS) {
      Node node = nodeOf(earlier);
      node.backtrack |= node.enabled;
    }
  }

  /** Returns the latest dependent event that was not looked at, and moves behind it. */
  private static @Nullable Event latest(Op op, int[] next) {
    Event latest = null;
    for (int i = 0; i < next.length; i++) {
      Location location = op.location(i);
      while (next[i] > 0) {
        Event candidate = location.event(next[i] - 1);
        if (op.isWriting(i) || candidate.op.writes(location)) {
          if (latest == null || candidate.number > latest.number) {
            latest = candidate;
          }
          break;
        }
        next[i]--;
      }
    }
    if (latest != null) {
      for (int i = 0; i < next.length; i++) {
        if (next[i] > 0 && op.location(i).event(next[i] - 1) == latest) {
          next[i]--;
        }
      }
    }
    return latest;
  }

  private void reverse(Event earlier, Event later, VectorClock ordered, List<Event> trace) {
    Node node = nodeOf(earlier);
    long initials = initials(earlier, later, ordered, trace);
    if ((initials & (node.backtrack | node.sleep)) != 0) {
      return;
    }
    long own = later.task.bit();
    long possible = initials & node.enabled;
    if ((possible & own) != 0) {
      node.backtrack |= own;
    } else {
      node.backtrack |= possible != 0 ? Long.lowestOneBit(possible) : node.enabled;
    }
  }

  /**
   * Returns the tasks with which the events could begin that came after {@code earlier} and are not
   * ordered behind it, followed by {@code later}.
   */
  private static long initials(Event earlier, Event later, VectorClock ordered, List<Event> trace) {
    long seen = 0;
    long initials = 0;
    for (int i = earlier.number; i < trace.size(); i++) {
      Event event = trace.get(i);
      if (earlier.precedes(event) || (seen & event.task.bit()) != 0) {
        continue;
      }
      seen |= event.task.bit();
      if (isFirst(earlier, event.order, event, i, trace)) {
        initials |= event.task.bit();
      }
    }
    if ((seen & later.task.bit()) == 0 && isFirst(earlier, ordered, later, trace.size(), trace)) {
      initials |= later.task.bit();
    }
    return initials;
  }

  /** Tells whether nothing between is ordered before an event, of what is not behind another. */
  private static boolean isFirst(
      Event earlier, VectorClock order, Event event, int end, List<Event> trace) {
    for (int i = earlier.number; i < end; i++) {
      Event between = trace.get(i);
      if (between != event
          && !earlier.precedes(between)
          && order.covers(between.task.id, between.number)) {
        return false;
      }
    }
    return true;
  }
}
