package dev.stele.store;

import dev.stele.journal.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a store must answer, worked out from lists: it goes through everything each time, and shares
 * no code with the store but the values that go in and out.
 *
 * <p>What it cannot know it is told: the identities that the store makes, from the receipt or, of
 * the store's own events, when they are first read; and how much of what was only written a crash
 * has left.
 */
final class StoreModel {

  /** An event that has its place. */
  static final class Known {
    final long position;
    final Coordinate stream;
    final long version;
    final long micros;
    final NewEvent said;
    final Optional<String> key;
    final Optional<String> correlation;
    @Nullable EventId id;

    Known(
        long position,
        Coordinate stream,
        long version,
        long micros,
        NewEvent said,
        Optional<String> key,
        Optional<String> correlation) {
      this.position = position;
      this.stream = stream;
      this.version = version;
      this.micros = micros;
      this.said = said;
      this.key = key;
      this.correlation = correlation;
      this.id = said.id().orElse(null);
    }

    Instant time() {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public String toString() {
      return position + " " + stream + "@" + version + " " + said.type();
    }
  }

  /** An append that stands. */
  record Batch(String scope, Optional<String> key, List<?> content, Receipt receipt) {}

  /** What must come of an append. */
  sealed interface Expected {
    /** One of these. */
    record Refused(List<Outcome> any) implements Expected {}

    /** This one, and an event of the store's own if denials are recorded. */
    record Denied(Outcome.Denied outcome) implements Expected {}

    /** The receipt of this one again. */
    record Repeated(Batch first) implements Expected {}

    /** It stands. */
    record Stands() implements Expected {}
  }

  /** Entries by position; empty where an epoch begins. */
  private final List<Optional<Known>> log = new ArrayList<>();

  private final Map<EventId, Known> byId = new HashMap<>();
  private final TreeSet<Long> ends = new TreeSet<>();
  private final List<Batch> batches = new ArrayList<>();
  private long epoch;
  private long durable;
  private long visible;

  long end() {
    return log.size();
  }

  long epoch() {
    return epoch;
  }

  long visible() {
    return visible;
  }

  List<Batch> batches() {
    return batches;
  }

  /** Everything before the end is durable now. */
  void synced() {
    durable = end();
  }

  /** The store shows so much: whole batches, never less, and all that is durable. */
  void shown(long head) {
    require(head >= durable, "what is durable must be visible: %s of %s", head, durable);
    require(head >= visible, "what was visible must stay so: %s of %s", head, visible);
    require(head <= end(), "nothing but what was appended is visible: %s of %s", head, end());
    require(ends.contains(head), "batches must be visible whole: %s of %s", head, ends);
    visible = head;
    durable = head;
  }

  /** A store was opened, by whom everything was closed before. */
  void opened(long head) {
    begin(head, end());
  }

  /** A store was opened after a crash: what is left must be a beginning, in whole batches. */
  void recovered(long head) {
    long left = head - 1;
    require(left >= durable, "nothing durable may be lost: %s of %s", left, durable);
    require(left <= end(), "nothing may be there that was not offered: %s of %s", left, end());
    require(left == 0 || ends.contains(left), "batches must be whole: %s of %s", left, ends);
    log.subList((int) left, log.size()).clear();
    byId.values().removeIf(known -> known.position >= left);
    ends.tailSet(left, false).clear();
    batches.removeIf(batch -> batch.receipt().treeSize() > left);
    begin(head, left);
  }

  private void begin(long head, long left) {
    require(head == left + 1, "an opening must begin an epoch behind %s, got: %s", left, head);
    log.add(Optional.empty());
    ends.add(head);
    epoch++;
    durable = head;
    visible = head;
  }

  List<Known> all() {
    return log.stream().flatMap(Optional::stream).toList();
  }

  List<Known> shown() {
    return log.subList(0, (int) visible).stream().flatMap(Optional::stream).toList();
  }

  Optional<Known> at(long position) {
    return position < visible ? log.get((int) position) : Optional.empty();
  }

  private Optional<Known> find(EventId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Tells the identity that the store has made. */
  void learn(Known known, EventId id) {
    known.id = id;
    byId.put(id, known);
  }

  private Optional<Known> lastOf(Coordinate stream) {
    return all().stream()
        .filter(event -> event.stream.equals(stream))
        .max(Comparator.comparingLong(event -> event.version));
  }

  // Deciding.

  Expected decide(Append append, Optional<Outcome.Denied> denied) {
    Optional<EventId> unknown = unknownCause(append);
    if (unknown.isPresent()) {
      return new Expected.Refused(List.of(new Outcome.UnknownCause(unknown.get())));
    }
    for (Batch batch : batches) {
      if (append.key().isPresent()
          && batch.key().equals(append.key())
          && batch.scope().equals(append.scope())) {
        Position first = batch.receipt().first().position();
        return batch.content().equals(content(append))
            ? new Expected.Repeated(batch)
            : new Expected.Refused(
                List.of(
                    new Outcome.KeyConflict(append.scope(), append.key().orElseThrow(), first)));
      }
    }
    if (denied.isPresent()) {
      return new Expected.Denied(denied.get());
    }
    for (Map.Entry<Coordinate, Expectation> expected : append.expectations().entrySet()) {
      Optional<Version> last = lastOf(expected.getKey()).map(event -> new Version(event.version));
      boolean isMet =
          switch (expected.getValue()) {
            case Expectation.Any _ -> true;
            case Expectation.NoStream _ -> last.isEmpty();
            case Expectation.Exists _ -> last.isPresent();
            case Expectation.Exact(Version version) -> last.equals(Optional.of(version));
          };
      if (!isMet) {
        return new Expected.Refused(
            List.of(new Outcome.StreamConflict(expected.getKey(), expected.getValue(), last)));
      }
    }
    for (Condition condition : append.conditions()) {
      Optional<Known> against =
          all().stream()
              .filter(event -> event.stream.scope().equals(append.scope()))
              .filter(event -> event.position >= condition.since().value())
              .filter(event -> matches(condition.query(), event.said))
              .reduce((_, last) -> last);
      if (against.isPresent()) {
        Position found = new Position(against.get().position);
        return new Expected.Refused(List.of(new Outcome.ConditionConflict(condition, found)));
      }
    }
    List<Outcome> taken = new ArrayList<>();
    for (Append.Addressed addressed : append.events()) {
      addressed
          .event()
          .id()
          .flatMap(this::find)
          .ifPresent(event ->
              taken.add(
                  new Outcome.IdConflict(
                      addressed.event().id().orElseThrow(), new Position(event.position))));
    }
    return taken.isEmpty() ? new Expected.Stands() : new Expected.Refused(taken);
  }

  private Optional<EventId> unknownCause(Append append) {
    Set<EventId> inBatch = new HashSet<>();
    for (Append.Addressed addressed : append.events()) {
      for (EventId cause : addressed.event().causes()) {
        if (!inBatch.contains(cause) && find(cause).isEmpty()) {
          return Optional.of(cause);
        }
      }
      addressed.event().id().ifPresent(inBatch::add);
    }
    return Optional.empty();
  }

  private static boolean matches(Query query, NewEvent event) {
    for (Query.Item item : query.items()) {
      boolean isOfType = item.types().isEmpty() || item.types().contains(event.type());
      if (isOfType && event.tags().containsAll(item.tags())) {
        return true;
      }
    }
    return false;
  }

  /** What a key stands for: everything but identities; causes of the batch by their place. */
  static List<?> content(Append append) {
    List<List<?>> all = new ArrayList<>();
    Map<EventId, String> places = new HashMap<>();
    List<Append.Addressed> events = append.events();
    for (int i = 0; i < events.size(); i++) {
      String place = "event " + i;
      events.get(i).event().id().ifPresent(id -> places.put(id, place));
    }
    for (Append.Addressed addressed : events) {
      NewEvent event = addressed.event();
      List<String> causes =
          event.causes().stream().map(id -> places.getOrDefault(id, id.toString())).toList();
      all.add(
          List.of(
              addressed.stream(),
              event.type(),
              event.schemaVersion(),
              event.contentType(),
              event.payload(),
              event.tags(),
              causes,
              event.correlation(),
              event.metadata()));
    }
    return all;
  }

  // Applying.

  /** Takes over what stands. */
  void stands(Append append, long nowMicros, Receipt receipt) {
    Map<EventId, String> inBatch = new HashMap<>();
    Optional<String> key = append.key();
    List<Append.Addressed> events = append.events();
    for (int i = 0; i < events.size(); i++) {
      NewEvent event = events.get(i).event();
      EventId id = receipt.events().get(i).id();
      Optional<String> given = event.correlation();
      if (given.isEmpty() && !event.causes().isEmpty()) {
        EventId cause = event.causes().getFirst();
        given =
            inBatch.containsKey(cause)
                ? Optional.of(inBatch.get(cause))
                : find(cause).map(StoreModel::correlation);
      }
      Known known = add(events.get(i).stream(), event, nowMicros, key, given);
      learn(known, id);
      inBatch.put(id, correlation(known));
      key = Optional.empty();
    }
    append
        .bypass()
        .ifPresent(bypass ->
            own(
                append.scope(),
                "stele:bypasses",
                "stele.GatesBypassed",
                Map.of("approver", bypass.approver(), "reason", bypass.reason()),
                nowMicros));
    ends.add(end());
    batches.add(new Batch(append.scope(), append.key(), content(append), receipt));
  }

  static String correlation(Known event) {
    return event.correlation.orElseGet(() -> String.valueOf(event.id));
  }

  /** Takes over that a denial was recorded. */
  void denied(Append append, Outcome.Denied denied, long nowMicros) {
    Map<String, String> facts = new HashMap<>();
    facts.put("gate", denied.gate());
    facts.put("code", denied.code());
    facts.put("explanation", denied.explanation());
    denied.details().forEach((name, value) -> facts.put("detail." + name, value));
    Append.Addressed first = append.events().getFirst();
    facts.put("entity", first.stream().entity());
    facts.put("type", first.event().type());
    facts.put("events", String.valueOf(append.count()));
    append.key().ifPresent(key -> facts.put("key", key));
    own(append.scope(), "stele:denials", "stele.Denied", facts, nowMicros);
    ends.add(end());
  }

  private void own(
      String scope, String entity, String type, Map<String, String> facts, long nowMicros) {
    NewEvent event = NewEvent.of(type, ByteBuffer.allocate(0));
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      event = event.with(fact.getKey(), fact.getValue());
    }
    add(Coordinate.of(scope, entity), event, nowMicros, Optional.empty(), Optional.empty());
  }

  private Known add(
      Coordinate stream,
      NewEvent event,
      long nowMicros,
      Optional<String> key,
      Optional<String> correlation) {
    long micros = nowMicros;
    long version = 0;
    for (Optional<Known> entry : log) {
      micros = Math.max(micros, entry.map(known -> known.micros).orElse(nowMicros));
      version += entry.filter(known -> known.stream.equals(stream)).isPresent() ? 1 : 0;
    }
    Known known = new Known(end(), stream, version, micros, event, key, correlation);
    log.add(Optional.of(known));
    return known;
  }

  /** Requires a promise to be kept; each percent sign and s stands for the next fact. */
  static void require(boolean condition, String promise, Object... facts) {
    if (!condition) {
      StringBuilder told = new StringBuilder();
      String[] parts = promise.split("%s", -1);
      for (int i = 0; i < parts.length; i++) {
        told.append(parts[i]).append(i < facts.length ? facts[i] : "");
      }
      throw new AssertionError(told.toString());
    }
  }
}
