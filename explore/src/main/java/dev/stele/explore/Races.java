package dev.stele.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a data race is: both accesses, and the edge that is missing between them. */
@SuppressWarnings("ReferenceEquality") // Identity is what this is about.
final class Races {

  private Races() {}

  static Finding finding(Execution execution, Cell cell, Accesses.One earlier, Accesses.One later) {
    Task first = execution.tasks().get(earlier.task());
    Task second = execution.tasks().get(later.task());
    return Finding.of(
        ExploreError.Kind.DATA_RACE,
        "data race on " + cell.label() + ": nothing orders " + first + " and " + second,
        access(first, earlier, cell),
        access(second, later, cell),
        "missing edge: " + missing(execution.trace(), first, second, earlier.step()));
  }

  private static String access(Task task, Accesses.One access, Cell cell) {
    return task + ": " + access.verb() + " " + cell.label() + " at " + access.site();
  }

  private static String missing(List<Event> trace, Task first, Task second, int step) {
    Event published = null;
    for (int i = step; i < trace.size(); i++) {
      Event event = trace.get(i);
      if (event.task != first || !isPublishing(event.op)) {
        continue;
      }
      Event taken = taken(trace, event, second);
      if (taken != null) {
        return pair(trace, event, taken);
      }
      published = published == null ? event : published;
    }
    if (published == null) {
      return first
          + " published nothing behind its access; "
          + second
          + " must acquire, before its own, something that "
          + first
          + " releases behind it: a lock, a volatile write, its end";
    }
    return "behind its access, the first that "
        + first
        + " published was: "
        + published.op
        + "; "
        + second
        + " acquired nothing of it before its own";
  }

  /** Tells whether something of the task could be known from it, were it ordered strongly. */
  private static boolean isPublishing(Op op) {
    for (int i = 0; i < op.locationCount(); i++) {
      if (op.isWriting(i) && !(op instanceof VariableOp access && access.isFailed)) {
        return true;
      }
    }
    return false;
  }

  /** Returns an event of another task that touched what an event wrote, before others wrote it. */
  private static @Nullable Event taken(List<Event> trace, Event written, Task reader) {
    for (int i = written.number; i < trace.size(); i++) {
      Event event = trace.get(i);
      for (int j = 0; j < written.op.locationCount(); j++) {
        if (event.task == reader
            && written.op.isWriting(j)
            && touches(event.op, written.op.location(j))) {
          return event;
        }
      }
    }
    return null;
  }

  private static boolean touches(Op op, Location location) {
    for (int i = 0; i < op.locationCount(); i++) {
      if (op.location(i) == location) {
        return true;
      }
    }
    return false;
  }

  private static String pair(List<Event> trace, Event written, Event taken) {
    String text = written.task + " did: " + written.op + ", then " + taken.task + ": " + taken.op;
    boolean isReleasing = !(written.op instanceof VariableOp op) || op.isReleasing();
    VariableOp read = reading(trace, taken);
    boolean isAcquiring = read == null || read.isAcquiring();
    if (isReleasing && isAcquiring) {
      return text + "; what was written there in between gave nothing of it on";
    }
    if (read != null && read.access.kind() == Access.Kind.WRITE) {
      return text + "; but a write acquires nothing";
    }
    String whose =
        isReleasing
            ? "the read acquires nothing: getAcquire or getVolatile would"
            : isAcquiring
                ? "the write releases nothing: setRelease or setVolatile would"
                : "the write releases and the read acquires nothing: setRelease with getAcquire"
                    + " would";
    return text + "; but " + whose + ", or a fence of that kind";
  }

  /** Returns how a variable was accessed; of a spinning read, how it was before it had to wait. */
  private static @Nullable VariableOp reading(List<Event> trace, Event taken) {
    if (taken.op instanceof VariableOp access) {
      return access;
    }
    if (!taken.op.isSpinning()) {
      return null;
    }
    for (int i = taken.number - 1; i >= 0; i--) {
      Event event = trace.get(i);
      if (event.task == taken.task && event.op instanceof VariableOp access) {
        return access;
      }
    }
    return null;
  }
}
