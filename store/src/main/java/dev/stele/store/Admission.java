package dev.stele.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a proposal of an append, on its caller's thread: asks the gates, makes identities, follows
 * the causes, encodes, and looks up what the decider will need.
 */
final class Admission {

  /** Where denials and passed gates are told of. */
  static final String DENIALS = Coordinate.RESERVED_ENTITIES + "denials";

  static final String BYPASSES = Coordinate.RESERVED_ENTITIES + "bypasses";
  static final String DENIED = NewEvent.RESERVED_TYPES + "Denied";
  static final String GATES_BYPASSED = NewEvent.RESERVED_TYPES + "GatesBypassed";

  /** What a denial's event keeps of texts that gates have made: within the bound of metadata. */
  private static final int EXPLANATION_CHARACTERS_MAX = 4_096;

  private static final int DETAILS_CHARACTERS_MAX = 12_288;
  private static final int DETAIL_NAME_CHARACTERS_MAX = Texts.NAME_BYTES_MAX / 3;

  private final StoreOptions options;
  private final EventIds ids;
  private final TimeWatch time;

  Admission(StoreOptions options) {
    this.options = options;
    this.ids = new EventIds(options.journal().entropy());
    this.time = new TimeWatch(options.journal().clock());
  }

  /** What admission comes to. */
  sealed interface Admitted {

    /** It can be decided. */
    record Ready(Proposal proposal) implements Admitted {}

    /** It need not be. */
    record Refused(Outcome outcome) implements Admitted {}
  }

  /** One append being admitted. */
  private final class Work {
    private final Append append;
    private final List<Append.Addressed> events;
    private final Engine engine;
    private final Decider decider;
    private final long asOf;
    private final Instant now;
    private final Map<EventId, String> correlations = new HashMap<>();

    Work(Append append, Engine engine, Decider decider) {
      this.append = append;
      this.events = append.events();
      this.engine = engine;
      this.decider = decider;
      this.asOf = engine.index.memoryStart(); // Before anything is looked up.
      this.now = time.now();
    }

    Admitted admit() {
      Optional<Outcome.Denied> denied = denied();
      ByteBuffer fingerprint =
          append.key().isPresent() ? Fingerprints.of(events) : ByteBuffer.allocate(0);
      List<Prepared> prepared = new ArrayList<>(events.size() + 1);
      Set<EventId> own = new HashSet<>();
      EventFormat.@Nullable Key key =
          append
              .key()
              .map(text -> new EventFormat.Key(text, writtenCount(), fingerprint))
              .orElse(null);
      for (Append.Addressed addressed : events) {
        NewEvent event = addressed.event();
        EventId id = event.id().orElseGet(this::newId);
        for (EventId cause : event.causes()) {
          if (!follow(cause)) {
            return new Admitted.Refused(new Outcome.UnknownCause(cause));
          }
        }
        if (event.id().isPresent() && !own.add(id)) {
          throw new IllegalArgumentException("event ids of an append must differ, got: " + id);
        }
        prepared.add(prepare(addressed.stream(), event, id, key));
        key = null;
      }
      append.bypass().ifPresent(bypass -> prepared.add(bypassed(bypass)));
      Optional<Prepared> denial =
          options.denials() == StoreOptions.Denials.RECORDED
              ? denied.map(this::denial)
              : Optional.empty();
      return new Admitted.Ready(
          new Proposal(
              append,
              prepared,
              findings(own, denial.isPresent()),
              ChronoUnit.MICROS.between(Instant.EPOCH, now),
              fingerprint,
              denied,
              denial,
              decider));
    }

    private int writtenCount() {
      return events.size() + (append.bypass().isPresent() ? 1 : 0);
    }

    private EventId newId() {
      return ids.next(now.toEpochMilli());
    }

    /** Asks the gates; one that fails denies. */
    private Optional<Outcome.Denied> denied() {
      if (append.bypass().isPresent()) {
        return Optional.empty();
      }
      for (Gate gate : options.gates()) {
        Gate.Verdict verdict;
        try {
          verdict = Objects.requireNonNull(gate.judge(append), "verdict");
        } catch (RuntimeException e) {
          verdict = Gate.Verdict.deny("gate-failed", "the gate failed: " + e);
        }
        if (verdict instanceof Gate.Verdict.Deny deny) {
          return Optional.of(
              new Outcome.Denied(gate.name(), deny.code(), deny.explanation(), deny.details()));
        }
      }
      return Optional.empty();
    }

    /** Finds out that a cause is there, and its correlation. */
    private boolean follow(EventId cause) {
      if (correlations.containsKey(cause)) {
        return true;
      }
      Lookup.Found found = engine.lookup.withId(cause, 0, decider.acceptedEnd());
      if (found == null) {
        return false;
      }
      correlations.put(cause, found.header().correlation());
      return true;
    }

    private Prepared prepare(
        Coordinate stream, NewEvent event, EventId id, EventFormat.@Nullable Key key) {
      String correlation = event.correlation().orElse(null);
      if (correlation == null) {
        correlation =
            event.causes().isEmpty()
                ? id.toString()
                : correlations.getOrDefault(event.causes().getFirst(), id.toString());
      }
      correlations.put(id, correlation); // Later events of the batch may follow from it.
      byte[] header = EventFormat.encode(stream, event, id, correlation, key);
      Terms.Gathered terms =
          engine.terms.of(
              stream,
              event.type(),
              event.tags(),
              id,
              correlation,
              event.causes(),
              key == null ? "" : key.text());
      return new Prepared(
          stream, id, header, terms, EventFormat.contentCode(event.contentType()), event.payload());
    }

    private Prepared bypassed(Append.Bypass bypass) {
      Map<String, String> facts = Map.of("approver", bypass.approver(), "reason", bypass.reason());
      return own(BYPASSES, GATES_BYPASSED, facts);
    }

    private Prepared denial(Outcome.Denied denied) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("gate", Texts.fitted(denied.gate(), Texts.NAME_BYTES_MAX));
      facts.put("code", Texts.fitted(denied.code(), Texts.NAME_BYTES_MAX));
      facts.put("explanation", Texts.fitted(denied.explanation(), EXPLANATION_CHARACTERS_MAX));
      facts.put("entity", events.getFirst().stream().entity());
      facts.put("type", events.getFirst().event().type());
      facts.put("events", Integer.toString(events.size()));
      append.key().ifPresent(key -> facts.put("key", key));
      putDetails(denied.details(), facts);
      return own(DENIALS, DENIED, facts);
    }

    /**
     * As many of a gate's details as an event may carry: what a gate says cannot undo its denial.
     */
    private static void putDetails(Map<String, String> details, Map<String, String> facts) {
      int left = DETAILS_CHARACTERS_MAX;
      for (Map.Entry<String, String> detail : new TreeMap<>(details).entrySet()) {
        String name = Texts.fitted("detail." + detail.getKey(), DETAIL_NAME_CHARACTERS_MAX);
        String value = Texts.fitted(detail.getValue(), EXPLANATION_CHARACTERS_MAX);
        left -= name.length() + value.length();
        if (left < 0) {
          return;
        }
        facts.put(Texts.withoutControls(name), value);
      }
    }

    /** An event of the store's own. */
    private Prepared own(String entity, String type, Map<String, String> facts) {
      NewEvent event =
          new NewEvent(
              type,
              1,
              NewEvent.BYTES,
              ByteBuffer.allocate(0),
              Set.of(),
              List.of(),
              Optional.empty(),
              facts,
              Optional.empty());
      return prepare(new Coordinate(append.scope(), entity), event, newId(), null);
    }

    private Findings findings(Set<EventId> own, boolean isDenialTold) {
      Map<Coordinate, Optional<Lookup.Found>> heads = new HashMap<>();
      for (Append.Addressed addressed : events) {
        findHead(addressed.stream(), heads);
      }
      append.expectations().keySet().forEach(stream -> findHead(stream, heads));
      if (append.bypass().isPresent()) {
        findHead(new Coordinate(append.scope(), BYPASSES), heads);
      }
      if (isDenialTold) {
        findHead(new Coordinate(append.scope(), DENIALS), heads);
      }
      Optional<Lookup.Found> key =
          append
              .key()
              .flatMap(text ->
                  Optional.ofNullable(engine.lookup.withKey(append.scope(), text, 0, asOf)));
      Map<EventId, Long> taken = new HashMap<>();
      for (EventId id : own) {
        Lookup.Found found = engine.lookup.withId(id, 0, asOf);
        taken.put(id, found == null ? -1 : found.position());
      }
      List<Optional<Lookup.Found>> against = new ArrayList<>();
      for (Condition condition : append.conditions()) {
        against.add(
            Optional.ofNullable(
                engine.lookup.lastMatch(
                    append.scope(), condition.query(), condition.since().value(), asOf)));
      }
      return new Findings(asOf, heads, key, taken, against);
    }

    private void findHead(Coordinate stream, Map<Coordinate, Optional<Lookup.Found>> heads) {
      if (!decider.knows(stream) && !heads.containsKey(stream)) {
        heads.put(stream, Optional.ofNullable(engine.lookup.lastOf(stream, 0, asOf)));
      }
    }
  }

  /**
   * Admits an append.
   *
   * @throws IllegalArgumentException if it has no events, one of the store's own, or one identity
   *     twice
   */
  Admitted admit(Append append, Engine engine, Decider decider) {
    if (append.count() == 0) {
      throw new IllegalArgumentException("append must have events, got none");
    }
    Work work = new Work(append, engine, decider);
    for (Append.Addressed addressed : work.events) {
      if (addressed.stream().isReserved() || addressed.event().isReserved()) {
        throw new IllegalArgumentException(
            "streams and types of the store itself must not be appended to, got: "
                + addressed.stream()
                + " "
                + addressed.event().type());
      }
    }
    return work.admit();
  }
}
