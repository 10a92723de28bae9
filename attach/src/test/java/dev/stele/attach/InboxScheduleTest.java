package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Explorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every schedule of those who meet at an inbox, or at a fan-out. All are complete. */
class InboxScheduleTest {

  private static void explored(Explorer.Model model) {
    assertThat(Explorer.check(model).isComplete()).isTrue();
  }

  private static void require(Object expected, Object found) {
    AttachScheduleTest.require(expected, found);
  }

  private static Inbox<Integer> inbox(Overflow<Integer> overflow) {
    return new Inbox<>(new Doorbell(new ModelClock()), 1, overflow, 0);
  }

  /** Takes so many, and requires that their positions follow each other. */
  private static List<Integer> taken(Inbox<Integer> inbox, int count) throws InterruptedException {
    List<Integer> values = new ArrayList<>();
    Inbox.Queue<Integer> taken = new Inbox.Queue<>();
    while (values.size() < count) {
      require(Inbox.Found.ITEMS, inbox.take(taken, Deadline.Fixed.NEVER));
      for (Item<Integer> item = taken.items.poll(); item != null; item = taken.items.poll()) {
        require((long) values.size(), item.position());
        values.add(item.value());
      }
    }
    return values;
  }

  static void twoWaitForRoom() throws Exception {
    Inbox<Integer> inbox = inbox(new Overflow.Block<>(ModelClock.NEVER));
    inbox.offerNext(1);
    Thread one = AttachScheduleTest.begin("one", () -> inbox.offerNext(2));
    Thread other = AttachScheduleTest.begin("other", () -> inbox.offerNext(4));
    List<Integer> values = taken(inbox, 3);
    one.join();
    other.join();
    require(7, values.stream().mapToInt(Integer::intValue).sum());
  }

  /** Otherwise one of them would lie before what was seen, and be trimmed. */
  @Test
  void whoWaitsForRoomGoesInInTheOrderOfPositions() {
    explored(InboxScheduleTest::twoWaitForRoom);
  }

  static void endWhileTwoWait() throws Exception {
    Inbox<Integer> inbox = inbox(new Overflow.Block<>(ModelClock.NEVER));
    inbox.offerNext(1);
    Thread one = AttachScheduleTest.begin("one", () -> inbox.offerNext(2));
    Thread other = AttachScheduleTest.begin("other", () -> inbox.offerNext(4));
    inbox.end(new End.Closed());
    one.join();
    other.join();
    require(1, taken(inbox, 1).getFirst());
    require(Inbox.Found.ENDED, inbox.take(new Inbox.Queue<>(), Deadline.Fixed.NEVER));
  }

  @Test
  void theEndLetsAllGoWhoWaitForRoom() {
    explored(InboxScheduleTest::endWhileTwoWait);
  }

  static void endWhileAdding() throws Exception {
    Fanout<Integer> fanout = new Fanout<>();
    Inbox<Integer> inbox = inbox(new Overflow.Resync<>());
    Thread ending = AttachScheduleTest.begin("ending", () -> fanout.end(new End.Closed()));
    fanout.add(inbox, List.of("topic"), _ -> true);
    ending.join();
    require(true, inbox.isEnded());
  }

  /** One writes the end and then looks who is there; the other comes in and then looks for it. */
  @Test
  void whoComesWhileItEndsIsToldOfIt() {
    explored(InboxScheduleTest::endWhileAdding);
  }

  static void comeAndGoWhilePublishing() throws Exception {
    Fanout<Integer> fanout = new Fanout<>();
    Inbox<Integer> stays = inbox(new Overflow.Block<>(ModelClock.NEVER));
    Thread passing =
        AttachScheduleTest.begin(
            "passing",
            () -> fanout.add(inbox(new Overflow.Evict<>()), List.of("topic"), _ -> true).close());
    Subscription staying = fanout.add(stays, List.of("topic"), _ -> true);
    Thread publisher =
        AttachScheduleTest.begin(
            "publisher",
            () -> {
              fanout.publish(new Item<>(0, 0), "topic");
              fanout.publish(new Item<>(1, 1), "topic");
            });
    require(List.of(0, 1), taken(stays, 2));
    publisher.join();
    passing.join();
    staying.close();
    require(true, fanout.isEmpty());
  }

  @Test
  void whoStaysIsOfferedEachItemWhileOthersComeAndGo() {
    explored(InboxScheduleTest::comeAndGoWhilePublishing);
  }

  static void forgetWhileComing() throws Exception {
    Fanout<Integer> fanout = new Fanout<>();
    Inbox<Integer> gone = inbox(new Overflow.Resync<>());
    gone.end(new End.Closed());
    fanout.add(gone, List.of("topic"), _ -> true);
    Inbox<Integer> comes = inbox(new Overflow.Resync<>());
    Thread publisher =
        AttachScheduleTest.begin("publisher", () -> fanout.publish(new Item<>(0, 0), "topic"));
    fanout.add(comes, List.of("topic"), _ -> true);
    publisher.join();
    fanout.publish(new Item<>(1, 1), "topic");
    Inbox.Queue<Integer> taken = new Inbox.Queue<>();
    boolean isBehind = comes.take(taken, Deadline.Fixed.NOW) == Inbox.Found.BEHIND;
    require(true, isBehind || taken.items.getLast().position() == 1);
  }

  @Test
  void whoComesWhileAnotherIsForgottenStays() {
    explored(InboxScheduleTest::forgetWhileComing);
  }

  /** While it waited to subscribe again, its old inbox was full, and a publisher waited for it. */
  static void failWhileAPublisherWaits() throws Exception {
    FailingDense producer = new FailingDense(new IllegalStateException("no history"));
    try (Live<Items<Integer>, Integer> live =
        Attach.to(producer)
            .clock(new ModelClock())
            .capacity(1)
            .onOverflow(new Overflow.Block<>(ModelClock.NEVER))
            .reconnecting(Backoff.standard())
            .subscribe()
            .replay(items -> items.forEachRemaining(_ -> {}))
            .live()) {
      Thread publisher =
          AttachScheduleTest.begin(
              "publisher",
              () -> {
                producer.fanout.publish(new Item<>(1, 1), "all"); // There is a hole before it.
                producer.fanout.publish(new Item<>(2, 2), "all");
                producer.fanout.publish(new Item<>(3, 3), "all");
              });
      while (!(live.next() instanceof Received.Reconnected)) {
        // The history fails once.
      }
      publisher.join();
    }
  }

  /** Dense, with a history that fails when it is asked for the second time. */
  static final class FailingDense implements Producer<Integer> {
    private final Fanout<Integer> fanout = new Fanout<>();
    private final RuntimeException failure;
    private int histories;

    FailingDense(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public UUID lineage() {
      return new UUID(1, 2);
    }

    @Override
    public long oldest() {
      return 0;
    }

    @Override
    public Numbering numbering() {
      return Numbering.DENSE;
    }

    @Override
    public Subscription subscribe(Inbox<Integer> inbox) {
      if (histories > 1) {
        return () -> {};
      }
      return fanout.add(inbox, List.of("all"), _ -> true);
    }

    @Override
    public Items<Integer> history(long from) {
      if (++histories > 1) {
        throw failure;
      }
      return new Feed<Integer>(lineage(), 1).history(0);
    }
  }

  @Test
  void aPublisherDoesNotWaitForWhoWillSubscribeAgain() {
    explored(InboxScheduleTest::failWhileAPublisherWaits);
  }

  /** It had ended, and nobody told its inbox, which was full: a publisher waited for room there. */
  static void endWhileAPublisherWaits() throws Exception {
    FailingDense producer = new FailingDense(new AttachException.Replaced(Optional.empty()));
    try (Live<Items<Integer>, Integer> live =
        Attach.to(producer)
            .clock(new ModelClock())
            .capacity(1)
            .onOverflow(new Overflow.Block<>(ModelClock.NEVER))
            .subscribe()
            .replay(items -> items.forEachRemaining(_ -> {}))
            .live()) {
      Thread publisher =
          AttachScheduleTest.begin(
              "publisher",
              () -> {
                producer.fanout.publish(new Item<>(1, 1), "all"); // There is a hole before it.
                producer.fanout.publish(new Item<>(2, 2), "all");
                producer.fanout.publish(new Item<>(3, 3), "all");
              });
      require(new Received.CaughtUp<>(0), live.next());
      require(new Received.Ended<>(new End.Replaced(Optional.empty())), live.next());
      publisher.join();
    }
  }

  @Test
  void aPublisherDoesNotWaitForWhoHasBeenEnded() {
    explored(InboxScheduleTest::endWhileAPublisherWaits);
  }
}
