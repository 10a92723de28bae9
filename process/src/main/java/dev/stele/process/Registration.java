package dev.stele.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a process is: said once, and never changed. The same registration again is answered with the
 * process that is there; another one under the same id is refused.
 *
 * <p>Immutable; the methods return changed copies.
 *
 * @param eventTypes the types of events it may have besides the room's own; names must differ
 * @param causedBy what led to it, for people
 * @param wakeTarget whom its wakes are for, unless an event says otherwise
 * @param label for people
 * @param retry how often it is tried
 * @param notBefore when it may be run at the earliest
 * @param priority of those that may run, the highest is taken first
 */
public record Registration(
    ProcessId id,
    Work work,
    Disposition disposition,
    Originator originator,
    Optional<String> causedBy,
    Optional<SessionScope> wakeTarget,
    List<EventType> eventTypes,
    Optional<String> label,
    RetryPolicy retry,
    Optional<Instant> notBefore,
    int priority) {

  private static final int TEXT_MAX = 1_000;
  private static final int TYPES_MAX = 256;

  /** Checks that the parts fit together. */
  public Registration {
    boolean isExternal = work instanceof Work.External;
    if (isExternal != (disposition == Disposition.EXTERNALLY_OWNED)) {
      throw new IllegalArgumentException(
          "disposition must be 'externally-owned' for external work and for no other, got: '"
              + disposition.word()
              + "' for "
              + work.getClass().getSimpleName());
    }
    eventTypes = List.copyOf(eventTypes);
    Set<String> names = new HashSet<>();
    for (EventType type : eventTypes) {
      if (!names.add(type.name())) {
        throw new IllegalArgumentException(
            "event types must have different names, got twice: '" + type.name() + "'");
      }
    }
    if (names.size() > TYPES_MAX) {
      throw new IllegalArgumentException(
          "event types must be <= " + TYPES_MAX + ", got: " + names.size());
    }
    causedBy.ifPresent(text -> requireText("cause", text));
    label.ifPresent(text -> requireText("label", text));
  }

  private static void requireText(String what, String text) {
    if (text.length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          what + " must have <= " + TEXT_MAX + " characters, got: " + text.length());
    }
  }

  /** Begins a registration of work for an engine. */
  public static Registration of(String id, Work work, Disposition disposition) {
    return new Registration(
        new ProcessId(id),
        work,
        disposition,
        Originator.host(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        RetryPolicy.standard(),
        Optional.empty(),
        0);
  }

  /** Begins a registration of work that is done outside. */
  public static Registration external(String id, String kind, Payload input) {
    return of(id, new Work.External(kind, input), Disposition.EXTERNALLY_OWNED);
  }

  /** Returns it for somebody. */
  public Registration originator(Originator other) {
    return new Registration(
        id,
        work,
        disposition,
        other,
        causedBy,
        wakeTarget,
        eventTypes,
        label,
        retry,
        notBefore,
        priority);
  }

  /** Returns it with what led to it. */
  public Registration causedBy(String cause) {
    return new Registration(
        id,
        work,
        disposition,
        originator,
        Optional.of(cause),
        wakeTarget,
        eventTypes,
        label,
        retry,
        notBefore,
        priority);
  }

  /** Returns it with somebody whom its wakes are for. */
  public Registration wakes(SessionScope target) {
    return new Registration(
        id,
        work,
        disposition,
        originator,
        causedBy,
        Optional.of(target),
        eventTypes,
        label,
        retry,
        notBefore,
        priority);
  }

  /** Returns it with more types of events. */
  public Registration events(EventType... more) {
    List<EventType> all = new ArrayList<>(eventTypes);
    all.addAll(List.of(more));
    return new Registration(
        id,
        work,
        disposition,
        originator,
        causedBy,
        wakeTarget,
        all,
        label,
        retry,
        notBefore,
        priority);
  }

  /** Returns it with a label. */
  public Registration label(String text) {
    return new Registration(
        id,
        work,
        disposition,
        originator,
        causedBy,
        wakeTarget,
        eventTypes,
        Optional.of(text),
        retry,
        notBefore,
        priority);
  }

  /** Returns it with another policy of attempts. */
  public Registration retry(RetryPolicy policy) {
    return new Registration(
        id,
        work,
        disposition,
        originator,
        causedBy,
        wakeTarget,
        eventTypes,
        label,
        policy,
        notBefore,
        priority);
  }

  /** Returns it so that it does not run before a time. */
  public Registration notBefore(Instant time) {
    return new Registration(
        id,
        work,
        disposition,
        originator,
        causedBy,
        wakeTarget,
        eventTypes,
        label,
        retry,
        Optional.of(time),
        priority);
  }

  /** Returns it with another priority. */
  public Registration priority(int other) {
    return new Registration(
        id,
        work,
        disposition,
        originator,
        causedBy,
        wakeTarget,
        eventTypes,
        label,
        retry,
        notBefore,
        other);
  }
}
