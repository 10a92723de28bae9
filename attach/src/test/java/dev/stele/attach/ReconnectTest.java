package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReconnectTest {

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final Scripted producer = Scripted.dense();
  private final Seen seen = new Seen();

  private Live<Items<Integer>, Integer> live(Backoff backoff) {
    return Attach.to(producer)
        .clock(clock)
        .reconnecting(backoff)
        .subscribe()
        .replay(seen::replay)
        .live();
  }

  private void fail() {
    producer.end(new End.Failed(new IllegalStateException("gone")));
  }

  private static Backoff attempts(int count) {
    return new Backoff(Duration.ofMillis(25), Duration.ofMillis(100), count);
  }

  @Test
  void itGoesOnWhereItWas() {
    Live<Items<Integer>, Integer> live = live(Backoff.standard());
    producer.emit(2);
    fail();
    producer.emitUnheard(2);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1);
    clock.advance(Duration.ofMillis(25));
    seen.drain(live);
    producer.emit(1);
    seen.drain(live);
    assertThat(seen.all)
        .containsExactly("caught up 0", "0", "1", "reconnected 1", "2", "3", "caught up 4", "4");
    assertThat(live.statistics().reconnected()).isEqualTo(1);
    assertThat(producer.attached()).isEqualTo(1);
  }

  @Test
  void itWaitsTwiceAsLongEachTime() {
    Live<Items<Integer>, Integer> live = live(attempts(9));
    producer.failSubscribing(5);
    fail();
    List<Long> waits = new ArrayList<>();
    long since = 0;
    for (long milli = 0; milli <= 600; milli++) {
      int before = producer.subscriptionAttempts;
      seen.drain(live);
      if (producer.subscriptionAttempts > before) {
        waits.add(milli - since);
        since = milli;
      }
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(waits).containsExactly(25L, 50L, 100L, 100L, 100L, 100L);
    assertThat(seen.signs).contains("reconnected 6");
  }

  @Test
  void itGivesUpAfterSoManyAttempts() throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(attempts(2));
    producer.failSubscribing(2);
    fail();
    for (int i = 0; i < 3; i++) {
      seen.drain(live);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(live.next())
        .isInstanceOfSatisfying(
            Received.Ended.class,
            ended ->
                assertThat(ended.why())
                    .isInstanceOfSatisfying(
                        End.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("no connection")));
    assertThat(producer.subscriptionAttempts).isEqualTo(3);
  }

  /** An error left it live without a subscription: the next call waited for ever. */
  @Test
  void afterAnErrorWhileItSubscribesAgainTheNextCallGoesOnTrying() {
    Live<Items<Integer>, Integer> live = live(attempts(3));
    producer.failSubscribing(new AssertionError("no class"));
    fail();
    seen.drain(live);
    producer.emitUnheard(2);
    clock.advance(Duration.ofMillis(25));
    assertThatThrownBy(live::poll).isInstanceOf(AssertionError.class).hasMessage("no class");
    assertThat(live.poll()).isEmpty();
    clock.advance(Duration.ofMillis(50));
    seen.drain(live);
    assertThat(seen.all).containsExactly("caught up 0", "reconnected 2", "0", "1", "caught up 2");
    assertThat(producer.attached()).isEqualTo(1);
  }

  /** An error behind the subscribing left it with an inbox of which nobody knew what it lacked. */
  @Test
  void anErrorOnceItHasSubscribedAgainLeavesNoSubscriptionBehind() {
    Live<Items<Integer>, Integer> live = live(attempts(3));
    producer.failLineage(new AssertionError("no class"));
    fail();
    seen.drain(live);
    clock.advance(Duration.ofMillis(25));
    assertThatThrownBy(live::poll).hasMessage("no class");
    assertThat(producer.attached()).isZero();
    producer.mend();
    producer.emitUnheard(1);
    clock.advance(Duration.ofMillis(50));
    seen.drain(live);
    assertThat(seen.values).containsExactly(0);
    assertThat(producer.attached()).isEqualTo(1);
  }

  @Test
  void anErrorOfTheLastAttemptIsTheEnd() {
    Live<Items<Integer>, Integer> live = live(attempts(1));
    Error error = new AssertionError("no class");
    producer.failSubscribing(error);
    fail();
    seen.drain(live);
    clock.advance(Duration.ofMillis(25));
    assertThatThrownBy(live::poll).isSameAs(error);
    for (int i = 0; i < 2; i++) {
      assertThat(live.poll()).contains(new Received.Ended<>(new End.Failed(error)));
    }
  }

  @Test
  void itBeginsAnewOnceSomethingHasCome() {
    Live<Items<Integer>, Integer> live = live(attempts(1));
    for (int i = 0; i < 5; i++) {
      fail();
      seen.drain(live);
      clock.advance(Duration.ofMillis(25));
      producer.emit(1);
      seen.drain(live);
    }
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4);
    assertThat(live.statistics().reconnected()).isEqualTo(5);
  }

  /** A quiet producer whose connection broke once a day was given up after so many days. */
  @Test
  void itBeginsAnewOnceAConnectionHasHeld() {
    Live<Items<Integer>, Integer> live = live(attempts(2));
    for (int i = 0; i < 5; i++) {
      fail();
      seen.drain(live);
      clock.advance(Duration.ofMillis(25));
      seen.drain(live);
      clock.advance(Duration.ofMillis(100));
    }
    assertThat(live.statistics().reconnected()).isEqualTo(5);
    assertThat(seen.signs).doesNotContain("reconnected 2");
  }

  /** One that breaks again at once has not held, however long it was away before. */
  @Test
  void aConnectionThatBreaksAtOnceIsGivenUp() {
    Live<Items<Integer>, Integer> live = live(attempts(2));
    for (int i = 0; i < 2; i++) {
      fail();
      seen.drain(live);
      clock.advance(Duration.ofHours(1));
      seen.drain(live);
    }
    fail();
    seen.drain(live);
    assertThat(seen.signs).endsWith("reconnected 2", "caught up 0", "ended Failed");
  }

  @Test
  void aHistoryThatBreaksOffIsAFailureOfTheProducer() {
    Live<Items<Integer>, Integer> live = live(Backoff.standard());
    fail();
    producer.emitUnheard(4);
    producer.breakBefore(2);
    for (int i = 0; i < 3; i++) {
      seen.drain(live);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(seen.values).containsExactly(0, 1, 2, 3);
    assertThat(producer.openHistories).isZero();
    assertThat(producer.attached()).isEqualTo(1);
  }

  @Test
  void anotherHistoryIsNotGoneOnWith() {
    Live<Items<Integer>, Integer> live = live(Backoff.standard());
    producer.emit(1);
    fail();
    seen.drain(live);
    producer.becomeAnother();
    clock.advance(Duration.ofMillis(25));
    assertThat(live.poll())
        .contains(
            new Received.Ended<>(new End.Replaced(Optional.of(new Cursor(new UUID(2, 2), 0)))));
    assertThat(producer.attached()).isZero();
  }

  @Test
  void onlyAFailureIsReconnectedFrom() {
    Live<Items<Integer>, Integer> live = live(Backoff.standard());
    producer.end(new End.Closed());
    seen.drain(live);
    assertThat(seen.signs).containsExactly("caught up 0", "ended Closed");
  }

  @Test
  void whoCancelsDoesNotWaitForTheNextAttempt() throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Backoff.standard());
    fail();
    seen.drain(live);
    live.cancel();
    assertThat(live.next()).isEqualTo(new Received.Ended<>(new End.Cancelled()));
  }

  @Test
  void aDeadlineBeforeTheNextAttemptEndsTheWait() throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Backoff.standard());
    fail();
    seen.drain(live);
    Thread waiting = Thread.currentThread();
    Thread ticking =
        Thread.ofVirtual()
            .start(() -> {
              try {
                clock.awaitWaiters(1);
                clock.advanceToNext();
              } catch (InterruptedException e) {
                waiting.interrupt();
              }
            });
    assertThat(live.next(Duration.ofMillis(10))).isEmpty();
    ticking.join();
    assertThat(clock.nanoTime()).isEqualTo(Duration.ofMillis(10).toNanos());
  }

  @Test
  void theLongestWaitsDoNotOverflow() {
    Duration most = Duration.ofSeconds(Long.MAX_VALUE);
    Backoff backoff = new Backoff(Duration.ofSeconds(Long.MAX_VALUE - 1), most, 9);
    assertThat(backoff.before(1)).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE - 1));
    assertThat(backoff.before(2)).isEqualTo(most);
    assertThat(Backoff.standard().before(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
  }
}
