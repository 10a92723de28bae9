package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Several sources and one who listens: each is heard, in its order, to its end. */
class MergedTest {

  private final Feed<String> red = new Feed<>(new UUID(0, 1), 1000);
  private final Feed<String> blue = new Feed<>(new UUID(0, 2), 1000);

  private Map<String, Feed<String>> feeds() {
    Map<String, Feed<String>> feeds = new LinkedHashMap<>();
    feeds.put("red", red);
    feeds.put("blue", blue);
    return feeds;
  }

  private Merged<Items<String>, String> merged() {
    Map<String, Spawned<Items<String>, String>> sources = new LinkedHashMap<>();
    feeds().forEach((name, feed) -> sources.put(name, Attach.to(feed)));
    return Merged.of(sources);
  }

  private static MergedLive<Items<String>, String> live(Merged<Items<String>, String> merged) {
    return merged.subscribe().replay((_, history) -> history.forEachRemaining(_ -> {}));
  }

  /** Items as {@code source:value}; signs and ends are left out. */
  private static List<String> items(MergedLive<Items<String>, String> live, int count)
      throws InterruptedException {
    List<String> items = new ArrayList<>();
    while (items.size() < count) {
      if (live.next()
          instanceof
          MergedReceived.From<Items<String>, String>(
              String source,
              Received.Got<Items<String>, String>(Item<String> item))) {
        items.add(source + ":" + item.value());
      }
    }
    return items;
  }

  private static void publish(Feed<String> feed, int from, int end) {
    for (int i = from; i < end; i++) {
      feed.publish(Integer.toString(i));
    }
  }

  @Test
  void eachHistoryIsSeenUnderItsName() {
    publish(red, 0, 2);
    publish(blue, 0, 1);
    List<String> seen = new ArrayList<>();
    try (MergedLive<Items<String>, String> live =
        merged()
            .subscribe()
            .replay((source, history) ->
                history.forEachRemaining(item -> seen.add(source + ":" + item.value())))) {
      assertThat(seen).containsExactly("red:0", "red:1", "blue:0");
      assertThat(live.cursors())
          .containsExactly(
              Map.entry("red", new Cursor(red.lineage(), 2)),
              Map.entry("blue", new Cursor(blue.lineage(), 1)));
    }
  }

  @Test
  void whatComesDuringAReplayComesAfterIt() throws InterruptedException {
    try (MergedLive<Items<String>, String> live =
        merged()
            .subscribe()
            .replay((source, history) -> {
              history.forEachRemaining(_ -> {});
              (source.equals("red") ? red : blue).publish("late");
            })) {
      assertThat(items(live, 2)).containsExactly("red:late", "blue:late");
    }
  }

  @Test
  void aBusySourceDoesNotKeepAQuietOneFromBeingHeard() throws InterruptedException {
    try (MergedLive<Items<String>, String> live = live(merged())) {
      publish(red, 0, 500);
      publish(blue, 0, 3);
      List<String> first = items(live, 6);
      assertThat(first).containsExactly("red:0", "blue:0", "red:1", "blue:1", "red:2", "blue:2");
      assertThat(items(live, 497)).doesNotContain("blue:3").endsWith("red:499");
    }
  }

  @Test
  void oneEndsAndTheOthersGoOn() throws InterruptedException {
    try (MergedLive<Items<String>, String> live = live(merged())) {
      red.close();
      blue.publish("still here");
      assertThat(untilEnd(live))
          .isEqualTo(new MergedReceived.From<>("red", new Received.Ended<>(new End.Closed())));
      assertThat(items(live, 1)).containsExactly("blue:still here");
      assertThat(live.poll()).isEmpty();
      live.cancel("blue");
      assertThat(untilEnd(live))
          .isEqualTo(new MergedReceived.From<>("blue", new Received.Ended<>(new End.Cancelled())));
      MergedReceived<Items<String>, String> over =
          new MergedReceived.AllEnded<>(
              Map.of("red", new End.Closed(), "blue", new End.Cancelled()));
      assertThat(live.next()).isEqualTo(over);
      assertThat(live.next()).isEqualTo(over);
    }
  }

  /** Leaves out signs and items before the next end. */
  private static MergedReceived<Items<String>, String> untilEnd(
      MergedLive<Items<String>, String> live) throws InterruptedException {
    while (true) {
      MergedReceived<Items<String>, String> next = live.next();
      if (next
          instanceof
          MergedReceived.From<Items<String>, String>(
              String _,
              Received.Ended<Items<String>, String> _)) {
        return next;
      }
    }
  }

  @Test
  void itGoesOnAtItsCursors() throws InterruptedException {
    publish(red, 0, 3);
    publish(blue, 0, 3);
    Map<String, Cursor> cursors;
    try (MergedLive<Items<String>, String> live = live(merged())) {
      publish(red, 3, 5);
      assertThat(items(live, 1)).containsExactly("red:3");
      cursors = live.cursors();
    }
    publish(blue, 3, 4);
    List<String> seen = new ArrayList<>();
    Merged.resume(feeds(), cursors)
        .orThrow()
        .subscribe()
        .replay((source, history) ->
            history.forEachRemaining(item -> seen.add(source + ":" + item.value())))
        .close();
    assertThat(seen).containsExactly("red:4", "blue:3");
  }

  @Test
  void aSourceWithoutACursorBeginsWithItsOldest() {
    publish(red, 0, 2);
    publish(blue, 0, 2);
    List<String> seen = new ArrayList<>();
    Merged.resume(feeds(), Map.of("red", new Cursor(red.lineage(), 2)))
        .orThrow()
        .subscribe()
        .replay((source, history) ->
            history.forEachRemaining(item -> seen.add(source + ":" + item.value())))
        .close();
    assertThat(seen).containsExactly("blue:0", "blue:1");
  }

  @Test
  void aCursorThatOneSourceRefusesIsToldUnderItsName() {
    Cursor foreign = new Cursor(new UUID(9, 9), 0);
    MergedResumption<String> resumption =
        Merged.resume(feeds(), Map.of("red", new Cursor(red.lineage(), 0), "blue", foreign));
    assertThat(resumption)
        .isEqualTo(
            new MergedResumption.Refused<>(
                Map.of("blue", new Resumption.Foreign<>(foreign, blue.lineage()))));
    assertThatThrownBy(resumption::orThrow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cursors must be known, got: {blue=");
  }

  @Test
  void aCursorOfNoSourceIsAMistake() {
    assertThatThrownBy(() -> Merged.resume(feeds(), Map.of("green", new Cursor(red.lineage(), 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cursors must be of the producers, got: [green]");
  }

  @Test
  void ifOneCannotBeSubscribedToNoneIs() {
    Counted first = new Counted(red);
    Merged<Items<String>, String> merged =
        Merged.of(sources("red", Attach.to(first), "broken", Attach.to(new Deaf(blue))));
    assertThatThrownBy(merged::subscribe).hasMessage("subscribe does not work");
    assertThat(first.subscribed).isZero();
  }

  @Test
  void ifOneReplayThrowsAllAreClosed() {
    Counted first = new Counted(red);
    Counted second = new Counted(blue);
    MergedSubscribed<Items<String>, String> subscribed =
        Merged.of(sources("red", Attach.to(first), "blue", Attach.to(second))).subscribe();
    assertThatThrownBy(() ->
            subscribed.replay((source, history) -> {
              history.forEachRemaining(_ -> {});
              if (source.equals("blue")) {
                throw new IOException("no room for " + source);
              }
            }))
        .isInstanceOf(IOException.class);
    assertThat(first.subscribed).isZero();
    assertThat(second.subscribed).isZero();
  }

  /** Counts who is subscribed. */
  private static final class Counted extends PassingProducer<String> {
    private int subscribed;

    Counted(Producer<String> inner) {
      super(inner);
    }

    @Override
    public Subscription subscribe(Inbox<String> inbox) {
      subscribed++;
      Subscription inner = super.subscribe(inbox);
      AtomicBoolean isOpen = new AtomicBoolean(true);
      return () -> {
        inner.close();
        if (isOpen.getAndSet(false)) {
          subscribed--;
        }
      };
    }
  }

  /** Cannot be subscribed to. */
  private static final class Deaf extends PassingProducer<String> {
    Deaf(Producer<String> inner) {
      super(inner);
    }

    @Override
    public Subscription subscribe(Inbox<String> inbox) {
      throw new IllegalStateException("subscribe does not work");
    }
  }

  /** Fails when it is told to. */
  private static final class Failing extends PassingProducer<String> {
    private final List<Inbox<String>> inboxes = new ArrayList<>();

    Failing(Producer<String> inner) {
      super(inner);
    }

    @Override
    public Subscription subscribe(Inbox<String> inbox) {
      inboxes.add(inbox);
      return super.subscribe(inbox);
    }

    void fail() {
      inboxes.forEach(inbox -> inbox.end(new End.Failed(new IllegalStateException("line cut"))));
    }
  }

  private static Map<String, Spawned<Items<String>, String>> sources(
      String one,
      Spawned<Items<String>, String> first,
      String other,
      Spawned<Items<String>, String> second) {
    Map<String, Spawned<Items<String>, String>> sources = new LinkedHashMap<>();
    sources.put(one, first);
    sources.put(other, second);
    return sources;
  }

  @Test
  void whatOneThrowsIsItsEndAndTheOthersGoOn() throws InterruptedException {
    Feed<String> forgetful = new Feed<>(new UUID(0, 3), 1);
    try (MergedLive<Items<String>, String> live =
        live(
            Merged.of(
                sources("forgetful", Attach.to(forgetful).capacity(1), "blue", Attach.to(blue))))) {
      publish(forgetful, 0, 5); // It falls behind, and what it has missed is forgotten.
      blue.publish("fine");
      assertThat(untilEnd(live))
          .isInstanceOfSatisfying(
              MergedReceived.From.class,
              from -> {
                assertThat(from.source()).isEqualTo("forgetful");
                assertThat(from.received().toString()).contains("Forgotten");
              });
      blue.publish("still");
      assertThat(items(live, 1)).hasSize(1);
    }
  }

  @Test
  void aSourceThatFailedIsSubscribedToAgainWhenItIsDueThoughNothingRings() throws Exception {
    SimClock clock = SimClock.at(Instant.EPOCH);
    Failing failing = new Failing(red);
    MergedLive<Items<String>, String> live =
        live(
            Merged.of(
                sources(
                    "failing",
                    Attach.to(failing).clock(clock).reconnecting(Backoff.standard()),
                    "blue",
                    Attach.to(blue).clock(clock))));
    while (live.poll().isPresent()) {
      // Signs.
    }
    failing.fail();
    red.publish("meanwhile");
    List<MergedReceived<Items<String>, String>> got = new ArrayList<>();
    Thread listener =
        Thread.ofVirtual()
            .start(() -> {
              try {
                got.add(live.next());
                got.add(live.next());
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    clock.awaitWaiters(1);
    assertThat(clock.advanceToNext()).contains(Duration.ofMillis(25));
    listener.join();
    assertThat(got)
        .containsExactly(
            new MergedReceived.From<>("failing", new Received.Reconnected<>(1)),
            new MergedReceived.From<>("failing", new Received.Got<>(new Item<>(0, "meanwhile"))));
    live.close();
  }

  @Test
  void nothingInTimeIsNothing() throws InterruptedException {
    SimClock clock = SimClock.at(Instant.EPOCH);
    try (MergedLive<Items<String>, String> live =
        live(
            Merged.of(
                sources(
                    "red", Attach.to(red).clock(clock), "blue", Attach.to(blue).clock(clock))))) {
      while (live.poll().isPresent()) {
        // Signs.
      }
      assertThat(live.next(Duration.ZERO)).isEmpty();
      List<Optional<MergedReceived<Items<String>, String>>> got = new ArrayList<>();
      Thread listener =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  got.add(live.next(Duration.ofSeconds(3)));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      clock.awaitWaiters(1);
      clock.advance(Duration.ofSeconds(3));
      listener.join();
      assertThat(got).containsExactly(Optional.empty());
    }
  }

  @Test
  void anInterruptIsNoticedThoughThereIsAlwaysSomething() {
    try (MergedLive<Items<String>, String> live = live(merged())) {
      publish(red, 0, 5);
      Thread.currentThread().interrupt();
      assertThatThrownBy(live::next).isInstanceOf(InterruptedException.class);
      assertThat(live.statistics().values()).allMatch(done -> done.delivered() == 0);
    }
  }

  @Test
  void sourcesAreAtLeastOneAndOnOneClock() {
    assertThatThrownBy(() -> Merged.of(Map.<String, Spawned<Items<String>, String>>of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            Merged.of(
                sources(
                    "red",
                    Attach.to(red),
                    "blue",
                    Attach.to(blue).clock(SimClock.at(Instant.EPOCH)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clock must be the same for all, got: another one for 'blue'");
  }

  @Test
  void aClosedOneGivesNothing() {
    MergedLive<Items<String>, String> live = live(merged());
    live.close();
    live.close();
    assertThatThrownBy(live::next).isInstanceOf(IllegalStateException.class);
  }
}
