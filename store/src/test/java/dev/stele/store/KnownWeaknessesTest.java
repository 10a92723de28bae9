package dev.stele.store;

import static dev.stele.store.StoreDisks.ALICE;
import static dev.stele.store.StoreDisks.BOB;
import static dev.stele.store.StoreDisks.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Durability;
import dev.stele.journal.Position;
import dev.stele.trial.CrashImage;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What an event store before this one fell into, or may have: a scenario each, that this one
 * survives. Fences, erasure and compaction have theirs when they come.
 */
class KnownWeaknessesTest {

  /**
   * Numbers of events were counted anew in recovery, after aborted batches had used some up:
   * receipts and cursors then meant other events.
   */
  @Test
  void nothingIsRenumberedWhenABatchWasTornOff() {
    SimDisk disk = SimDisk.empty();
    Store store = StoreDisks.open(disk);
    Receipt first = store.append(Append.to(ALICE).key("1").event("A", "{}")).orThrow();
    store.append(
        Append.to(ALICE).durability(Durability.WRITTEN).event("Torn", "{}").event("Torn", "{}"));
    disk.crash();
    SimDisk after = disk.restart(CrashImage.nothing());
    try (Store reopened = StoreDisks.open(after)) {
      Receipt second = reopened.append(Append.to(ALICE).event("B", "{}")).orThrow();
      assertThat(reopened.receipt("game", "1")).contains(first);
      assertThat(second.first().version()).isEqualTo(new Version(1));
      assertThat(reopened.at(second.first().position())).map(Event::type).contains("B");
      assertThat(types(reopened.read(Region.all()))).containsExactly("A", "B");
    }
  }

  /**
   * A torn frame stayed where it was when a new file was begun behind it: after a second crash the
   * store could not be opened any more.
   */
  @Test
  void aTornTailIsSurvivedTwice() {
    SimDisk disk = SimDisk.empty();
    Store store = StoreDisks.open(disk);
    for (int life = 0; life < 4; life++) {
      store.append(Append.to(ALICE).event("Kept" + life, "{}"));
      store.append(Append.to(ALICE).durability(Durability.WRITTEN).event("Torn", "{}"));
      disk.crash();
      disk = disk.restart(CrashImage.nothing());
      store = StoreDisks.open(disk);
    }
    assertThat(types(store.read(Region.all()))).containsExactly("Kept0", "Kept1", "Kept2", "Kept3");
    store.close();
  }

  /** After a write that failed for want of room, later events stood at other places than known. */
  @Test
  void aFullDiskRefusesAndWhatWasThereStaysReadable() {
    SimDisk disk = SimDisk.ofCapacity(1 << 18);
    int appended = 0;
    try (Store store = StoreDisks.open(disk)) {
      String large = "{\"x\":\"" + "x".repeat(3_000) + "\"}";
      Outcome outcome = store.append(Append.to(ALICE).event("A" + appended, large));
      while (outcome instanceof Outcome.Appended) {
        appended++;
        outcome = store.append(Append.to(ALICE).event("A" + appended, large));
      }
      assertThat(outcome).isEqualTo(new Outcome.NoRoom());
      assertThat(store.statistics().restarts()).isZero();
      assertThat(appended).isGreaterThan(20);
      assertThat(types(store.read(Region.of(ALICE)))).hasSize(appended).contains("A0", "A1");
      assertThat(store.last(ALICE)).map(Event::version).contains(new Version(appended - 1L));
    }
    try (Store store = StoreDisks.open(disk)) {
      assertThat(types(store.read(Region.of(ALICE)))).hasSize(appended);
    }
  }

  /**
   * Events belonged to a batch because they followed its beginning: after a batch that was torn,
   * later ones, though acknowledged, were taken for a part of it and thrown away.
   */
  @Test
  void whatFollowsATornBatchIsNoPartOfIt() {
    SimDisk disk = SimDisk.empty();
    Store store = StoreDisks.open(disk);
    Append batch = Append.to(ALICE).durability(Durability.WRITTEN);
    for (int i = 0; i < 100; i++) {
      batch = batch.event("Torn", "{}");
    }
    store.append(batch);
    disk.crash();
    disk = disk.restart(CrashImage.nothing());
    Store second = StoreDisks.open(disk);
    second.append(Append.to(ALICE).event("A", "{}")).orThrow();
    disk.crash();
    disk = disk.restart(CrashImage.nothing());
    try (Store third = StoreDisks.open(disk)) {
      assertThat(types(third.read(Region.all()))).containsExactly("A");
    }
  }

  /**
   * Only payloads were hashed: a header could be altered, and the end of a stream cut off, without
   * a trace.
   */
  @Test
  void aHeaderIsHashedWithItsPayloadAndTheEndWithWhatIsBeforeIt() {
    SimDisk disk = SimDisk.empty();
    try (Store store = StoreDisks.open(disk)) {
      Receipt one = store.append(Append.to(ALICE).event("A", "{}")).orThrow();
      Receipt two = store.append(Append.to(ALICE).event("A", "{}")).orThrow();
      assertThat(one.first().leaf()).isNotEqualTo(two.first().leaf());
      Position cut = two.first().position();
      assertThat(store.treeHead(cut)).isNotEqualTo(store.treeHead());
    }
  }

  /**
   * The version 0 was expected of an empty stream and of one with one event alike, so two callers
   * could both begin it; and an expectation was looked at before the key.
   */
  @Test
  void aStreamIsBegunOnceAndARetryIsNoConflict() {
    try (Store store = StoreDisks.open(SimDisk.empty())) {
      Append begin = Append.to(ALICE).expectNoStream().key("begin").event("A", "{}");
      Receipt receipt = store.append(begin).orThrow();
      assertThat(store.append(Append.to(ALICE).expectNoStream().event("B", "{}")))
          .isInstanceOf(Outcome.StreamConflict.class);
      assertThat(store.append(begin)).isEqualTo(new Outcome.Repeated(receipt));
    }
  }

  /** Another payload under a key that was used was swallowed without a word. */
  @Test
  void aKeyWithAnotherContentIsAConflict() {
    try (Store store = StoreDisks.open(SimDisk.empty())) {
      store.append(Append.to(ALICE).key("k").event("A", "1")).orThrow();
      assertThat(store.append(Append.to(ALICE).key("k").event("A", "2")))
          .isInstanceOf(Outcome.KeyConflict.class);
      assertThat(store.append(Append.to(BOB).key("k").event("A", "1")))
          .isInstanceOf(Outcome.KeyConflict.class);
    }
  }

  /** Keys were kept in a file of their own that was written now and then: a crash lost them. */
  @Test
  void aKeyOutlivesACrashAndTheLossOfTheIndex() {
    SimDisk disk = SimDisk.empty();
    Store store = StoreDisks.open(disk);
    Append append = Append.to(ALICE).key("k").event("A", "{}");
    Receipt receipt = store.append(append).orThrow();
    disk.crash();
    SimDisk after = disk.restart(CrashImage.nothing());
    for (Path run : after.list(StoreDisks.DIRECTORY.resolve(Openings.RUNS))) {
      after.remove(run);
    }
    try (Store reopened = StoreDisks.open(after)) {
      assertThat(reopened.append(append)).isEqualTo(new Outcome.Repeated(receipt));
    }
  }

  /** The index lay on the heap, all of it, and pages of a query were cut from a copy of it all. */
  @Test
  void memoryIsBoundedWhateverIsInTheStore() {
    SimDisk disk = SimDisk.empty();
    try (Store store = StoreDisks.open(disk)) {
      for (int i = 0; i < 300; i++) {
        Append batch = Append.to(Coordinate.of("game", "player:" + i));
        for (int k = 0; k < 20; k++) {
          batch = batch.event(NewEvent.json("Moved", "{}").tagged("room:" + k, "n:" + i));
        }
        store.append(batch).orThrow();
      }
      StoreStatistics statistics = store.statistics();
      assertThat(statistics.events()).isEqualTo(6_000);
      assertThat(statistics.indexRuns()).isGreaterThan(1);
      assertThat(statistics.indexMemoryBytes()).isLessThan(5 << 15);
      assertThat(types(store.read(Region.scope("game").tagged("n:7")))).hasSize(20);
      assertThat(types(store.read(Region.scope("game").tagged("room:3", "n:7")))).hasSize(1);
    }
  }

  /** An event was acknowledged before it was synced. */
  @Test
  void whatWasAcknowledgedIsThereThoughNothingUnsyncedIsKept() {
    SimDisk disk = SimDisk.empty();
    Store store = StoreDisks.open(disk);
    store.append(Append.to(ALICE).event("A", "{}")).orThrow();
    disk.crash();
    try (Store reopened = StoreDisks.open(disk.restart(CrashImage.nothing()))) {
      assertThat(types(reopened.read(Region.all()))).containsExactly("A");
    }
  }

  /** Versions were numbers of 32 bits, and times of day ran backward within a batch. */
  @Test
  void versionsAreLongAndTimeDoesNotFallThoughTheClockDoes() {
    byte[] header =
        EventFormat.encode(ALICE, NewEvent.json("A", "{}"), new EventId(new UUID(1, 2)), "c", null);
    EventFormat.complete(header, 5, (1L << 40) + 1, 1);
    assertThat(EventHeader.of(header, 0).version()).isEqualTo((1L << 40) + 1);
    SimClock clock = StoreDisks.clock();
    try (Store store = StoreDisks.open(StoreDisks.options(SimDisk.empty(), clock))) {
      store.append(Append.to(ALICE).event("A", "{}")).orThrow();
      Instant before = store.last(ALICE).orElseThrow().time();
      clock.setWall(before.minus(Duration.ofHours(1)));
      store.append(Append.to(ALICE).event("B", "{}").event("C", "{}")).orThrow();
      try (Events events = store.read(Region.all())) {
        assertThat(events.stream().map(Event::time)).containsOnly(before);
      }
    }
  }

  /**
   * What recovery had found in the system's cache was called durable, and a second crash took it.
   */
  @Test
  void whatAnOpeningShowsIsThereAfterTheNextCrash() {
    SimDisk disk = SimDisk.empty();
    Store store = StoreDisks.open(disk);
    store.append(Append.to(ALICE).event("A", "{}")).orThrow();
    store.append(Append.to(ALICE).durability(Durability.WRITTEN).event("B", "{}")).orThrow();
    disk.crash();
    SimDisk machineAlive = disk.restart(CrashImage.of(StoreDisks.all(disk)));
    Store second = StoreDisks.open(machineAlive);
    List<String> shown = types(second.read(Region.all()));
    machineAlive.crash();
    try (Store third = StoreDisks.open(machineAlive.restart(CrashImage.nothing()))) {
      assertThat(types(third.read(Region.all()))).isEqualTo(shown).contains("A");
    }
  }

  /** Anybody could append what only the store itself may say, and forge its records. */
  @Test
  void whatIsTheStoresOwnIsRefused() {
    try (Store store = StoreDisks.open(SimDisk.empty())) {
      Append type = Append.to(ALICE).event("stele.Denied", "{}");
      assertThatThrownBy(() -> store.append(type)).isInstanceOf(IllegalArgumentException.class);
      Append stream = Append.to(Coordinate.of("game", "stele:denials")).event("A", "{}");
      assertThatThrownBy(() -> store.append(stream))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("game/stele:denials A");
      assertThat(types(store.read(Region.all()))).isEmpty();
    }
  }

  /** The version of a payload's form was lost in batches, and nothing could repair it later. */
  @Test
  void aBatchKeepsTheSchemaVersionOfEachEvent() {
    try (Store store = StoreDisks.open(SimDisk.empty())) {
      NewEvent third = NewEvent.of("B", ByteBuffer.allocate(0)).schemaVersion(3);
      store.append(Append.to(ALICE).event("A", "{}").event(third)).orThrow();
      try (Events events = store.read(Region.of(ALICE))) {
        assertThat(events.stream().map(Event::schemaVersion)).containsExactly(1, 3);
      }
    }
  }

  /** Causes were hashes of payloads: with equal payloads a walk took a wrong way. */
  @Test
  void equalPayloadsDoNotMisleadAWalk() {
    try (Store store = StoreDisks.open(SimDisk.empty())) {
      EventId a = store.append(Append.to(ALICE).event("A", "{}")).orThrow().first().id();
      EventId b =
          store.append(Append.to(ALICE).causedBy(a).event("B", "{}")).orThrow().first().id();
      EventId again =
          store.append(Append.to(ALICE).causedBy(b).event("A", "{}")).orThrow().first().id();
      EventId c =
          store.append(Append.to(ALICE).causedBy(again).event("C", "{}")).orThrow().first().id();
      assertThat(store.causes(c, Walk.Limits.standard()).steps())
          .extracting(step -> step.event().id())
          .containsExactly(again, b, a);
    }
  }
}
