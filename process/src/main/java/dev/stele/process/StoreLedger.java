package dev.stele.process;

import dev.stele.journal.Position;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Expectation;
import dev.stele.store.NewEvent;
import dev.stele.store.Outcome;
import dev.stele.store.Query;
import dev.stele.store.Receipt;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreReader;
import dev.stele.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps facts in a scope of a store: each stream is one, each fact an event. */
final class StoreLedger implements Ledger {

  /** The form of the facts, as the schema version of each event. */
  static final int FORMAT = 1;

  private final StoreReader reader;
  private final @Nullable Store store;
  private final String scope;

  StoreLedger(Store store, String scope) {
    this.reader = store;
    this.store = store;
    this.scope = scope;
  }

  /** Keeps nothing: only reads. */
  StoreLedger(StoreReader reader, String scope) {
    this.reader = reader;
    this.store = null;
    this.scope = scope;
  }

  @Override
  public ProcessReader.Tier tier() {
    return ProcessReader.Tier.DURABLE;
  }

  @Override
  public UUID lineage() {
    return reader.lineage();
  }

  private Coordinate at(String stream) {
    return Coordinate.of(scope, stream);
  }

  @Override
  public Written write(List<Fact> facts, Map<String, Long> expected, Optional<String> unlessTag) {
    if (store == null) {
      throw new IllegalStateException("registry must be open for writing, got: a reader");
    }
    Append append = Append.to(at(facts.getFirst().stream()));
    for (Map.Entry<String, Long> entry : expected.entrySet()) {
      append = append.and(at(entry.getKey())).expect(expectation(entry.getValue()));
    }
    for (Fact fact : facts) {
      append = append.and(at(fact.stream())).event(event(fact));
    }
    if (unlessTag.isPresent()) {
      append = append.unless(Query.tagged(unlessTag.get()), Position.FIRST);
    }
    return switch (store.append(append)) {
      case Outcome.Appended(Receipt receipt) -> new Written.Done(stamped(facts, receipt));
      case Outcome.Repeated(Receipt receipt) -> new Written.Done(stamped(facts, receipt));
      case Outcome.StreamConflict _ -> new Written.Moved();
      case Outcome.ConditionConflict _ -> new Written.Taken();
      case Outcome.Denied denied ->
          new Written.Refused(new Refusal.Denied(denied.gate(), denied.explanation()));
      case Outcome.TooLarge large ->
          new Written.Refused(new Refusal.TooLarge(large.bytes(), large.bytesMax()));
      case Outcome.NoRoom _ -> new Written.Refused(new Refusal.NoRoom());
      case Outcome.Conflict conflict ->
          throw new IllegalStateException("append without key, id and cause, got: " + conflict);
    };
  }

  /**
   * Returns a fact as an event.
   *
   * @throws IllegalArgumentException if no store takes it
   */
  static NewEvent event(Fact fact) {
    return new NewEvent(
        fact.type(),
        FORMAT,
        fact.payload().contentType(),
        fact.payload().bytes(),
        fact.tags(),
        List.of(),
        Optional.empty(),
        fact.fields(),
        Optional.empty());
  }

  private static Expectation expectation(long version) {
    return version == NONE
        ? new Expectation.NoStream()
        : new Expectation.Exact(new Version(version));
  }

  private static List<Stamped> stamped(List<Fact> facts, Receipt receipt) {
    List<Stamped> all = new ArrayList<>(facts.size());
    for (int i = 0; i < facts.size(); i++) {
      Receipt.Placed placed = receipt.events().get(i);
      all.add(
          new Stamped(
              facts.get(i), placed.position().value(), placed.version().value(), receipt.time()));
    }
    return all;
  }

  @Override
  public long end() {
    return reader.head().value();
  }

  @Override
  public Facts read(Where where) {
    return new Decoded(reader.read(region(where)));
  }

  @Override
  public Facts readBackward(Where where) {
    return new Decoded(reader.readBackward(region(where)));
  }

  private Region region(Where where) {
    Region region = where.stream() == null ? Region.scope(scope) : Region.of(at(where.stream()));
    if (where.type() != null) {
      region = region.types(where.type());
    }
    if (where.tag() != null) {
      region = region.tagged(where.tag());
    }
    return region.from(new Position(where.from()));
  }

  @Override
  public Facts readStream(String stream, long fromVersion) {
    return new Decoded(reader.readStream(at(stream), new Version(fromVersion)));
  }

  @Override
  public Optional<Stamped> last(String stream) {
    return reader.last(at(stream)).map(StoreLedger::decoded);
  }

  /** Returns the fact that an event is. */
  static Stamped decoded(Event event) {
    if (event.schemaVersion() > FORMAT) {
      throw new ProcessException.NewerFormat(event.schemaVersion(), event.position().value());
    }
    Fact fact =
        new Fact(
            event.coordinate().entity(),
            event.type(),
            event.metadata(),
            new Payload(event.contentType(), event.payload()),
            event.tags());
    return new Stamped(fact, event.position().value(), event.version().value(), event.time());
  }

  /** Events of the store as facts. */
  private static final class Decoded implements Facts {
    private final Events events;

    private Decoded(Events events) {
      this.events = events;
    }

    @Override
    public boolean hasNext() {
      return events.hasNext();
    }

    @Override
    public Stamped next() {
      return decoded(events.next());
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
