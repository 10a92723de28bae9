package dev.stele.store;

import dev.stele.journal.Durability;
import dev.stele.journal.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be appended: events to one stream or several of one scope, all or none, and what must
 * hold for it. Immutable; the methods return changed copies, and adding an event costs the same
 * however many there are.
 *
 * <p>Events and expectations belong to the stream that was named last:
 *
 * {@snippet :
 * Append.to(order).expectVersion(seen).event("OrderPaid", json)
 *     .and(account).expectExists().event("MoneyReserved", json)
 *     .key("payment-17");
 * }
 */
public final class Append {

  /** The most events that one append may have. */
  public static final int EVENTS_MAX = 65_536;

  /**
   * An event and the stream that it goes to.
   *
   * @param event as it is appended: with what the append says of all its events
   */
  public record Addressed(Coordinate stream, NewEvent event) {}

  /**
   * Leave to pass the gates, which is put on record in the store with the events.
   *
   * @param approver who answers for it
   * @param reason why
   */
  public record Bypass(String approver, String reason) {

    /** Checks both. */
    public Bypass {
      Texts.require("approver", approver, Texts.NAME_BYTES_MAX);
      Texts.require("reason", reason, Texts.NAME_BYTES_MAX);
    }
  }

  /** The events, the last one first, so that adding one copies nothing. */
  private record Chain(@Nullable Chain before, Coordinate stream, NewEvent event, int count) {}

  private final Coordinate current;
  private final @Nullable Chain chain;
  private final Map<Coordinate, Expectation> expectations;
  private final List<Condition> conditions;
  private final Common common;

  /** What holds for all of its events, or for it as a whole. */
  private record Common(
      Optional<String> key,
      List<EventId> causes,
      Optional<String> correlation,
      Map<String, String> metadata,
      Durability durability,
      Optional<Bypass> bypass) {}

  private Append(
      Coordinate current,
      @Nullable Chain chain,
      Map<Coordinate, Expectation> expectations,
      List<Condition> conditions,
      Common common) {
    this.current = current;
    this.chain = chain;
    this.expectations = expectations;
    this.conditions = conditions;
    this.common = common;
  }

  /** Begins an append to a stream. */
  public static Append to(Coordinate stream) {
    Common none =
        new Common(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Durability.SYNCED,
            Optional.empty());
    return new Append(stream, null, Map.of(), List.of(), none);
  }

  /**
   * Lets what follows be about another stream.
   *
   * @throws IllegalArgumentException if it is of another scope: no batch crosses one
   */
  public Append and(Coordinate stream) {
    if (!stream.scope().equals(current.scope())) {
      throw new IllegalArgumentException(
          "scope of a batch must be '" + current.scope() + "', got: '" + stream.scope() + "'");
    }
    return new Append(stream, chain, expectations, conditions, common);
  }

  /** Adds an event to the stream that was named last. */
  public Append event(NewEvent event) {
    int count = chain == null ? 1 : chain.count + 1;
    if (count > EVENTS_MAX) {
      throw new IllegalArgumentException("events of an append must be <= " + EVENTS_MAX);
    }
    return new Append(
        current, new Chain(chain, current, event, count), expectations, conditions, common);
  }

  /** Adds an event with a payload in JSON. */
  public Append event(String type, String json) {
    return event(NewEvent.json(type, json));
  }

  /** Adds events to the stream that was named last, in order. */
  public Append events(Collection<NewEvent> events) {
    Append all = this;
    for (NewEvent event : events) {
      all = all.event(event);
    }
    return all;
  }

  /** Expects something of the stream that was named last; replaces what was expected of it. */
  public Append expect(Expectation expectation) {
    Map<Coordinate, Expectation> all = new LinkedHashMap<>(expectations);
    all.put(current, expectation);
    return new Append(current, chain, Collections.unmodifiableMap(all), conditions, common);
  }

  /** Expects that the stream that was named last has no events. */
  public Append expectNoStream() {
    return expect(new Expectation.NoStream());
  }

  /** Expects that the stream that was named last has an event, or more. */
  public Append expectExists() {
    return expect(new Expectation.Exists());
  }

  /** Expects the last event of the stream that was named last to have this version. */
  public Append expectVersion(Version version) {
    return expect(new Expectation.Exact(version));
  }

  /**
   * Expects the stream that was named last to be as it was read: to end with an event of this
   * version, or to have none.
   */
  public Append expectLast(Optional<Version> last) {
    return last.map(this::expectVersion).orElseGet(this::expectNoStream);
  }

  /**
   * Refuses it if an event of its scope at a position, or behind it, matches a query; see {@link
   * Condition}. Several conditions must all hold.
   */
  public Append unless(Query query, Position since) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(new Condition(query, since));
    return new Append(current, chain, expectations, List.copyOf(all), common);
  }

  /**
   * Names the append, within its scope and for ever: the same key with the same content is appended
   * once and answered with the first receipt from then on; with other content it is refused.
   *
   * @param key 1 to 512 bytes of UTF-8
   */
  public Append key(String key) {
    Texts.require("key", key, Texts.NAME_BYTES_MAX);
    return with(
        new Common(
            Optional.of(key),
            common.causes,
            common.correlation,
            common.metadata,
            common.durability,
            common.bypass));
  }

  /** Gives causes to each of its events that has none of its own. */
  public Append causedBy(EventId... causes) {
    return with(
        new Common(
            common.key,
            List.of(causes),
            common.correlation,
            common.metadata,
            common.durability,
            common.bypass));
  }

  /** Gives a correlation to each of its events that has none of its own. */
  public Append correlated(String correlation) {
    Texts.require("correlation", correlation, Texts.NAME_BYTES_MAX);
    return with(
        new Common(
            common.key,
            common.causes,
            Optional.of(correlation),
            common.metadata,
            common.durability,
            common.bypass));
  }

  /** Puts a name and a value into the metadata of each of its events that lacks the name. */
  public Append with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(common.metadata);
    all.put(name, value);
    return with(
        new Common(
            common.key,
            common.causes,
            common.correlation,
            Map.copyOf(all),
            common.durability,
            common.bypass));
  }

  /** Says when the append returns; {@link Durability#SYNCED} unless told otherwise. */
  public Append durability(Durability durability) {
    return with(
        new Common(
            common.key,
            common.causes,
            common.correlation,
            common.metadata,
            durability,
            common.bypass));
  }

  /** Passes the gates; an event of the store's own, in the same batch, says who and why. */
  public Append bypassingGates(Bypass bypass) {
    return with(
        new Common(
            common.key,
            common.causes,
            common.correlation,
            common.metadata,
            common.durability,
            Optional.of(bypass)));
  }

  private Append with(Common changed) {
    return new Append(current, chain, expectations, conditions, changed);
  }

  /** Returns the scope that all of it is in. */
  public String scope() {
    return current.scope();
  }

  /** Returns how many events it has. */
  public int count() {
    return chain == null ? 0 : chain.count;
  }

  /** Returns the events in order, each with what the append says of all. */
  public List<Addressed> events() {
    List<Addressed> all = new ArrayList<>(count());
    for (Chain link = chain; link != null; link = link.before) {
      all.add(new Addressed(link.stream, completed(link.event)));
    }
    Collections.reverse(all);
    return all;
  }

  private NewEvent completed(NewEvent event) {
    boolean takesCauses = event.causes().isEmpty() && !common.causes.isEmpty();
    boolean takesCorrelation = event.correlation().isEmpty() && common.correlation.isPresent();
    if (!takesCauses && !takesCorrelation && common.metadata.isEmpty()) {
      return event;
    }
    Map<String, String> metadata = new LinkedHashMap<>(common.metadata);
    metadata.putAll(event.metadata());
    return new NewEvent(
        event.type(),
        event.schemaVersion(),
        event.contentType(),
        event.payload(),
        event.tags(),
        takesCauses ? common.causes : event.causes(),
        takesCorrelation ? common.correlation : event.correlation(),
        metadata,
        event.id());
  }

  /** Returns what is expected of which stream. */
  public Map<Coordinate, Expectation> expectations() {
    return expectations;
  }

  /** Returns the conditions, which must all hold. */
  public List<Condition> conditions() {
    return conditions;
  }

  /** Returns the idempotency key, if it has one. */
  public Optional<String> key() {
    return common.key;
  }

  /** Returns when it returns. */
  public Durability durability() {
    return common.durability;
  }

  /** Returns the leave to pass the gates, if it has one. */
  public Optional<Bypass> bypass() {
    return common.bypass;
  }
}
