package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InboxTest {

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final Doorbell bell = new Doorbell(clock);
  private final Inbox.Queue<Integer> taken = new Inbox.Queue<>();

  private Inbox<Integer> inbox(int capacity, Overflow<Integer> overflow) {
    return new Inbox<>(bell, capacity, overflow, 0);
  }

  private Inbox.Found take(Inbox<Integer> inbox) throws InterruptedException {
    taken.items.clear();
    return inbox.take(taken, Deadline.Fixed.NOW);
  }

  private List<Integer> values() {
    return taken.items.stream().map(Item::value).toList();
  }

  private static void fill(Inbox<Integer> inbox, int count) {
    for (int i = 0; i < count; i++) {
      inbox.offer(i, i);
    }
  }

  static List<Overflow<Integer>> policies() {
    return List.of(
        new Overflow.Evict<>(), new Overflow.Resync<>(), new Overflow.Conflate<>(value -> value));
  }

  // --- Offering ----------------------------------------------------------------------------------

  @Test
  void whatIsOfferedIsTakenInOrder() throws InterruptedException {
    Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
    fill(inbox, 3);
    assertThat(take(inbox)).isEqualTo(Inbox.Found.ITEMS);
    assertThat(values()).containsExactly(0, 1, 2);
    assertThat(take(inbox)).isEqualTo(Inbox.Found.NOTHING);
  }

  @Test
  void whatIsOfferedAgainIsLeftOutAndCounted() throws InterruptedException {
    Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
    inbox.offer(4, 4);
    assertThat(inbox.offer(4, 4)).isTrue();
    assertThat(inbox.offer(3, 3)).isTrue();
    take(inbox);
    assertThat(values()).containsExactly(4);
    assertThat(inbox.repeated()).isEqualTo(2);
  }

  @Test
  void aPositionBelowZeroIsRefused() {
    assertThatThrownBy(() -> inbox(1, new Overflow.Resync<>()).offer(-1, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("position must be >= 0, got: -1");
  }

  @Test
  void whatHasNoPositionGetsTheNextOne() throws InterruptedException {
    Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
    inbox.offer(5, 50);
    inbox.offerNext(60);
    take(inbox);
    assertThat(taken.items).containsExactly(new Item<>(5, 50), new Item<>(6, 60));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void neverMoreThanTheCapacityWaits(Overflow<Integer> overflow) {
    Inbox<Integer> inbox = inbox(4, overflow);
    for (int i = 0; i < 20; i++) {
      inbox.offer(i, i);
      assertThat(inbox.queued()).isLessThanOrEqualTo(4);
    }
  }

  // --- Ends --------------------------------------------------------------------------------------

  @Test
  void whatWasThereIsSeenBeforeTheEnd() throws InterruptedException {
    Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
    fill(inbox, 1);
    inbox.end(new End.Closed());
    assertThat(take(inbox)).isEqualTo(Inbox.Found.ITEMS);
    assertThat(take(inbox)).isEqualTo(Inbox.Found.ENDED);
  }

  @Test
  void anEndThatForbidsEmptiesIt() throws InterruptedException {
    for (End why : List.of(new End.Cancelled(), new End.Erased(), new End.Denied("no"))) {
      Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
      fill(inbox, 2);
      inbox.end(why);
      assertThat(inbox.queued()).isZero();
      assertThat(inbox.endAtOnce()).contains(why);
      assertThat(take(inbox)).isEqualTo(Inbox.Found.ENDED);
    }
  }

  @Test
  void ofTwoEndsTheFirstCounts() {
    Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
    inbox.end(new End.Closed());
    inbox.end(new End.Evicted());
    assertThat(inbox.end()).contains(new End.Closed());
  }

  @Test
  void anEndThatForbidsComesBeforeOneThatDoesNot() {
    Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
    inbox.end(new End.Closed());
    inbox.end(new End.Erased());
    inbox.end(new End.Closed());
    assertThat(inbox.end()).contains(new End.Erased());
  }

  @Test
  void nothingIsTakenAfterTheEnd() throws InterruptedException {
    Inbox<Integer> inbox = inbox(3, new Overflow.Resync<>());
    inbox.end(new End.Closed());
    assertThat(inbox.isEnded()).isTrue();
    assertThat(inbox.offer(0, 0)).isFalse();
    assertThat(inbox.offer(0, 0)).isFalse(); // Also if it is a repetition.
    assertThat(take(inbox)).isEqualTo(Inbox.Found.ENDED);
  }

  // --- Policies ----------------------------------------------------------------------------------

  @Test
  void evictingShowsWhatWaitedAndThenTheEnd() throws InterruptedException {
    Inbox<Integer> inbox = inbox(2, new Overflow.Evict<>());
    inbox.offer(0, 0);
    assertThat(inbox.offer(1, 1)).isTrue();
    assertThat(inbox.offer(2, 2)).isFalse();
    take(inbox);
    assertThat(values()).containsExactly(0, 1);
    assertThat(take(inbox)).isEqualTo(Inbox.Found.ENDED);
    assertThat(inbox.end()).contains(new End.Evicted());
  }

  @Test
  void fallingBehindEmptiesItUntilItIsOpened() throws InterruptedException {
    Inbox<Integer> inbox = inbox(2, new Overflow.Resync<>());
    fill(inbox, 3);
    assertThat(inbox.queued()).isZero();
    assertThat(inbox.offer(3, 3)).isTrue(); // The producer goes on offering.
    assertThat(take(inbox)).isEqualTo(Inbox.Found.BEHIND);
    inbox.open();
    inbox.offer(4, 4);
    take(inbox);
    assertThat(values()).containsExactly(4);
  }

  @Test
  void theLatestOfAKeyTakesThePlaceOfTheOneBeforeBehindAllOthers() throws InterruptedException {
    Inbox<Integer> inbox = inbox(2, new Overflow.Conflate<>(value -> value % 2));
    fill(inbox, 4);
    inbox.offer(4, 4);
    take(inbox);
    assertThat(values()).containsExactly(3, 4);
    assertThat(inbox.conflated()).isEqualTo(3);
  }

  @Test
  void moreKeysThanThereIsRoomForFallBehind() throws InterruptedException {
    Inbox<Integer> inbox = inbox(2, new Overflow.Conflate<>(value -> value % 3));
    fill(inbox, 3);
    assertThat(inbox.queued()).isZero();
    assertThat(take(inbox)).isEqualTo(Inbox.Found.BEHIND);
  }

  /** A key that threw came out of the producer's hands, and with it nobody else got the item. */
  @Test
  void aKeyThatThrowsEndsItsConsumerAlone() throws InterruptedException {
    Inbox<Integer> inbox = inbox(2, new Overflow.Conflate<>(value -> 6 / (value - 1)));
    inbox.offer(0, 0);
    assertThat(inbox.offer(1, 1)).isFalse();
    take(inbox);
    assertThat(values()).containsExactly(0);
    assertThat(inbox.end().orElseThrow())
        .isInstanceOfSatisfying(
            End.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(ArithmeticException.class));
  }

  // --- Blocking ----------------------------------------------------------------------------------

  private final List<Integer> answered = new ArrayList<>();

  /** Offers on a thread of its own, which waits on the clock once this has returned. */
  private Thread offering(Inbox<Integer> inbox, int position, int waiters)
      throws InterruptedException {
    Thread publisher =
        Thread.ofVirtual()
            .start(() -> {
              boolean isTaken = inbox.offer(position, position);
              synchronized (answered) {
                answered.add(isTaken ? position : -1);
              }
            });
    clock.awaitWaiters(waiters);
    return publisher;
  }

  @Test
  void whoOffersWaitsForRoom() throws InterruptedException {
    Inbox<Integer> inbox = inbox(1, new Overflow.Block<>(Duration.ofSeconds(1)));
    fill(inbox, 1);
    Thread publisher = offering(inbox, 1, 1);
    take(inbox);
    publisher.join();
    take(inbox);
    assertThat(values()).containsExactly(1);
  }

  @Test
  void whoFindsNoRoomInTimeEvicts() throws InterruptedException {
    Inbox<Integer> inbox = inbox(1, new Overflow.Block<>(Duration.ofSeconds(1)));
    fill(inbox, 1);
    Thread publisher = offering(inbox, 1, 1);
    clock.advance(Duration.ofMillis(999));
    assertThat(inbox.isEnded()).isFalse();
    clock.advance(Duration.ofMillis(1));
    publisher.join();
    assertThat(answered).containsExactly(-1);
    take(inbox);
    assertThat(values()).containsExactly(0);
    assertThat(inbox.end()).contains(new End.Evicted());
  }

  @Test
  void whoWaitsForRoomIsLetGoByTheEnd() throws InterruptedException {
    Inbox<Integer> inbox = inbox(1, new Overflow.Block<>(Duration.ofSeconds(1)));
    fill(inbox, 1);
    Thread publisher = offering(inbox, 1, 1);
    inbox.end(new End.Cancelled());
    publisher.join();
    assertThat(answered).containsExactly(-1);
    assertThat(inbox.queued()).isZero();
  }

  /**
   * Two publishers waited; the second could get in before the first, whose item then lay before
   * what had been seen, and was trimmed: lost without a word.
   */
  @Test
  void whoCameFirstGoesInFirst() throws InterruptedException {
    Inbox<Integer> inbox = inbox(1, new Overflow.Block<>(Duration.ofSeconds(9)));
    fill(inbox, 1);
    List<Thread> publishers = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 1; i < 5; i++) {
      publishers.add(offering(inbox, i, i));
    }
    for (int i = 0; i < 5; i++) {
      taken.items.clear();
      inbox.take(taken, Deadline.Fixed.NEVER);
      order.addAll(values());
    }
    for (Thread publisher : publishers) {
      publisher.join();
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  /** One publisher's time was over, and another waited on for a consumer that was evicted. */
  @Test
  void anEvictionLetsAllGoWhoWait() throws InterruptedException {
    Inbox<Integer> inbox = inbox(1, new Overflow.Block<>(Duration.ofSeconds(2)));
    fill(inbox, 1);
    Thread first = offering(inbox, 1, 1);
    clock.advance(Duration.ofSeconds(1));
    Thread second = offering(inbox, 2, 2);
    clock.advance(Duration.ofSeconds(1));
    first.join();
    second.join();
    assertThat(answered).containsExactly(-1, -1);
  }

  @Test
  void anInterruptNeitherEndsAWaitForRoomNorIsItForgotten() throws InterruptedException {
    Inbox<Integer> inbox = inbox(1, new Overflow.Block<>(Duration.ofSeconds(1)));
    fill(inbox, 1);
    AtomicReference<Boolean> wasInterrupted = new AtomicReference<>();
    Thread publisher =
        Thread.ofVirtual()
            .start(() -> {
              inbox.offer(1, 1);
              wasInterrupted.set(Thread.currentThread().isInterrupted());
            });
    clock.awaitWaiters(1);
    publisher.interrupt();
    take(inbox);
    publisher.join();
    assertThat(wasInterrupted).hasValue(true);
    take(inbox);
    assertThat(values()).containsExactly(1);
  }
}
