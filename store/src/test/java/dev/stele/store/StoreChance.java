package dev.stele.store;

import dev.stele.journal.Durability;
import dev.stele.journal.Position;
import dev.stele.store.StoreModel.Known;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Appends, regions and queries that a seed decides, about what a model knows and does not. */
final class StoreChance {

  static final String FORBIDDEN = "forbidden";
  static final String EXPLOSIVE = "explosive";

  private static final List<String> SCOPES = List.of("red", "blue");
  private static final List<String> ENTITIES =
      List.of("order:1", "order:1:line:2", "order:10", ":odd", ":odd:one", "user", "user:böb");
  private static final List<String> TYPES = List.of("Made", "Moved", "Ended", "Ünïcode");
  private static final List<String> TAGS = List.of("t0", "t1", "t2", "t3", "color:red", "t5");

  private final SimEntropy dice;

  StoreChance(long seed) {
    this.dice = SimEntropy.of(seed);
  }

  int below(int bound) {
    return dice.below(bound);
  }

  boolean once(int inSoMany) {
    return below(inSoMany) == 0;
  }

  <T> T oneOf(List<T> all) {
    return all.get(below(all.size()));
  }

  String scope() {
    return oneOf(SCOPES);
  }

  Coordinate stream(String scope) {
    return Coordinate.of(scope, oneOf(ENTITIES));
  }

  EventId newId() {
    return new EventId(new UUID(dice.nextLong(), dice.nextLong()));
  }

  private EventId anyId(StoreModel model) {
    List<EventId> ids = new ArrayList<>();
    for (Known known : model.all()) {
      Optional.ofNullable(known.id).ifPresent(ids::add);
    }
    return ids.isEmpty() || once(12) ? newId() : oneOf(ids);
  }

  /** An append of some shape; most of them stand. */
  Append append(StoreModel model, int eventsMax) {
    String scope = scope();
    Append append = Append.to(stream(scope));
    int count = 1 + below(once(3) ? eventsMax : 2);
    List<EventId> own = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i > 0 && once(3)) {
        append = append.and(stream(scope));
      }
      if (once(4) && count < 9) {
        append = append.expect(expectation(model, append, scope));
      }
      append = append.event(count < 9 ? event(model, own) : plain(own));
    }
    if (once(3)) {
      append = append.key("key " + below(1_000));
    }
    if (once(count < 9 ? 4 : 12)) {
      append = append.unless(query(), new Position(below((int) model.end() + 3)));
    }
    if (once(6)) {
      append = append.causedBy(anyId(model));
    }
    if (once(8)) {
      append = append.correlated("c" + below(3));
    }
    if (once(6)) {
      append = append.with("who", "somebody " + below(9));
    }
    if (once(9)) {
      append = append.bypassingGates(new Append.Bypass("boss", "hurry"));
    }
    return durable(append);
  }

  Append durable(Append append) {
    return append.durability(once(3) ? Durability.WRITTEN : Durability.SYNCED);
  }

  /** Right as often as wrong; what the model says is the last version is that of now. */
  private Expectation expectation(StoreModel model, Append append, String scope) {
    Coordinate stream = append.count() == 0 ? stream(scope) : append.events().getLast().stream();
    long count = model.all().stream().filter(known -> known.stream.equals(stream)).count();
    return switch (below(5)) {
      case 0 -> new Expectation.Any();
      case 1 -> new Expectation.NoStream();
      case 2 -> new Expectation.Exists();
      default -> new Expectation.Exact(new Version(Math.max(0, count - 1 + below(2))));
    };
  }

  private NewEvent event(StoreModel model, List<EventId> own) {
    String payload = "payload " + below(1 << 20) + "x".repeat(once(10) ? below(400) : 0);
    NewEvent event =
        once(2)
            ? NewEvent.json(oneOf(TYPES), payload)
            : NewEvent.of(
                oneOf(TYPES),
                once(2) ? NewEvent.BYTES : "text/plain",
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
    if (once(2)) {
      event = event.tagged(oneOf(TAGS), oneOf(TAGS));
    }
    if (once(40)) {
      event = event.tagged(once(3) ? EXPLOSIVE : FORBIDDEN);
    }
    if (once(5)) {
      event = event.causedBy(own.isEmpty() || once(3) ? anyId(model) : oneOf(own));
    }
    if (once(6)) {
      event = event.correlated(once(2) ? "c" + below(3) : anyId(model).toString());
    }
    if (once(5)) {
      event = event.with("name", "välue " + below(5)).schemaVersion(1 + below(3));
    }
    if (once(4)) {
      EventId id = once(12) ? anyId(model) : newId();
      if (!own.contains(id)) {
        event = event.id(id);
        own.add(id);
      }
    }
    return event;
  }

  /** An event of a batch that is to stand for its size alone. */
  private NewEvent plain(List<EventId> own) {
    NewEvent event = NewEvent.json(oneOf(TYPES), "" + below(1_000)).tagged(oneOf(TAGS));
    if (!own.isEmpty() && once(3)) {
      return event.causedBy(oneOf(own));
    }
    EventId id = newId();
    own.add(id);
    return event.id(id);
  }

  Query query() {
    Query query =
        switch (below(3)) {
          case 0 -> Query.tagged(oneOf(TAGS), oneOf(TAGS));
          case 1 -> Query.ofTypes(oneOf(TYPES));
          default -> Query.ofTypes(oneOf(TYPES)).or(Query.tagged(oneOf(TAGS)));
        };
    return once(4) ? query.or(Query.ofTypes("stele.Denied")) : query;
  }

  /** A region of any kind, narrowed down in any way. */
  Region region(StoreModel model) {
    String scope = scope();
    Region region =
        switch (below(5)) {
          case 0 -> Region.all();
          case 1 -> Region.scope(scope);
          case 2 -> Region.below(stream(scope));
          default -> Region.of(stream(scope));
        };
    if (once(4)) {
      region = region.types(oneOf(TYPES), oneOf(TYPES).equals("Made") ? "stele.Denied" : "Moved");
    }
    if (once(4)) {
      region = region.tagged(oneOf(TAGS));
    }
    if (once(6)) {
      region = region.correlated(once(2) ? "c" + below(3) : anyId(model).toString());
    }
    if (once(4)) {
      region = region.from(new Position(below((int) model.end() + 5)));
    }
    if (once(5)) {
      region = region.until(new Position(below((int) model.end() + 5)));
    }
    List<Known> all = model.all();
    if (!all.isEmpty() && once(4)) {
      region = region.since(oneOf(all).time().plusNanos(once(2) ? 0 : 500));
    }
    if (!all.isEmpty() && once(4)) {
      region = region.before(oneOf(all).time().plusNanos(once(2) ? 0 : 500));
    }
    return region;
  }

  static List<String> scopes() {
    return SCOPES;
  }

  static List<String> entities() {
    return ENTITIES;
  }
}
