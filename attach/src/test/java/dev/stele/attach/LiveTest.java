package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attach gives once it is live. */
class LiveTest {

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final Scripted producer = Scripted.dense();
  private final Seen seen = new Seen();

  private Live<Items<Integer>, Integer> live(Spawned<Items<Integer>, Integer> attach) {
    return attach.clock(clock).subscribe().replay(seen::replay).live();
  }

  // --- Signs -------------------------------------------------------------------------------------

  @Test
  void havingCaughtUpIsSaidFirst() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer.emit(2)));
    producer.emit(1);
    seen.drain(live);
    assertThat(seen.all).containsExactly("caught up 2", "2");
  }

  @Test
  void whoFallsBehindIsToldAndMissesNothing() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(2));
    producer.emit(5);
    seen.drain(live);
    producer.emit(1);
    seen.drain(live);
    assertThat(seen.all)
        .containsExactly(
            "caught up 0", "fell behind 0", "0", "1", "2", "3", "4", "caught up 5", "5");
    assertThat(live.statistics().fallenBehind()).isEqualTo(1);
  }

  @Test
  void whoFallsBehindAgainWhileHeReadsMissesNothing() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.emit(3);
    int[] more = {6};
    producer.between(point -> {
      if (point == Scripted.Point.BEFORE_ITEM && more[0]-- > 0) {
        producer.emit(1);
      }
    });
    seen.drain(live);
    assertThat(seen.values).isEqualTo(producer.values());
    assertThat(live.statistics().fallenBehind()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void whatWasNotOfferedIsFetchedFromTheHistory() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer.emit(1)));
    producer.emitUnheard(2);
    producer.emit(2);
    seen.drain(live);
    assertThat(seen.all)
        .containsExactly("caught up 1", "1", "2", "3", "4", "healed 1 to 3", "caught up 5");
    assertThat(live.statistics().healed()).isEqualTo(1);
  }

  @Test
  void aHoleOfARisingProducerIsNone() {
    Scripted rising = Scripted.rising();
    Live<Items<Integer>, Integer> live = live(Attach.to(rising));
    rising.emit(3);
    seen.drain(live);
    assertThat(seen.all).containsExactly("caught up 0", "0", "2", "4");
    assertThat(rising.histories).isEqualTo(1);
  }

  @Test
  void aHoleThatTheHistoryHasTooIsBroken() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    producer.emitUnheard(2);
    producer.emit(1);
    producer.loseFrom(1);
    assertThatThrownBy(() -> seen.drain(live))
        .isInstanceOf(AttachException.Broken.class)
        .hasMessage("history must have what was offered, expected up to 2, found up to 1");
  }

  // --- Histories that fail -----------------------------------------------------------------------

  @Test
  void aHistoryThatBreaksOffIsAskedForAgainFromThere() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.emit(4);
    producer.breakBefore(2);
    assertThatThrownBy(() -> seen.drain(live)).hasMessage("connection lost before 2");
    assertThat(seen.values).containsExactly(0, 1);
    assertThat(producer.openHistories).isZero();
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aHistoryThatWasForgottenIsAFailureAndNoSilence() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.emit(4).forgetBefore(2);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> seen.drain(live)).isInstanceOf(AttachException.Forgotten.class);
    }
    assertThat(live.cursor()).contains(new Cursor(producer.lineage(), 0));
  }

  // --- Ends --------------------------------------------------------------------------------------

  static List<End> ends() {
    return List.of(
        new End.Closed(),
        new End.Evicted(),
        new End.Failed(new IllegalStateException("gone")),
        new End.Replaced(Optional.empty()));
  }

  static List<End> endsAtOnce() {
    return List.of(new End.Cancelled(), new End.Erased(), new End.Denied("not yours"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void beforeTheEndEverythingIsSeen(End why) throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    producer.emit(2);
    producer.end(why);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1);
    assertThat(live.next()).isEqualTo(new Received.Ended<>(why));
    assertThat(live.next()).isEqualTo(new Received.Ended<>(why));
  }

  @Test
  void itIsOverOnceAnEndForbidsToShowAnythingOrIsGiven() {
    Live<Items<Integer>, Integer> closed = live(Attach.to(producer));
    Live<Items<Integer>, Integer> erased = live(Attach.to(producer));
    producer.emit(1);
    producer.end(new End.Closed());
    assertThat(List.of(closed.isOver(), erased.isOver())).containsExactly(false, false);
    producer.end(new End.Erased());
    assertThat(erased.isOver()).isTrue();
    seen.drain(erased);
    assertThat(seen.values).isEmpty();
    closed.close();
    assertThat(closed.isOver()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("ends")
  void beforeTheEndWhoFellBehindSeesEverything(End why) throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.emit(3);
    producer.end(why);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2);
    assertThat(live.next()).isEqualTo(new Received.Ended<>(why));
  }

  @ParameterizedTest
  @MethodSource("endsAtOnce")
  void afterAnEndThatForbidsNothingIsSeenWhereverItWas(End why) throws InterruptedException {
    Live<Items<Integer>, Integer> queued = live(Attach.to(producer));
    Live<Items<Integer>, Integer> taken = live(Attach.to(producer));
    Live<Items<Integer>, Integer> behind = live(Attach.to(producer).capacity(1));
    Live<Items<Integer>, Integer> reading = live(Attach.to(producer).capacity(1));
    producer.emit(3);
    taken.next();
    taken.next();
    for (int i = 0; i < 3; i++) {
      reading.next();
    }
    producer.end(why);
    for (Live<Items<Integer>, Integer> live : List.of(queued, taken, behind, reading)) {
      assertThat(live.next()).isEqualTo(new Received.Ended<>(why));
    }
    assertThat(producer.openHistories).isZero();
  }

  @Test
  void whoIsEvictedGoesOnAtHisCursor() {
    Live<Items<Integer>, Integer> live =
        live(Attach.to(producer).capacity(2).onOverflow(new Overflow.Evict<>()));
    producer.emit(5);
    seen.drain(live);
    assertThat(seen.all).containsExactly("caught up 0", "0", "1", "ended Evicted");
    live(Attach.resume(producer, live.cursor().orElseThrow()).orThrow());
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void whoCancelsWakesWhoWaits() throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    live.poll();
    LinkedBlockingQueue<Received<Items<Integer>, Integer>> given = new LinkedBlockingQueue<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                live.next(Duration.ofHours(1)).ifPresent(given::add);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    clock.awaitWaiters(1);
    live.cancel();
    waiting.join();
    assertThat(given).containsExactly(new Received.Ended<>(new End.Cancelled()));
    assertThat(producer.attached()).isZero();
  }

  // --- Waiting -----------------------------------------------------------------------------------

  @Test
  void whoWaitsForATimeIsGivenNothingIfNothingComes() throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    live.poll();
    LinkedBlockingQueue<Optional<?>> given = new LinkedBlockingQueue<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                given.add(live.next(Duration.ofSeconds(2)));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    clock.awaitWaiters(1);
    clock.advance(Duration.ofMillis(1999));
    assertThat(given).isEmpty();
    clock.advance(Duration.ofMillis(1));
    waiting.join();
    assertThat(given).containsExactly(Optional.empty());
    assertThat(live.next(Duration.ZERO)).isEmpty();
  }

  @Test
  void anInterruptEndsAWaitAndTakesNothing() throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    live.poll();
    Thread.currentThread().interrupt();
    assertThatThrownBy(live::next).isInstanceOf(InterruptedException.class);
    producer.emit(1);
    assertThat(live.next()).isEqualTo(new Received.Got<>(new Item<>(0, 0)));
  }

  // --- Statistics --------------------------------------------------------------------------------

  @Test
  void thePolicyIsSeen() {
    Overflow<Integer> policy = new Overflow.Evict<>();
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(7).onOverflow(policy));
    producer.emit(3);
    LiveStatistics statistics = live.statistics();
    assertThat(statistics.overflow()).isEqualTo(policy);
    assertThat(statistics.capacity()).isEqualTo(7);
    assertThat(statistics.queued()).isEqualTo(3);
  }

  @Test
  void neverMoreThanTwiceTheCapacityIsHeld() {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(4));
    producer.emit(4);
    live.poll();
    live.poll(); // Takes four, of which it gives one.
    producer.emit(4);
    assertThat(live.statistics().queued()).isEqualTo(4);
    producer.emit(1);
    assertThat(live.statistics().queued()).isZero();
    seen.drain(live);
    assertThat(seen.signs).contains("fell behind 4");
  }
}
