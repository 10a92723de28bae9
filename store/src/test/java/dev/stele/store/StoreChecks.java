package dev.stele.store;

import static dev.stele.store.StoreModel.require;

import dev.stele.journal.MerkleVerifier;
import dev.stele.journal.Position;
import dev.stele.journal.TreeHead;
import dev.stele.journal.Verification;
import dev.stele.store.StoreModel.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Compares what a reader of a store answers with what the model does. */
final class StoreChecks {

  private final StoreModel model;

  StoreChecks(StoreModel model) {
    this.model = model;
  }

  /** One event, with everything that was said of it. */
  void same(Known known, Event found) {
    EventId id = known.id;
    if (id == null) { // The store's own, seen for the first time.
      model.learn(known, found.id());
    }
    require(
        found.position().value() == known.position
            && found.id().equals(known.id)
            && found.coordinate().equals(known.stream)
            && found.version().value() == known.version
            && found.type().equals(known.said.type())
            && found.schemaVersion() == known.said.schemaVersion()
            && found.contentType().equals(known.said.contentType())
            && found.payload().equals(known.said.payload())
            && found.tags().equals(known.said.tags())
            && found.causes().equals(known.said.causes())
            && found.correlation().equals(StoreModel.correlation(known))
            && found.time().equals(known.time())
            && found.metadata().equals(known.said.metadata())
            && found.key().equals(known.key),
        "an event must be what was appended, expected %s, found %s",
        known,
        found);
  }

  private void same(List<Known> expected, Events found, Object what) {
    List<Event> all = new ArrayList<>();
    try (found) {
      found.forEachRemaining(all::add);
    }
    List<Long> places = all.stream().map(event -> event.position().value()).toList();
    List<Long> wanted = expected.stream().map(known -> known.position).toList();
    require(places.equals(wanted), "%s must have %s, found %s", what, wanted, places);
    IntStream.range(0, all.size()).forEach(i -> same(expected.get(i), all.get(i)));
  }

  private void same(Optional<Known> expected, Optional<Event> found, Object what) {
    require(
        expected.isPresent() == found.isPresent(), "%s: expected %s, %s", what, expected, found);
    expected.ifPresent(known -> same(known, found.orElseThrow()));
  }

  void region(StoreReader store, Region region) {
    List<Known> expected = ModelReads.in(region, model.shown());
    same(expected, store.read(region), region);
    same(expected.reversed(), store.readBackward(region), region);
  }

  void stream(StoreReader store, Coordinate stream) {
    List<Known> all = ModelReads.in(Region.of(stream), model.shown());
    region(store, Region.of(stream));
    region(store, Region.below(stream));
    same(all.stream().max(Comparator.comparingLong(k -> k.version)), store.last(stream), stream);
    for (long from : new long[] {0, all.size() / 2, all.size() - 1, all.size(), all.size() + 2}) {
      long first = Math.max(0, from);
      same(
          all.stream().filter(known -> known.version >= first).toList(),
          store.readStream(stream, new Version(first)),
          stream);
    }
    require(
        IntStream.range(0, all.size()).allMatch(i -> all.get(i).version == i),
        "versions must be dense: %s",
        all);
  }

  /** Asks everything that can be asked. */
  void everything(StoreReader store, StoreChance chance) {
    require(store.head().value() == model.visible(), "head must be %s", model.visible());
    region(store, Region.all()); // First: identities of the store's own events are learnt.
    for (String scope : StoreChance.scopes()) {
      region(store, Region.scope(scope));
      for (String entity : StoreChance.entities()) {
        stream(store, Coordinate.of(scope, entity));
      }
    }
    for (int i = 0; i < 12; i++) {
      region(store, chance.region(model));
    }
    List<Known> shown = model.shown();
    for (long at = 0; at < model.visible() + 2; at++) {
      same(model.at(at), store.at(new Position(at)), at);
    }
    for (Known known : shown) {
      same(Optional.of(known), store.find(idOf(known)), known);
    }
    EventId none = chance.newId();
    same(Optional.empty(), store.find(none), none);
    for (int i = 0; i < 10 && !shown.isEmpty(); i++) {
      walk(store, idOf(chance.oneOf(shown)), chance);
    }
    walk(store, none, chance);
    receipts(store, chance);
  }

  private static EventId idOf(Known known) {
    return Optional.ofNullable(known.id).orElseThrow();
  }

  void walk(StoreReader store, EventId of, StoreChance chance) {
    Walk.Limits limits =
        chance.once(2)
            ? Walk.Limits.standard()
            : new Walk.Limits(1 + chance.below(3), 1 + chance.below(6));
    List<Known> shown = model.shown();
    same(ModelReads.walk(of, true, limits, shown), store.effects(of, limits));
    same(ModelReads.walk(of, false, limits, shown), store.causes(of, limits));
  }

  private void same(ModelReads.Way expected, Walk found) {
    require(
        expected.ending() == found.ending() && expected.steps().size() == found.steps().size(),
        "a walk must be %s, found %s",
        expected,
        found);
    for (int i = 0; i < expected.steps().size(); i++) {
      require(
          expected.steps().get(i).depth() == found.steps().get(i).depth(),
          "a walk must be %s, found %s",
          expected,
          found);
      same(expected.steps().get(i).event(), found.steps().get(i).event());
    }
  }

  private void receipts(StoreReader store, StoreChance chance) {
    for (StoreModel.Batch batch : model.batches()) {
      boolean isShown = batch.receipt().treeSize() <= model.visible();
      Optional<Receipt> wanted = isShown ? Optional.of(batch.receipt()) : Optional.empty();
      batch
          .key()
          .ifPresent(key -> {
            Optional<Receipt> found = store.receipt(batch.scope(), key);
            require(found.equals(wanted), "receipt must be %s, found %s", wanted, found);
          });
      if (isShown && chance.once(4)) {
        provable(store, batch.receipt());
      }
    }
    require(store.receipt("red", "no such key").isEmpty(), "no receipt without an append");
  }

  /** Each event of a receipt is in the tree that the receipt names, and that one in today's. */
  static void provable(StoreReader store, Receipt receipt) {
    Position end = new Position(receipt.treeSize());
    TreeHead then = store.treeHead(end);
    for (Receipt.Placed placed : receipt.events()) {
      Verification verified =
          MerkleVerifier.inclusion(
              store.proveInclusion(placed.position(), end), placed.leaf(), then);
      require(verified instanceof Verification.Verified, "receipt must be provable: %s", placed);
    }
    TreeHead now = store.treeHead();
    Verification grown =
        MerkleVerifier.consistency(
            store.proveConsistency(end, new Position(now.size())), then, now);
    require(grown instanceof Verification.Verified, "the tree must have grown: %s", now);
  }
}
