package dev.stele.store;

import static dev.stele.store.StoreDisks.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stele.attach.Backoff;
import dev.stele.attach.Cursor;
import dev.stele.attach.End;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Overflow;
import dev.stele.attach.Received;
import dev.stele.attach.Resumption;
import dev.stele.ground.Clock;
import dev.stele.ground.DiskOperation;
import dev.stele.journal.Durability;
import dev.stele.journal.Position;
import dev.stele.trial.SimDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions that are attached to. */
class StoreAttachTest {

  private static final Coordinate ALICE = Coordinate.of("room:dungeon", "player:alice");
  private static final Coordinate BOB = Coordinate.of("room:dungeon", "player:bob");
  private static final Coordinate CELLAR = Coordinate.of("room:cellar", "player:alice");

  private final SimDisk disk = SimDisk.empty();
  private final FailingDisk failing = new FailingDisk(disk);

  private StoreOptions options() {
    return StoreDisks.options(failing, Clock.system());
  }

  private Store open() {
    return StoreDisks.open(options());
  }

  @Test
  void theHistoryComesFirstAndThenEachLaterEvent() throws Exception {
    try (Store store = open()) {
      say(store, ALICE, "a");
      say(store, CELLAR, "elsewhere");
      List<String> before = new ArrayList<>();
      var live =
          store
              .attach(Region.scope("room:dungeon"))
              .subscribe()
              .replay(history -> history.forEachRemaining(item -> before.add(item.value().text())))
              .live();
      say(store, BOB, "b");
      assertThat(before).containsExactly("a");
      assertThat(live.next()).isInstanceOf(Received.CaughtUp.class);
      assertThat(live.next().toString()).contains("Got");
      live.close();
    }
    disk.requireNoOpenHandles();
  }

  @Test
  void eachKindOfPlaceSeesItsOwnEventsAlone() throws Exception {
    Coordinate line = Coordinate.of("room:dungeon", "player:alice:hand");
    Coordinate other = Coordinate.of("room:dungeon", "player:alicette");
    try (Store store = open()) {
      List<Region> regions =
          List.of(
              Region.all(),
              Region.scope("room:cellar"),
              Region.of(ALICE),
              Region.below(ALICE),
              Region.below(Coordinate.of("room:dungeon", "player")),
              Region.below(line),
              Region.scope("room:dungeon").types("Left"),
              Region.scope("room:dungeon").tagged("loud"),
              Region.all().from(new Position(6)));
      List<Attached> all =
          regions.stream().map(region -> Attached.to(store.attach(region))).toList();
      for (Coordinate stream : List.of(ALICE, BOB, CELLAR, line, other)) {
        store
            .append(
                Append.to(stream)
                    .event(StoreDisks.event("plain"))
                    .event(NewEvent.json("Left", "{}").tagged("loud")))
            .orThrow();
      }
      for (int i = 0; i < regions.size(); i++) {
        List<Event> expected = StoreDisks.events(store, regions.get(i));
        assertThat(expected).isNotEmpty();
        assertThat(all.get(i).upTo(expected.size()).seen)
            .as("%s", regions.get(i))
            .isEqualTo(expected);
        all.get(i).close();
      }
    }
  }

  /**
   * An event is in the history before it is offered: whoever attaches at any moment misses none.
   */
  @Test
  void whoeverAttachesWhileOthersAppendSeesEveryEventOnce() throws Exception {
    try (Store store = open()) {
      AtomicInteger attaching = new AtomicInteger(3);
      Together.run(
          Together.Kind.VIRTUAL,
          5,
          number -> () -> number < 2 ? appends(store, attaching) : attaches(store, attaching));
      assertThat(store.statistics().attached()).isZero();
    }
  }

  private static int appends(Store store, AtomicInteger attaching) {
    int count = 0;
    while (attaching.get() > 0) {
      say(store, count % 2 == 0 ? ALICE : BOB, "event " + count++);
    }
    return count;
  }

  private static int attaches(Store store, AtomicInteger attaching) throws InterruptedException {
    try {
      for (int round = 0; round < 40; round++) {
        try (Attached attached = Attached.to(store.attach(Region.scope("room:dungeon")))) {
          attached.upTo(attached.seen.size() + 5);
          Position end = attached.seen.getLast().position().plus(1);
          assertThat(attached.seen)
              .isEqualTo(StoreDisks.events(store, Region.scope("room:dungeon").until(end)));
        }
      }
      return 0;
    } finally {
      attaching.decrementAndGet();
    }
  }

  @Test
  void aThousandRegionsSeeTheirOwnAndEachEventIsReadOnce() throws Exception {
    try (Store store = open()) {
      List<Attached> all =
          IntStream.range(0, 1_000)
              .mapToObj(i -> Attached.to(store.attach(Region.of(Coordinate.of("s", "e" + i)))))
              .toList();
      assertThat(store.statistics().attached()).isEqualTo(1_000);
      for (int i = 0; i < 2_000; i++) {
        say(store, Coordinate.of("s", "e" + i % 1_000), "event " + i);
      }
      for (int i = 0; i < 1_000; i++) {
        assertThat(all.get(i).upTo(2).texts())
            .containsExactly("event " + i, "event " + (i + 1_000));
        assertThat(all.get(i).live.statistics().queued()).isZero();
      }
      assertThat(store.statistics().attachEvents()).isEqualTo(2_000);
      all.forEach(Attached::close);
      assertThat(store.statistics().attached()).isZero();
      say(store, ALICE, "nobody hears it");
      assertThat(store.statistics().attachEvents()).isEqualTo(2_000);
    }
  }

  @Test
  void aRestartOfTheWriterIsNotSeen() throws Exception {
    try (Store store = open();
        Attached attached = Attached.to(store.attach(Region.of(ALICE)))) {
      say(store, ALICE, "before");
      AtomicBoolean isFailing = new AtomicBoolean(true);
      failing.failing((operation, path) ->
          operation == DiskOperation.SYNC && path.endsWith(".seg") && isFailing.getAndSet(false));
      Append lost = Append.to(ALICE).key("lost").event(StoreDisks.event("perhaps"));
      assertThatThrownBy(() -> store.append(lost))
          .isInstanceOf(StoreException.OutcomeUnknown.class);
      assertThat(store.statistics().restarts()).isEqualTo(1);
      store.append(lost).orThrow();
      say(store, ALICE, "after");
      assertThat(attached.upTo(3).texts()).containsExactly("before", "perhaps", "after");
      assertThat(attached.seen).isEqualTo(StoreDisks.events(store, Region.of(ALICE)));
    }
    disk.requireNoOpenHandles();
  }

  @Test
  void aWriterThatCannotBeRestartedEndsItWithItsFailure() throws Exception {
    Store store = open();
    try (Attached attached = Attached.to(store.attach(Region.all()))) {
      say(store, ALICE, "before");
      attached.upTo(1); // A failure does not wait until all that was visible is seen.
      failing.failing(
          (operation, _) -> operation == DiskOperation.SYNC || operation == DiskOperation.OPEN);
      assertThat(catchThrowable(() -> say(store, ALICE, "lost"))).isNotNull();
      End end = attached.toEnd();
      assertThat(attached.texts()).containsExactly("before");
      assertThat(end).isInstanceOf(End.Failed.class);
      assertThat(((End.Failed) end).cause()).isInstanceOf(StoreException.Unavailable.class);
    } finally {
      failing.failing((_, _) -> false);
      assertThat(catchThrowable(store::close)).isNotNull();
    }
  }

  @Test
  void whoReconnectsGoesOnOnceTheWriterIsBack() throws Exception {
    StoreOptions many =
        options().restarts(new StoreOptions.RestartBudget(50, Duration.ofMinutes(1)));
    Backoff soon = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), 10_000);
    try (Store store = StoreDisks.open(many);
        Attached attached = Attached.to(store.attach(Region.of(ALICE)).reconnecting(soon))) {
      say(store, ALICE, "before");
      attached.upTo(1);
      failing.failing(
          (operation, _) -> operation == DiskOperation.SYNC || operation == DiskOperation.OPEN);
      Append lost = Append.to(ALICE).key("lost").event(StoreDisks.event("perhaps"));
      assertThat(catchThrowable(() -> store.append(lost))).isNotNull();
      failing.failing((_, _) -> false);
      store.append(lost).orThrow();
      say(store, ALICE, "after");
      assertThat(attached.upTo(3).texts()).containsExactly("before", "perhaps", "after");
    }
  }

  @Test
  void closingTheStoreShowsEverythingAndThenTheEnd() throws Exception {
    Store store = open();
    Attached attached = Attached.to(store.attach(Region.of(ALICE)));
    Attached other = Attached.to(store.attach(Region.of(BOB)));
    say(store, ALICE, "a", "b");
    store
        .append(Append.to(ALICE).event(StoreDisks.event("written")).durability(Durability.WRITTEN))
        .orThrow();
    store.close();
    assertThat(attached.toEnd()).isEqualTo(new End.Closed());
    assertThat(attached.texts()).containsExactly("a", "b", "written");
    assertThat(attached.toEnd()).isEqualTo(new End.Closed());
    assertThat(other.toEnd()).isEqualTo(new End.Closed());
    assertThatThrownBy(() -> store.attach(Region.all())).isInstanceOf(StoreException.Closed.class);
    disk.requireNoOpenHandles();
  }

  @Test
  void whoStillReadsTheLogWhenItIsClosedIsToldThatItWasNotAll() throws Exception {
    Store store = open();
    Attached slow = Attached.to(store.attach(Region.all()).capacity(1));
    StoreDisks.fill(store, ALICE, 10);
    store.close();
    End end = slow.toEnd();
    assertThat(slow.seen).hasSizeLessThan(10);
    assertThat(end).isInstanceOf(End.Failed.class);
    assertThat(((End.Failed) end).cause()).isInstanceOf(StoreException.Closed.class);
    try (Store again = open();
        Attached rest =
            Attached.to(again.attach(Region.all(), slow.live.cursor().orElseThrow()).orThrow())) {
      List<Event> all = new ArrayList<>(slow.seen);
      all.addAll(rest.seen);
      assertThat(all).isEqualTo(StoreDisks.events(again, Region.all()));
    }
  }

  @Test
  void whoDoesNotKeepUpReadsTheLogAndMissesNothing() throws Exception {
    try (Store store = open();
        Attached slow = Attached.to(store.attach(Region.of(ALICE)).capacity(4))) {
      fillAndOffer(store, 200);
      assertThat(slow.upTo(200).seen).isEqualTo(StoreDisks.events(store, Region.of(ALICE)));
      assertThat(slow.live.statistics().fallenBehind()).isPositive();
      say(store, ALICE, "and on");
      assertThat(slow.upTo(201).texts()).endsWith("and on");
    }
  }

  @Test
  void whoIsEvictedGoesOnWithTheCursor() throws Exception {
    try (Store store = open()) {
      Attached evicted =
          Attached.to(
              store.attach(Region.of(ALICE)).capacity(4).onOverflow(new Overflow.Evict<>()));
      fillAndOffer(store, 20);
      assertThat(evicted.toEnd()).isEqualTo(new End.Evicted());
      assertThat(evicted.seen).hasSizeBetween(4, 19);
      Cursor cursor = evicted.live.cursor().orElseThrow();
      evicted.close();
      try (Attached next = Attached.to(store.attach(Region.of(ALICE), cursor).orThrow())) {
        List<Event> all = new ArrayList<>(evicted.seen);
        all.addAll(next.seen);
        assertThat(all).isEqualTo(StoreDisks.events(store, Region.of(ALICE)));
      }
    }
  }

  @Test
  void aConsumerThatWouldHoldUpTheOthersIsRefused() {
    try (Store store = open()) {
      var blocking =
          store.attach(Region.all()).onOverflow(new Overflow.Block<>(Duration.ofSeconds(1)));
      assertThatThrownBy(blocking::subscribe)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("overflow must not block");
      assertThat(store.statistics().attached()).isZero();
    }
  }

  @Test
  void whatOneConsumerThrowsIsItsOwnEndAlone() throws Exception {
    try (Store store = open();
        Attached good = Attached.to(store.attach(Region.all()));
        Attached bad =
            Attached.to(
                store
                    .attach(Region.all())
                    .onOverflow(
                        new Overflow.Conflate<>(event -> Integer.parseInt(event.text()))))) {
      say(store, ALICE, "1", "none", "3");
      assertThat(good.upTo(3).texts()).containsExactly("1", "none", "3");
      End end = bad.toEnd();
      assertThat(((End.Failed) end).cause()).isInstanceOf(NumberFormatException.class);
    }
  }

  @Test
  void aRegionWithAnEndEndsThere() throws Exception {
    try (Store store = open()) {
      say(store, ALICE, "a");
      Position end = store.head().plus(2);
      try (Attached bounded = Attached.to(store.attach(Region.all().until(end)));
          Attached elsewhere = Attached.to(store.attach(Region.of(CELLAR).until(end)))) {
        say(store, ALICE, "b", "c", "d");
        assertThat(bounded.toEnd()).isEqualTo(new End.Closed());
        assertThat(bounded.texts()).containsExactly("a", "b", "c");
        assertThat(elsewhere.toEnd()).isEqualTo(new End.Closed());
        assertThat(elsewhere.seen).isEmpty();
      }
      try (Attached late = Attached.to(store.attach(Region.all().until(end)))) {
        assertThat(late.toEnd()).isEqualTo(new End.Closed());
        assertThat(late.texts()).containsExactly("a", "b", "c");
      }
      assertThat(store.statistics().attached()).isZero();
    }
  }

  @Test
  void aFollowerIsAttachedToAsTheWriterIs() throws Exception {
    try (Store store = open()) {
      say(store, ALICE, "a");
      StoreFollower follower = StoreFollower.open(StoreDisks.DIRECTORY, options());
      Attached attached = Attached.to(follower.attach(Region.scope("room:dungeon")));
      say(store, CELLAR, "elsewhere");
      say(store, BOB, "b", "c");
      assertThat(attached.upTo(3).texts()).containsExactly("a", "b", "c");
      Cursor cursor = attached.live.cursor().orElseThrow();
      assertThat(store.attach(Region.all(), cursor)).isInstanceOf(Resumption.Resumed.class);
      Cursor now = new Cursor(store.lineage(), store.head().value());
      assertThat(follower.attach(Region.all(), now)).isInstanceOf(Resumption.Resumed.class);
      assertThat(follower.statistics().attached()).isEqualTo(1);
      follower.close();
      assertThat(attached.toEnd()).isEqualTo(new End.Closed());
    }
    disk.requireNoOpenHandles();
  }

  /** While a follower is open, what it follows is taken away, and something else put there. */
  @Test
  void aFollowerWhoseStoreIsReplacedIsTold(@TempDir Path folder) throws Exception {
    Path directory = folder.resolve("store");
    Path other = folder.resolve("other");
    UUID lineage;
    try (Store store = Store.open(directory);
        Store next = Store.open(other)) {
      say(store, ALICE, "a");
      say(next, ALICE, "z");
      lineage = next.lineage();
    }
    try (StoreFollower follower = StoreFollower.open(directory);
        Attached attached = Attached.to(follower.attach(Region.all()))) {
      Files.move(directory, folder.resolve("away"));
      Files.move(other, directory);
      assertThat(attached.toEnd()).isEqualTo(new End.Replaced(Optional.of(new Cursor(lineage, 0))));
      assertThat(attached.texts()).containsExactly("a");
    }
  }

  /** He asked the other store for what he had missed, and got its exception again and again. */
  @Test
  void whoIsBehindWhenAFollowersStoreIsReplacedIsTold(@TempDir Path folder) throws Exception {
    Path directory = folder.resolve("store");
    Path other = folder.resolve("other");
    Store store = Store.open(directory);
    try (StoreFollower follower = StoreFollower.open(directory);
        Attached behind = Attached.to(follower.attach(Region.all()).capacity(1))) {
      StoreDisks.fill(store, ALICE, 10);
      awaitOffered(follower, 10);
      store.close();
      UUID lineage;
      try (Store next = Store.open(other)) {
        lineage = next.lineage();
      }
      Files.move(directory, folder.resolve("away"));
      Files.move(other, directory);
      assertThat(behind.toEnd()).isEqualTo(new End.Replaced(Optional.of(new Cursor(lineage, 0))));
      assertThat(behind.seen).isEmpty();
    }
  }

  @Test
  void aWaitIsInterruptedAndGoesOn() throws Exception {
    try (Store store = open();
        Attached attached = Attached.to(store.attach(Region.all()))) {
      Live<Items<Event>, Event> live = attached.live;
      live.next(); // It has caught up.
      Thread.currentThread().interrupt();
      assertThatThrownBy(live::next).isInstanceOf(InterruptedException.class);
      say(store, ALICE, "a");
      assertThat(attached.upTo(1).texts()).containsExactly("a");
    }
  }

  /**
   * Fills a stream, and lets whoever is attached fall behind: one that began to take before all was
   * offered could keep up with it, and would never be evicted.
   */
  private static void fillAndOffer(Store store, int count) throws InterruptedException {
    StoreDisks.fill(store, ALICE, count);
    awaitOffered(store, count);
  }

  /** Waits until so many were read for those attached: all but the last of them were offered. */
  private static void awaitOffered(StoreReader store, long count) throws InterruptedException {
    while (store.statistics().attachEvents() < count) {
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new InterruptedException("the test's time is over");
      }
    }
  }
}
