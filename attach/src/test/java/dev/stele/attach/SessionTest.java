package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What went wrong once, or nearly: each test tells how. */
class SessionTest {

  private static final Backoff TWICE = new Backoff(Duration.ofMillis(25), Duration.ofSeconds(1), 2);

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final Seen seen = new Seen();

  private Live<Items<Integer>, Integer> live(Spawned<Items<Integer>, Integer> attach) {
    return attach.clock(clock).subscribe().replay(seen::replay).live();
  }

  /**
   * A producer whose history failed once too often was given up, but nobody was told: the session
   * went back to its inbox, to which nothing was offered any more, and waited for ever.
   */
  @Test
  void aHistoryThatFailsTooOftenIsTheEndAndNotAWaitForEver() throws InterruptedException {
    Scripted producer = Scripted.dense().emit(1);
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1).reconnecting(TWICE));
    producer.emit(3);
    producer.failHistory(3);
    seen.drain(live);
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(1));
      seen.drain(live);
    }
    assertThat(live.next())
        .isInstanceOfSatisfying(
            Received.Ended.class, ended -> assertThat(ended.why()).isInstanceOf(End.Failed.class));
    assertThat(producer.attached()).isZero();
  }

  /**
   * A producer that had failed was asked again and again for what had been missed, and each call
   * threw what its history threw: whoever went on after that never came to the end.
   */
  @Test
  void whoCannotSeeWhatAFailedProducerHadIsToldOfTheEnd() {
    Scripted producer = Scripted.dense();
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    End gone = new End.Failed(new IllegalStateException("gone"));
    producer.emit(3);
    producer.end(gone);
    producer.failHistory(1);
    assertThatCode(() -> seen.drain(live)).doesNotThrowAnyException();
    assertThat(seen.all).containsExactly("caught up 0", "fell behind 0", "ended Failed");
    assertThat(live.poll()).contains(new Received.Ended<>(gone));
    assertThat(live.cursor().orElseThrow().position()).isZero();
  }

  /** As long as a producer has not ended, its history may be there again later. */
  @Test
  void aHistoryThatFailsOnceIsAskedForAgain() {
    Scripted producer = Scripted.dense();
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.emit(3);
    producer.failHistory(1);
    assertThatThrownBy(() -> seen.drain(live)).hasMessage("no history");
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2);
  }

  /** It read on in a history that an error had broken, and what the error had cost was missing. */
  @Test
  void aHistoryThatAnErrorBreaksIsAskedForAgain() {
    Scripted producer = Scripted.rising();
    Live<Items<Integer>, Integer> live =
        live(Attach.to(producer).capacity(1).reconnecting(Backoff.standard()));
    producer.emit(3);
    producer.failHistory(new AssertionError("no class"));
    producer.breakBefore(2, new AssertionError("no memory"));
    assertThatThrownBy(() -> seen.drain(live)).hasMessage("no class");
    assertThatThrownBy(() -> seen.drain(live)).hasMessage("no memory");
    assertThat(producer.openHistories).isZero();
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 2, 4);
  }

  /**
   * While it waited for the next attempt, each poll asked the failing producer for its history, and
   * counted as an attempt: who polled often gave up at once.
   */
  @Test
  void whoPollsWhileItWaitsForTheNextAttemptAsksForNothing() {
    Scripted producer = Scripted.dense().emit(1);
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1).reconnecting(TWICE));
    producer.emit(3);
    producer.failHistory(2);
    for (int i = 0; i < 10; i++) {
      seen.drain(live);
    }
    assertThat(seen.values).containsExactly(0);
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(1));
      seen.drain(live);
    }
    assertThat(seen.values).containsExactly(0, 1, 2, 3);
    assertThat(seen.signs).contains("reconnected 2");
  }

  /**
   * After a raw producer had failed and was subscribed to again, its items were numbered from 0
   * again: the first ones lay before what had been seen, and were trimmed as if they had been.
   */
  @Test
  void aRawProducerThatFailedGoesOnBehindWhatWasSeen() {
    RawScripted producer = new RawScripted();
    Live<List<Integer>, Integer> live =
        Attach.raw(producer)
            .clock(clock)
            .reconnecting(Backoff.standard())
            .subscribe()
            .replay(seen::shown)
            .live();
    producer.emit(3);
    seen.drain(live);
    producer.end(new End.Failed(new IllegalStateException("gone")));
    seen.drain(live);
    clock.advance(Duration.ofMillis(25));
    seen.drain(live);
    producer.emit(3);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4, 5);
  }

  /**
   * Where items replace each other, a dense producer's queue has holes; each was taken for a loss,
   * and healed from the history: the policy did nothing but cost.
   */
  @Test
  void anItemThatWasReplacedIsNoHole() {
    Scripted producer = Scripted.dense();
    Live<Items<Integer>, Integer> live =
        live(Attach.to(producer).onOverflow(new Overflow.Conflate<>(value -> value % 2)));
    producer.emit(6);
    seen.drain(live);
    assertThat(seen.all).containsExactly("caught up 0", "4", "5");
    assertThat(live.statistics().conflated()).isEqualTo(4);
    assertThat(live.statistics().healed()).isZero();
  }

  /** And yet a real loss must be seen under the same policy. */
  @Test
  void anItemThatWasNeverOfferedIsAHoleAlsoWhereItemsReplaceEachOther() {
    Scripted producer = Scripted.dense();
    Live<Items<Integer>, Integer> live =
        live(Attach.to(producer).onOverflow(new Overflow.Conflate<>(value -> value % 2)));
    producer.emit(2);
    producer.emitUnheard(2);
    producer.emit(2);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(seen.signs).contains("healed 0 to 4");
  }

  /**
   * What an application reads in a try-with-resources is closed when it is asked whether it was
   * read to its end: that was asked of the closed items, which threw.
   */
  @Test
  void aHistoryMayBeClosedByWhoHasReadIt() {
    Scripted producer = Scripted.dense().emit(3);
    Attach.to(producer)
        .subscribe()
        .replay(items -> {
          try (items) {
            seen.replay(items);
          }
        })
        .live()
        .close();
    assertThat(seen.values).containsExactly(0, 1, 2);
    assertThat(producer.openHistories).isZero();
  }

  /** One that is closed before its end has not been seen. */
  @Test
  void aHistoryThatIsClosedBeforeItsEndWasNotRead() {
    Scripted producer = Scripted.dense().emit(3);
    Subscribed<Items<Integer>, Integer> subscribed = Attach.to(producer).subscribe();
    assertThatThrownBy(() ->
            subscribed.replay(items -> {
              items.next();
              items.close();
              assertThat(items.hasNext()).isFalse();
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("history must be read to its end, got: left at 1");
  }

  /** A source was erased while its history was shown, which went on showing it to the end. */
  @Test
  void aHistoryBreaksOffWhenItsSourceIsErased() throws InterruptedException {
    Scripted producer = Scripted.dense().emit(10);
    Subscribed<Items<Integer>, Integer> subscribed = Attach.to(producer).subscribe();
    Live<Items<Integer>, Integer> live =
        subscribed
            .replay(items -> {
              for (int i = 0; i < 4; i++) {
                seen.values.add(items.next().value());
              }
              producer.end(new End.Denied("not yours"));
              seen.replay(items);
            })
            .live();
    assertThat(seen.values).containsExactly(0, 1, 2, 3);
    assertThat(live.next()).isEqualTo(new Received.Ended<>(new End.Denied("not yours")));
    assertThat(live.cursor()).contains(new Cursor(producer.lineage(), 4));
    assertThat(producer.openHistories).isZero();
  }

  /**
   * Between the look whether an end forbids to show more and the item of a history there was a
   * moment: had it come there, the history would have seemed read, and the cursor gone to its end.
   */
  @Test
  void anEndThatComesWhileAnItemIsFetchedLeavesTheCursorWhereItWas() throws InterruptedException {
    Scripted producer = Scripted.rising();
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.emit(5);
    seen.add(live.next()); // Caught up.
    seen.add(live.next()); // Fell behind.
    seen.add(live.next());
    seen.add(live.next());
    producer.between(point -> {
      if (point == Scripted.Point.BEFORE_ITEM) {
        producer.end(new End.Denied("no more"));
      }
    });
    seen.add(live.next()); // Was on its way.
    seen.add(live.next());
    assertThat(seen.all)
        .containsExactly("caught up 0", "fell behind 0", "0", "2", "4", "ended Denied");
    assertThat(live.cursor()).contains(new Cursor(producer.lineage(), 5));
  }

  /**
   * An attach to all that a producer knows began at what was the oldest item when it was spoken of:
   * a producer that forgets as it emits had forgotten that one, and the attach failed.
   */
  @Test
  void anAttachToAllBeginsWithWhatIsTheOldestWhenTheHistoryIsTaken() {
    Scripted producer = Scripted.dense().emit(5);
    Spawned<Items<Integer>, Integer> attach = Attach.to(producer);
    producer.forgetBefore(2);
    producer.between(point -> {
      if (point == Scripted.Point.AFTER_SUBSCRIBE) {
        producer.emit(1);
        producer.forgetBefore(4);
      }
    });
    seen.drain(live(attach));
    assertThat(seen.values).containsExactly(4, 5);
  }

  /** One that goes on at a cursor must not skip what was forgotten meanwhile. */
  @Test
  void anAttachAtACursorDoesNotSkipWhatWasForgottenMeanwhile() {
    Scripted producer = Scripted.dense().emit(5);
    Spawned<Items<Integer>, Integer> attach =
        Attach.resume(producer, new Cursor(producer.lineage(), 2)).orThrow();
    producer.forgetBefore(4);
    assertThatThrownBy(() -> live(attach))
        .isInstanceOfSatisfying(
            AttachException.Forgotten.class,
            forgotten -> assertThat(forgotten.oldest()).isEqualTo(4));
    assertThat(producer.attached()).isZero();
  }

  /** The history was replaced between the look at a cursor and the subscription. */
  @Test
  void aCursorOfAnotherHistoryIsNotGoneOnWithHoweverLateItBecomesSo() {
    Scripted producer = Scripted.dense().emit(5);
    Spawned<Items<Integer>, Integer> attach =
        Attach.resume(producer, new Cursor(producer.lineage(), 2)).orThrow();
    producer.becomeAnother();
    assertThatThrownBy(attach::subscribe)
        .isInstanceOf(AttachException.Broken.class)
        .hasMessageContaining("lineage must stay");
    assertThat(producer.attached()).isZero();
  }

  /**
   * A producer that lost its newest items gives their positions to others: these lay before what
   * had been seen, and were trimmed without a word.
   */
  @Test
  void aHistoryThatEndsBeforeWhatWasSeenIsBroken() {
    Scripted producer = Scripted.dense().emit(5);
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.loseFrom(1);
    producer.emit(2); // As 1 and 2; then it falls behind.
    producer.emit(2);
    producer.emit(4);
    producer.loseFrom(3);
    assertThatThrownBy(() -> seen.drain(live))
        .isInstanceOf(AttachException.Broken.class)
        .hasMessage("history must have what was seen, expected up to 5, found up to 3");
    assertThat(producer.openHistories).isZero();
  }

  @Test
  void aPollIsNotInterrupted() {
    Scripted producer = Scripted.dense().emit(1);
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    Thread.currentThread().interrupt();
    assertThat(live.poll()).contains(new Received.CaughtUp<>(1));
    assertThat(live.poll()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  /** The end is what is given from then on: a later cancel changed it. */
  @Test
  void anEndThatWasGivenStays() throws InterruptedException {
    Scripted producer = Scripted.dense();
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    producer.end(new End.Closed());
    seen.drain(live);
    live.cancel();
    assertThat(live.next()).isEqualTo(new Received.Ended<>(new End.Closed()));
  }

  /** Whoever had been evicted stayed in the producer's list until he was closed. */
  @Test
  void whoHasSeenTheEndIsSubscribedNoMore() {
    Scripted producer = Scripted.dense();
    Live<Items<Integer>, Integer> live =
        live(Attach.to(producer).capacity(1).onOverflow(new Overflow.Evict<>()));
    producer.emit(2);
    seen.drain(live);
    assertThat(seen.all).containsExactly("caught up 0", "0", "ended Evicted");
    assertThat(producer.attached()).isZero();
  }

  @Test
  void countsGoOnOverAFailure() {
    Scripted producer = Scripted.dense();
    Live<Items<Integer>, Integer> live =
        live(
            Attach.to(producer)
                .onOverflow(new Overflow.Conflate<>(_ -> "all"))
                .reconnecting(Backoff.standard()));
    producer.emit(3);
    producer.end(new End.Failed(new IllegalStateException("gone")));
    seen.drain(live);
    clock.advance(Duration.ofMillis(25));
    seen.drain(live);
    assertThat(live.statistics().conflated()).isEqualTo(2);
    assertThat(live.statistics().reconnected()).isEqualTo(1);
  }

  /**
   * Whoever closed a history that had broken off, as one closes what one has read, was told that he
   * had not read it to its end, and never heard why.
   */
  @Test
  void aHistoryThatBrokeOffMayBeClosedByItsReader() throws InterruptedException {
    Scripted producer = Scripted.dense().emit(3);
    Live<Items<Integer>, Integer> live =
        Attach.to(producer)
            .subscribe()
            .replay(items -> {
              try (items) {
                items.next();
                producer.end(new End.Erased());
                seen.replay(items);
              }
            })
            .live();
    assertThat(live.next()).isEqualTo(new Received.Ended<>(new End.Erased()));
    assertThat(live.cursor()).contains(new Cursor(producer.lineage(), 1));
  }

  /**
   * Between subscribing and asking for the lineage the producer was closed: nobody unsubscribed.
   */
  @Test
  void aSubscriptionIsGivenBackIfTheLineageCannotBeTold() {
    Scripted producer = Scripted.dense();
    producer.between(point -> {
      if (point == Scripted.Point.AFTER_SUBSCRIBE) {
        producer.failLineage();
      }
    });
    assertThatThrownBy(() -> Attach.to(producer).subscribe())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no lineage");
    assertThat(producer.attached()).isZero();
  }

  /** What the history was of is there no more: what is queued has no beginning. */
  @Test
  void aHistoryOfAnotherProducerIsTheEnd() throws InterruptedException {
    Scripted producer = Scripted.rising();
    Live<Items<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.emit(3);
    seen.add(live.next()); // Caught up.
    seen.add(live.next()); // Fell behind.
    producer.emit(1);
    producer.replaceHistory(new Cursor(new UUID(2, 2), 0));
    End end = new End.Replaced(Optional.of(new Cursor(new UUID(2, 2), 0)));
    assertThat(live.next()).isEqualTo(new Received.Ended<>(end));
    assertThat(live.cursor()).contains(new Cursor(producer.lineage(), 0));
    assertThat(producer.attached()).isZero();
    assertThat(live(Attach.to(producer)).next()).isEqualTo(new Received.Ended<>(end));
    assertThat(producer.attached()).isZero();
  }
}
