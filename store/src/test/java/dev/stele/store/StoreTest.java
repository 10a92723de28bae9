package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Durability;
import dev.stele.journal.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on the disk of this machine. */
class StoreTest {

  private static final Coordinate ALICE = Coordinate.of("room:dungeon", "player:alice");
  private static final Coordinate BOB = Coordinate.of("room:dungeon", "player:bob");

  @TempDir private Path root;

  private Store open() {
    return Store.open(root.resolve("store"));
  }

  private static List<String> types(Events events) {
    try (events) {
      return events.stream().map(Event::type).toList();
    }
  }

  @Test
  void whatWasAppendedIsReadBackWithEverythingThatWasSaidOfIt() {
    EventId id = new EventId(UUID.fromString("0190b0c5-7c1e-7000-8000-000000000001"));
    Receipt receipt;
    try (Store store = open()) {
      receipt =
          store
              .append(
                  Append.to(ALICE)
                      .expectNoStream()
                      .key("join-1")
                      .event(
                          NewEvent.json("PlayerJoined", "{\"level\":1}")
                              .id(id)
                              .tagged("player:alice", "door:north")
                              .correlated("session-7")
                              .schemaVersion(3)
                              .with("ip", "127.0.0.1")))
              .orThrow();
    }
    try (Store store = open();
        Events events = store.read(Region.of(ALICE))) {
      Event event = events.next();
      assertThat(events.hasNext()).isFalse();
      assertThat(event.id()).isEqualTo(id);
      assertThat(event.coordinate()).isEqualTo(ALICE);
      assertThat(event.type()).isEqualTo("PlayerJoined");
      assertThat(event.schemaVersion()).isEqualTo(3);
      assertThat(event.contentType()).isEqualTo(NewEvent.JSON);
      assertThat(event.text()).isEqualTo("{\"level\":1}");
      assertThat(event.tags()).containsExactly("door:north", "player:alice");
      assertThat(event.correlation()).isEqualTo("session-7");
      assertThat(event.metadata()).containsOnlyKeys("ip").containsEntry("ip", "127.0.0.1");
      assertThat(event.key()).contains("join-1");
      assertThat(event.version()).isEqualTo(Version.FIRST);
      assertThat(receipt.first())
          .isEqualTo(new Receipt.Placed(id, ALICE, Version.FIRST, event.position(), event.leaf()));
      assertThat(store.find(id)).contains(event);
      assertThat(store.at(event.position())).contains(event);
      assertThat(store.last(ALICE)).contains(event);
      assertThat(store.last(BOB)).isEmpty();
      assertThat(store.receipt("room:dungeon", "join-1")).contains(receipt);
    }
  }

  @Test
  void anExpectationThatIsNotMetIsAConflictThatTellsTheActualVersion() {
    try (Store store = open()) {
      store.append(Append.to(ALICE).expectNoStream().event("A", "{}")).orThrow();
      assertThat(store.append(Append.to(ALICE).expectNoStream().event("B", "{}")))
          .isEqualTo(
              new Outcome.StreamConflict(
                  ALICE, new Expectation.NoStream(), Optional.of(Version.FIRST)));
      assertThat(store.append(Append.to(BOB).expectExists().event("B", "{}")))
          .isEqualTo(new Outcome.StreamConflict(BOB, new Expectation.Exists(), Optional.empty()));
      assertThat(store.append(Append.to(ALICE).expectVersion(new Version(1)).event("B", "{}")))
          .isInstanceOf(Outcome.StreamConflict.class);
      store.append(Append.to(ALICE).expectVersion(Version.FIRST).event("C", "{}")).orThrow();
      assertThat(types(store.read(Region.of(ALICE)))).containsExactly("A", "C");
      assertThat(types(store.readBackward(Region.of(ALICE)))).containsExactly("C", "A");
    }
  }

  @Test
  void aBatchOverSeveralStreamsIsRefusedAsAWholeIfOneExpectationIsNotMet() {
    try (Store store = open()) {
      Outcome outcome =
          store.append(
              Append.to(ALICE)
                  .expectNoStream()
                  .event("A", "{}")
                  .and(BOB)
                  .expectExists()
                  .event("B", "{}"));
      assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
      assertThat(types(store.read(Region.all()))).isEmpty();
      Receipt receipt =
          store
              .append(Append.to(ALICE).event("A", "{}").event("B", "{}").and(BOB).event("C", "{}"))
              .orThrow();
      assertThat(receipt.events().stream().map(Receipt.Placed::version))
          .containsExactly(Version.FIRST, new Version(1), Version.FIRST);
    }
  }

  @Test
  void aRepeatedKeyIsAnsweredWithTheFirstReceiptThoughItsExpectationNoLongerHolds() {
    Append append = Append.to(ALICE).expectNoStream().key("k").event("A", "{}").event("B", "[]");
    try (Store store = open()) {
      Receipt first = store.append(append).orThrow();
      assertThat(store.append(append)).isEqualTo(new Outcome.Repeated(first));
      assertThat(store.append(Append.to(ALICE).key("k").event("A", "{}")))
          .isEqualTo(new Outcome.KeyConflict("room:dungeon", "k", first.first().position()));
      Coordinate elsewhere = Coordinate.of("room:tower", "player:alice");
      assertThat(store.append(Append.to(elsewhere).key("k").event("A", "{}")))
          .isInstanceOf(Outcome.Appended.class);
    }
    try (Store store = open()) {
      assertThat(store.append(append)).isInstanceOf(Outcome.Repeated.class);
      assertThat(types(store.read(Region.all()))).containsExactly("A", "B", "A");
    }
  }

  @Test
  void aConditionRulesOutAnAppendOnceAnEventMatches() {
    try (Store store = open()) {
      Query taken = Query.tagged("email:a@example.org");
      Append register =
          Append.to(ALICE)
              .unless(taken, Position.FIRST)
              .event(NewEvent.json("Registered", "{}").tagged("email:a@example.org"));
      Receipt receipt = store.append(register).orThrow();
      Append again =
          Append.to(BOB)
              .unless(taken, Position.FIRST)
              .event(NewEvent.json("Registered", "{}").tagged("email:a@example.org"));
      assertThat(store.append(again))
          .isEqualTo(
              new Outcome.ConditionConflict(
                  again.conditions().getFirst(), receipt.first().position()));
      Append since = Append.to(BOB).unless(taken, store.head()).event("Renamed", "{}");
      assertThat(store.append(since)).isInstanceOf(Outcome.Appended.class);
    }
  }

  @Test
  void causesAreWalkedBothWaysAndPassTheirCorrelationOn() {
    try (Store store = open()) {
      EventId order = store.append(Append.to(ALICE).event("Ordered", "{}")).orThrow().first().id();
      EventId paid =
          store.append(Append.to(BOB).causedBy(order).event("Paid", "{}")).orThrow().first().id();
      store.append(Append.to(BOB).causedBy(paid).event("Shipped", "{}")).orThrow();
      Walk effects = store.effects(order, Walk.Limits.standard());
      assertThat(effects.ending()).isEqualTo(Walk.Ending.COMPLETE);
      assertThat(effects.steps().stream().map(step -> step.event().type() + step.depth()))
          .containsExactly("Paid1", "Shipped2");
      EventId shipped = effects.steps().getLast().event().id();
      assertThat(store.causes(shipped, Walk.Limits.standard()).steps())
          .extracting(step -> step.event().type())
          .containsExactly("Paid", "Ordered");
      assertThat(store.causes(shipped, new Walk.Limits(1, 10)).ending())
          .isEqualTo(Walk.Ending.DEPTH_REACHED);
      assertThat(types(store.read(Region.all().correlated(order.toString()))))
          .containsExactly("Ordered", "Paid", "Shipped");
      EventId unknown = new EventId(new UUID(1, 2));
      assertThat(store.append(Append.to(ALICE).causedBy(unknown).event("A", "{}")))
          .isEqualTo(new Outcome.UnknownCause(unknown));
    }
  }

  @Test
  void whatIsOnlyWrittenIsSeenOnceItIsDurable() {
    try (Store store = open()) {
      store.append(Append.to(ALICE).durability(Durability.WRITTEN).event("A", "{}")).orThrow();
      Watermarks marks = store.watermarks();
      assertThat(marks.accepted()).isEqualTo(marks.written());
      store.sync();
      assertThat(types(store.read(Region.all()))).containsExactly("A");
      assertThat(store.watermarks().durable()).isEqualTo(marks.accepted());
    }
  }

  @Test
  void aTailShowsWhatIsThereAndThenWhatComes() throws Exception {
    try (Store store = open();
        EventTail tail = store.tail(Region.of(ALICE))) {
      store.append(Append.to(ALICE).event("A", "{}"));
      assertThat(tail.next(Duration.ZERO)).map(Event::type).contains("A");
      assertThat(tail.next(Duration.ZERO)).isEmpty();
      List<String> seen = new ArrayList<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  seen.add(tail.next(Duration.ofMinutes(1)).orElseThrow().type());
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      store.append(Append.to(BOB).event("B", "{}"));
      store.append(Append.to(ALICE).event("C", "{}"));
      reader.join();
      assertThat(seen).containsExactly("C");
      assertThat(tail.position()).isEqualTo(store.head());
    }
  }

  @Test
  void aCursorGoesOnWhereItWasSaved() throws Exception {
    try (Store store = open()) {
      store.append(Append.to(ALICE).event("A", "{}").event("B", "{}").event("C", "{}"));
      try (StoreCursor cursor = store.cursor("mail", Region.of(ALICE)).orThrow()) {
        assertThat(store.cursor("mail", Region.of(ALICE)))
            .isEqualTo(new CursorOpening.InUse("mail"));
        cursor.next(Duration.ZERO);
        cursor.save();
        cursor.next(Duration.ZERO);
      }
    }
    try (Store store = open();
        StoreCursor cursor = store.cursor("mail", Region.of(ALICE)).orThrow()) {
      assertThat(cursor.next(Duration.ZERO)).map(Event::type).contains("B");
      assertThat(store.cursor("mail2", Region.of(BOB)).orThrow().next(Duration.ZERO)).isEmpty();
    }
    try (Store store = open()) {
      assertThat(store.cursor("mail", Region.of(BOB)))
          .isEqualTo(
              new CursorOpening.OtherRegion(
                  "mail", "stream 'player:alice' of scope 'room:dungeon'"));
    }
  }

  @Test
  void aFollowerSeesWhatIsDurableWithoutALock() {
    try (Store store = open()) {
      store.append(Append.to(ALICE).event("A", "{}"));
      try (StoreFollower follower =
          StoreFollower.open(store.directory(), StoreOptions.standard())) {
        assertThat(types(follower.read(Region.of(ALICE)))).containsExactly("A");
        store.append(Append.to(ALICE).event("B", "{}"));
        assertThat(types(follower.read(Region.of(ALICE)))).containsExactly("A", "B");
        assertThat(types(follower.readStream(ALICE, new Version(1)))).containsExactly("B");
        assertThat(follower.treeHead()).isEqualTo(store.treeHead());
      }
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    Store store = open();
    store.close();
    store.close();
    assertThatThrownBy(() -> store.append(Append.to(ALICE).event("A", "{}")))
        .isInstanceOf(StoreException.Closed.class);
    assertThatThrownBy(() -> store.read(Region.all())).isInstanceOf(StoreException.Closed.class);
  }
}
