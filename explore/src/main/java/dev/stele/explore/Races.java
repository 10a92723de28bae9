package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a data race is: both accesses, and the edge that is missing between them. */
@SuppressWarnings("ReferenceEquality") // Identity is what this is about.
final class Races {

  private Races() {}

  static Finding finding(Execution execution, Cell cell, Accesses.One earlier, Accesses.One later) {
    Task first = execution.tasks().get(earlier.task());
    Task second = execution.tasks().get(later.task());
    List<String> details = new ArrayList<>();
    details.add(access(first, earlier, cell));
    details.add(access(second, later, cell));
    List<String> missing = missing(execution.trace(), first, second, earlier.step());
    details.add("missing edge: " + missing.getFirst());
    missing.stream().skip(1).forEach(line -> details.add("  " + line));
    List<Finding.Mark> marks = new ArrayList<>();
    for (Accesses.One access : List.of(earlier, later)) {
      if (!isStep(execution.trace(), access)) {
        marks.add(
            new Finding.Mark(
                access.step(), access.task(), text(access, cell) + " !", site(access)));
      }
    }
    return new Finding(
        ExploreError.Kind.DATA_RACE,
        "data race on " + cell.label() + ": nothing orders " + first + " and " + second,
        details,
        marks,
        Optional.empty());
  }

  private static String access(Task task, Accesses.One access, Cell cell) {
    return task + ": " + text(access, cell) + " at " + site(access);
  }

  private static String text(Accesses.One access, Cell cell) {
    return access.verb() + " " + cell.label();
  }

  private static Site site(Accesses.One access) {
    return Objects.requireNonNullElse(access.site(), Site.NONE);
  }

  /** Tells whether an access was a step of its own: no plain one is. */
  private static boolean isStep(List<Event> trace, Accesses.One access) {
    if (access.step() == 0) {
      return false;
    }
    Event event = trace.get(access.step() - 1);
    return event.task.id == access.task()
        && event.op.verb.equals(access.verb())
        && event.op.site.equals(site(access));
  }

  /** Returns a line, and more to follow it. */
  private static List<String> missing(List<Event> trace, Task first, Task second, int step) {
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
    String needed =
        "one lock around both accesses, or a volatile write of "
            + first
            + " behind its own, which "
            + second
            + " reads before its own, would make it";
    if (published == null || published.op.writes(first.life)) {
      return List.of(first + " let nobody know of its access before its end", needed);
    }
    return List.of(
        "behind its access, " + first + " first did: " + published.op,
        second + " took notice of none of that before its own access",
        needed);
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

  private static List<String> pair(List<Event> trace, Event written, Event taken) {
    return List.of(
        written.task + " did: " + written.op,
        "then " + taken.task + " did: " + taken.op,
        weakness(trace, written, taken));
  }

  private static String weakness(List<Event> trace, Event written, Event taken) {
    boolean isReleasing = !(written.op instanceof VariableOp op) || op.isReleasing();
    VariableOp read = reading(trace, taken);
    boolean isAcquiring = read == null || read.isAcquiring();
    if (isReleasing && isAcquiring) {
      return "what was written there in between handed nothing of it on";
    }
    if (read != null && read.access.kind() == Access.Kind.WRITE) {
      return "but a write acquires nothing";
    }
    String whose =
        isReleasing
            ? "the read acquires nothing: getAcquire or getVolatile would"
            : isAcquiring
                ? "the write releases nothing: setRelease or setVolatile would"
                : "the write releases nothing, and the read acquires nothing: setRelease with"
                    + " getAcquire would";
    return "but " + whose + ", or a fence of that kind";
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
