package dev.stele.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.access.Decision;
import dev.stele.attach.Attach;
import dev.stele.attach.Cursor;
import dev.stele.attach.End;
import dev.stele.attach.Feed;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A consumer that is authorized again while it is attached. */
class GuardedLiveTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final Feed<String> feed = new Feed<>(new UUID(1, 2), 100);
  private final People people = new People().allow("alice", "room").allow("alice", "tea");

  private Live<Items<String>, String> live() {
    return Attach.to(feed)
        .clock(clock)
        .subscribe()
        .replay(history -> history.forEachRemaining(_ -> {}))
        .live();
  }

  private Authorization<String> staying() {
    return Authorization.toStay(
        people.checker.bind(people.facts.session(), "alice", "watch", ""), "room");
  }

  private Authorization<String> seeing() {
    return Authorization.toSee(
        people.checker.bind(people.facts.session(), "alice", "watch", ""), "room", item -> item);
  }

  private GuardedLive<Items<String>, String> guarded(Supplier<Authorization<String>> renewal) {
    return GuardedLive.over(live(), renewal, MINUTE, clock);
  }

  private static List<String> given(GuardedLive<Items<String>, String> guarded) {
    List<String> given = new ArrayList<>();
    for (var received = guarded.poll(); received.isPresent(); received = guarded.poll()) {
      switch (received.get()) {
        case Received.Got<Items<String>, String>(Item<String> item) -> given.add(item.value());
        case Received.Ended<Items<String>, String>(End why) -> {
          given.add(why.getClass().getSimpleName());
          return given;
        }
        default -> {}
      }
    }
    return given;
  }

  @Test
  void whoMayStayIsGivenEverything() {
    try (GuardedLive<Items<String>, String> guarded = guarded(this::staying)) {
      feed.publish("tea", "t");
      feed.publish("gossip", "t");
      assertThat(given(guarded)).containsExactly("tea", "gossip");
    }
  }

  @Test
  void whatMayNotBeSeenIsLeftOutAndCounted() {
    try (GuardedLive<Items<String>, String> guarded = guarded(this::seeing)) {
      feed.publish("tea", "t");
      feed.publish("gossip", "t");
      feed.publish("tea", "t");
      assertThat(given(guarded)).containsExactly("tea", "tea");
      assertThat(guarded.hidden()).isEqualTo(1);
      assertThat(guarded.cursor().orElseThrow().position()).isEqualTo(3);
    }
  }

  @Test
  void whoMayNotComeIsEndedBeforeTheFirstItem() {
    people.forbid("alice", "room");
    try (GuardedLive<Items<String>, String> guarded = guarded(this::staying)) {
      feed.publish("tea", "t");
      assertThat(given(guarded)).containsExactly("Denied");
    }
  }

  @Test
  void nothingIsGivenOnAnAuthorizationOlderThanThePeriod() {
    try (GuardedLive<Items<String>, String> guarded = guarded(this::staying)) {
      feed.publish("tea", "t");
      assertThat(given(guarded)).containsExactly("tea");
      people.forbid("alice", "room");
      feed.publish("cake", "t");
      assertThat(given(guarded)).containsExactly("cake");
      feed.publish("more cake", "t");
      clock.advance(MINUTE);
      assertThat(given(guarded)).containsExactly("Denied");
    }
  }

  @Test
  void nothingIsGivenAfterAChangeOnAnAuthorizationFromBefore() {
    try (GuardedLive<Items<String>, String> guarded = guarded(this::seeing)) {
      feed.publish("tea", "t");
      assertThat(given(guarded)).containsExactly("tea");
      people.forbid("alice", "tea");
      guarded.changed();
      feed.publish("tea", "t");
      assertThat(given(guarded)).isEmpty();
      assertThat(guarded.hidden()).isEqualTo(1);
    }
  }

  @Test
  void whoWaitsWhileNothingComesIsEndedAllTheSame() throws Exception {
    try (GuardedLive<Items<String>, String> guarded = guarded(this::staying)) {
      FutureTask<Received<Items<String>, String>> waiting = new FutureTask<>(() -> end(guarded));
      Thread.ofVirtual().start(waiting);
      people.forbid("alice", "room");
      guarded.changed();
      assertThat(waiting.get().toString()).contains("no policy grants");
    }
  }

  @Test
  void whoWaitsIsEndedWhenThePeriodIsOver() throws Exception {
    try (GuardedLive<Items<String>, String> guarded = guarded(this::staying)) {
      FutureTask<Received<Items<String>, String>> waiting = new FutureTask<>(() -> end(guarded));
      Thread.ofVirtual().start(waiting);
      people.forbid("alice", "room");
      clock.awaitWaiters(1);
      clock.advance(MINUTE);
      assertThat(waiting.get().toString()).contains("Denied");
    }
  }

  private static Received<Items<String>, String> end(GuardedLive<Items<String>, String> guarded)
      throws InterruptedException {
    while (true) {
      Received<Items<String>, String> received = guarded.next();
      if (received instanceof Received.Ended<Items<String>, String>) {
        return received;
      }
    }
  }

  @Test
  void whatCannotBeFoundOutIsADenial() {
    try (GuardedLive<Items<String>, String> guarded =
        guarded(() -> {
          throw new IllegalStateException("no session");
        })) {
      assertThat(given(guarded)).containsExactly("Denied");
    }
    people.goDown();
    try (GuardedLive<Items<String>, String> guarded = guarded(this::staying)) {
      assertThat(given(guarded)).containsExactly("Denied");
    }
  }

  @Test
  void anErrorWhileAskingIsADenialForWhoWaits() throws Exception {
    AtomicBoolean isBroken = new AtomicBoolean();
    try (GuardedLive<Items<String>, String> guarded =
        guarded(() -> {
          if (isBroken.get()) {
            throw new AssertionError("no class");
          }
          return staying();
        })) {
      FutureTask<Received<Items<String>, String>> waiting = new FutureTask<>(() -> end(guarded));
      Thread.ofVirtual().start(waiting);
      isBroken.set(true);
      guarded.changed();
      assertThat(waiting.get().toString()).contains("Denied").contains("no class");
    }
  }

  /** Who got access again and went on at the cursor missed the item that had not been given. */
  @Test
  void anItemThatWasNotGivenForLossOfAccessLiesBehindTheCursor() {
    AtomicLong nanos = new AtomicLong();
    Cursor cursor;
    // Only who takes an item notices that time is up, so that it was taken.
    try (GuardedLive<Items<String>, String> guarded =
        GuardedLive.over(live(), this::staying, MINUTE, new ModelClock(nanos::get))) {
      feed.publish("tea", "t");
      assertThat(given(guarded)).containsExactly("tea");
      people.forbid("alice", "room");
      nanos.set(MINUTE.toNanos());
      feed.publish("cake", "t");
      assertThat(given(guarded)).containsExactly("Denied");
      assertThat(given(guarded)).containsExactly("Denied");
      cursor = guarded.cursor().orElseThrow();
    }
    people.allow("alice", "room");
    List<String> seen = new ArrayList<>();
    Attach.resume(feed, cursor)
        .orThrow()
        .subscribe()
        .replay(history -> history.forEachRemaining(item -> seen.add(item.value())))
        .close();
    assertThat(seen).containsExactly("cake");
  }

  /** Stays; cannot tell what may be seen as long as it is broken. */
  private static Authorization<String> seeing(AtomicBoolean isBroken) {
    return new Authorization<>() {
      @Override
      public Decision mayStay() {
        return new Decision.Granted("all", Optional.empty());
      }

      @Override
      public boolean maySee(String item) {
        if (isBroken.get()) {
          throw new AssertionError("no resource for " + item);
        }
        return true;
      }
    };
  }

  @Test
  void anItemThatCouldNotBeAskedAboutIsAskedAboutAgain() throws Exception {
    AtomicBoolean isBroken = new AtomicBoolean();
    try (GuardedLive<Items<String>, String> guarded = guarded(() -> seeing(isBroken))) {
      assertThat(given(guarded)).isEmpty();
      isBroken.set(true);
      feed.publish("tea", "t");
      feed.publish("cake", "t");
      assertThatThrownBy(guarded::poll).hasMessage("no resource for tea");
      assertThatThrownBy(guarded::next).hasMessage("no resource for tea");
      assertThat(guarded.cursor().orElseThrow().position()).isZero();
      isBroken.set(false);
      assertThat(guarded.next().toString()).contains("tea");
      assertThat(guarded.cursor().orElseThrow().position()).isEqualTo(1);
      assertThat(given(guarded)).containsExactly("cake");
      assertThat(guarded.hidden()).isZero();
    }
  }

  @Test
  void anItemThatWaitsToBeAskedAboutAgainIsNotGivenAfterAnEndThatForbidsIt() {
    AtomicBoolean isBroken = new AtomicBoolean();
    Live<Items<String>, String> live = live();
    try (GuardedLive<Items<String>, String> guarded =
        GuardedLive.over(live, () -> seeing(isBroken), MINUTE, clock)) {
      assertThat(given(guarded)).isEmpty();
      isBroken.set(true);
      feed.publish("tea", "t");
      assertThatThrownBy(guarded::poll).hasMessage("no resource for tea");
      isBroken.set(false);
      live.cancel();
      assertThat(given(guarded)).containsExactly("Cancelled");
      assertThat(guarded.cursor().orElseThrow().position()).isZero();
    }
  }

  @Test
  void anEndOfItsOwnIsToldAsItIs() {
    try (GuardedLive<Items<String>, String> guarded = guarded(this::staying)) {
      feed.close();
      assertThat(given(guarded)).containsExactly("Closed");
    }
  }

  @Test
  void aPeriodOfNothingIsRefused() {
    try (Live<Items<String>, String> live = live()) {
      assertThatThrownBy(() -> GuardedLive.over(live, this::staying, Duration.ZERO, clock))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("PT0S");
    }
  }

  @Test
  void nobodyAsksAnyMoreOnceItIsClosed() throws Exception {
    GuardedLive<Items<String>, String> guarded = guarded(this::staying);
    clock.awaitWaiters(1);
    guarded.close();
    guarded.close();
    int asked = people.loads.get();
    while (clock.untilNext().isPresent()) { // Nobody waits to ask again.
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new InterruptedException("the test's time is over");
      }
    }
    clock.advance(MINUTE.multipliedBy(10));
    assertThat(people.loads).hasValue(asked);
  }
}
