package dev.stele.process;

import dev.stele.journal.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what is on record of processes: their events, and who may address them. */
final class Reads {

  private final Ledger ledger;

  Reads(Ledger ledger) {
    this.ledger = ledger;
  }

  static ProcessEvent event(Head head, Stamped stamped) {
    return event(head.id(), head.sequence(stamped.version()), stamped);
  }

  static ProcessEvent event(ProcessId id, long sequence, Stamped stamped) {
    Fact fact = stamped.fact();
    Optional<ProcessOutcome> ends =
        fact.tags().contains(Types.TAG_ENDED)
            ? Optional.of(OutcomeFields.parse(fact))
            : Optional.empty();
    Optional<ProcessEvent.Wake> wake =
        fact.tags().contains(Types.TAG_WAKES)
            ? Optional.of(new ProcessEvent.Wake(fact.field("wake.key"), fact.field("wake.input")))
            : Optional.empty();
    return new ProcessEvent(
        id,
        sequence,
        new Position(stamped.position()),
        fact.type(),
        fact.payload(),
        RegistrationFields.optional(fact, "key"),
        RegistrationFields.optional(fact, "caused-by"),
        ends,
        wake,
        stamped.at());
  }

  List<ProcessEvent> eventsAfter(Head head, long sequence, int limit) {
    List<ProcessEvent> events = new ArrayList<>();
    long from = head.version(Math.max(0, sequence)) + 1;
    try (Ledger.Facts facts = ledger.readStream(Streams.main(head.id()), from)) {
      while (events.size() < limit && facts.hasNext()) {
        Stamped next = facts.next();
        if (isOver(next)) {
          break;
        }
        events.add(event(head, next));
      }
    }
    return events;
  }

  /** Tells whether a fact is of a later process of the same id. */
  private static boolean isOver(Stamped stamped) {
    return stamped.fact().type().equals(Types.PRUNED);
  }

  private Ledger.Where ofType(Head head, String type) {
    return new Ledger.Where(Streams.main(head.id()), type, null, head.firstEvent());
  }

  Optional<ProcessEvent> firstAfter(Head head, String type, long sequence) {
    long from = head.firstEvent();
    if (sequence > 0) {
      long version = head.version(sequence);
      try (Ledger.Facts facts = ledger.readStream(Streams.main(head.id()), version)) {
        if (!facts.hasNext()) {
          return Optional.empty();
        }
        from = facts.next().position() + 1;
      }
    }
    return ledger
        .first(new Ledger.Where(Streams.main(head.id()), type, null, from))
        .map(stamped -> event(head, stamped));
  }

  Optional<ProcessEvent> nth(Head head, String type, long ordinal) {
    long left = ordinal;
    try (Ledger.Facts facts = ledger.read(ofType(head, type))) {
      while (facts.hasNext()) {
        Stamped next = facts.next();
        left--;
        if (left == 0) {
          return Optional.of(event(head, next));
        }
      }
    }
    return Optional.empty();
  }

  long countThrough(Head head, String type, long sequence) {
    long count = 0;
    try (Ledger.Facts facts = ledger.read(ofType(head, type))) {
      while (facts.hasNext() && head.sequence(facts.next().version()) <= sequence) {
        count++;
      }
    }
    return count;
  }

  List<ProcessEvent> recent(Head head, int limit) {
    List<ProcessEvent> events = new ArrayList<>();
    Ledger.Where main =
        new Ledger.Where(Streams.main(head.id()), null, null, head.registered().value() + 1);
    try (Ledger.Facts facts = ledger.readBackward(main)) {
      while (events.size() < limit && facts.hasNext()) {
        Stamped next = facts.next();
        if (!isOver(next)) {
          events.add(event(head, next));
        }
      }
    }
    Collections.reverse(events);
    return events;
  }

  List<ProcessEvent> unacknowledgedWakes(Head head, long sequence, int limit) {
    Set<Long> acknowledged = new HashSet<>();
    long from = head.registered().value();
    String control = Streams.control(head.id());
    try (Ledger.Facts facts =
        ledger.read(new Ledger.Where(control, Types.WAKE_ACKNOWLEDGED, null, from))) {
      while (facts.hasNext()) {
        acknowledged.add(Long.parseLong(facts.next().fact().field("sequence")));
      }
    }
    List<ProcessEvent> events = new ArrayList<>();
    try (Ledger.Facts facts =
        ledger.read(new Ledger.Where(Streams.main(head.id()), null, Types.TAG_WAKES, from))) {
      while (events.size() < limit && facts.hasNext()) {
        Stamped next = facts.next();
        long its = head.sequence(next.version());
        if (its > sequence && !acknowledged.contains(its)) {
          events.add(event(head, next));
        }
      }
    }
    return events;
  }

  /** Returns the event with a replay key; empty if none has it. */
  Optional<Stamped> withKey(Head head, String key) {
    String tag = Types.tagOfKey(head.id(), key);
    Ledger.Where where =
        new Ledger.Where(Streams.main(head.id()), null, tag, head.registered().value());
    return ledger.first(where);
  }

  List<WakeDelivery> wakes(SessionScope scope, Position from, int limit) {
    List<WakeDelivery> wakes = new ArrayList<>();
    Ledger.Where where = new Ledger.Where(Streams.wakes(scope), Types.WAKE, null, from.value());
    try (Ledger.Facts facts = ledger.read(where)) {
      while (wakes.size() < limit && facts.hasNext()) {
        Fact fact = facts.next().fact();
        wakes.add(
            new WakeDelivery(
                fact.field("wake"),
                scope,
                new ProcessId(fact.field("process")),
                Long.parseLong(fact.field("sequence")),
                fact.payload().text()));
      }
    }
    return wakes;
  }

  List<HistoryEntry> history(Head head) {
    List<Stamped> all = new ArrayList<>();
    for (String stream : List.of(Streams.main(head.id()), Streams.control(head.id()))) {
      long from = head.registered().value();
      try (Ledger.Facts facts = ledger.read(new Ledger.Where(stream, null, null, from))) {
        facts.forEachRemaining(all::add);
      }
    }
    all.sort(java.util.Comparator.comparingLong(Stamped::position));
    return all.stream()
        .map(it ->
            new HistoryEntry(
                new Position(it.position()),
                it.at(),
                it.fact().type(),
                it.fact().fields(),
                it.fact().payload()))
        .toList();
  }

  List<Waiting> waits(Head head) {
    List<Waiting> waits = new ArrayList<>();
    String control = Streams.control(head.id());
    long from = head.registered().value();
    try (Ledger.Facts facts = ledger.read(new Ledger.Where(control, Types.WAITING, null, from))) {
      while (facts.hasNext()) {
        waits.add(WaitingFields.parse(facts.next().fact()));
      }
    }
    return waits;
  }

  /** Where the last deletion of a session stands; -1 if it was never deleted. */
  private long deleted(String session) {
    return ledger
        .last(new Ledger.Where(Streams.session(session), Types.SESSION_DELETED, null, 0))
        .map(Stamped::position)
        .orElse(-1L);
  }

  /** Returns the grants of a scope as they are on record, some of them of pruned processes. */
  List<Grant> grants(SessionScope scope) {
    Map<ProcessId, Grant> grants = new TreeMap<>();
    long from = deleted(scope.session()) + 1;
    try (Ledger.Facts facts =
        ledger.read(new Ledger.Where(null, null, Types.tagOfGrants(scope), from))) {
      while (facts.hasNext()) {
        put(facts.next(), scope, grants);
      }
    }
    return List.copyOf(grants.values());
  }

  private static void put(Stamped stamped, SessionScope scope, Map<ProcessId, Grant> grants) {
    Fact fact = stamped.fact();
    ProcessId id = Streams.process(fact.stream()).orElseThrow();
    if (fact.type().equals(Types.REVOKED)) {
      grants.remove(id);
    } else {
      grants.put(id, grant(scope, id, fact));
    }
  }

  private static Grant grant(SessionScope scope, ProcessId id, Fact fact) {
    return new Grant(
        scope,
        id,
        RegistrationFields.optional(fact, "kind"),
        RegistrationFields.optional(fact, "label"));
  }

  /** Returns where a grant stands that is of a process as it is now; empty if there is none. */
  Optional<Grant> grant(SessionScope scope, Head head) {
    long from = Math.max(head.registered().value(), deleted(scope.session()) + 1);
    Ledger.Where where =
        new Ledger.Where(Streams.control(head.id()), null, Types.tagOfGrants(scope), from);
    return ledger
        .last(where)
        .filter(stamped -> stamped.fact().type().equals(Types.GRANTED))
        .map(stamped -> grant(scope, head.id(), stamped.fact()));
  }

  /** Returns the grants of a process, in the order of scopes. */
  List<Grant> grantsOf(Head head) {
    Map<String, Grant> grants = new TreeMap<>();
    Map<String, Long> positions = new TreeMap<>();
    String control = Streams.control(head.id());
    Ledger.Where where = new Ledger.Where(control, null, null, head.registered().value());
    try (Ledger.Facts facts = ledger.read(where)) {
      while (facts.hasNext()) {
        Stamped next = facts.next();
        String key = next.fact().fields().getOrDefault("scope", "");
        if (next.fact().type().equals(Types.GRANTED)) {
          grants.put(key, grant(SessionScope.parse(key), head.id(), next.fact()));
          positions.put(key, next.position());
        } else if (next.fact().type().equals(Types.REVOKED)) {
          grants.remove(key);
        }
      }
    }
    return grants.entrySet().stream()
        .filter(it ->
            positions.getOrDefault(it.getKey(), -1L) > deleted(it.getValue().scope().session()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
