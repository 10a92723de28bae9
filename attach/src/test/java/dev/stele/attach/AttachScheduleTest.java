package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Explorer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Every schedule of somebody who publishes and somebody who attaches, through all phases. All are
 * complete.
 */
class AttachScheduleTest {

  private static final UUID LINEAGE = new UUID(1, 2);

  private static void explored(Explorer.Model model) {
    assertThat(Explorer.check(model).isComplete()).isTrue();
  }

  /** A thread of a model. */
  @FunctionalInterface
  interface Part {
    void run() throws Exception;
  }

  static Thread begin(String name, Part part) {
    return Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            part.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  static void require(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }

  private static Feed<Integer> feedOf(int count) {
    Feed<Integer> feed = new Feed<>(LINEAGE, 10);
    for (int i = 0; i < count; i++) {
      feed.publish(i, "topic");
    }
    return feed;
  }

  private static Live<Items<Integer>, Integer> live(
      Spawned<Items<Integer>, Integer> attach, List<Integer> seen) {
    return attach
        .clock(new ModelClock())
        .subscribe()
        .replay(items -> items.forEachRemaining(item -> seen.add(item.value())))
        .live();
  }

  /** Sees what comes, up to the end. */
  private static End untilTheEnd(Live<Items<Integer>, Integer> live, List<Integer> seen)
      throws InterruptedException {
    while (true) {
      switch (live.next()) {
        case Received.Got<Items<Integer>, Integer>(Item<Integer> item) -> seen.add(item.value());
        case Received.Ended<Items<Integer>, Integer>(End why) -> {
          return why;
        }
        default -> {}
      }
    }
  }

  /** Attaches, and sees everything. */
  private static List<Integer> seen(Spawned<Items<Integer>, Integer> attach) throws Exception {
    List<Integer> seen = new ArrayList<>();
    try (Live<Items<Integer>, Integer> live = live(attach, seen)) {
      require(new End.Closed(), untilTheEnd(live, seen));
    }
    return seen;
  }

  // --- Attaching while somebody publishes --------------------------------------------------------

  static void emitWhileAttaching() throws Exception {
    Feed<Integer> feed = feedOf(1);
    Thread emitter =
        begin(
            "emitter",
            () -> {
              feed.publish(1);
              feed.close();
            });
    require(List.of(0, 1), seen(Attach.to(feed)));
    emitter.join();
  }

  @Test
  void eachItemIsSeenOnceInOrder() {
    explored(AttachScheduleTest::emitWhileAttaching);
  }

  /** Nothing is healed here: what is lost is lost. */
  static void emitAboutATopicWhileAttaching() throws Exception {
    Feed<Integer> feed = feedOf(1);
    Thread emitter =
        begin(
            "emitter",
            () -> {
              feed.publish(1, "topic");
              feed.publish(2, "topic");
            });
    List<Integer> seen = new ArrayList<>();
    try (Live<Items<Integer>, Integer> live = live(Attach.to(feed.topic("topic")), seen)) {
      while (seen.size() < 3) {
        if (live.next() instanceof Received.Got<Items<Integer>, Integer>(Item<Integer> item)) {
          seen.add(item.value());
        }
      }
      emitter.join();
      require(true, live.poll().filter(one -> one instanceof Received.Got).isEmpty());
    }
    require(List.of(0, 1, 2), seen);
  }

  @Test
  void eachItemOfATopicIsSeenOnceInOrder() {
    explored(AttachScheduleTest::emitAboutATopicWhileAttaching);
  }

  static void twoEmit() throws Exception {
    Feed<Integer> feed = feedOf(0);
    List<Integer> seen = new ArrayList<>();
    try (Live<Items<Integer>, Integer> live = live(Attach.to(feed), seen)) {
      Thread one = begin("one", () -> feed.publish(1));
      Thread other = begin("other", () -> feed.publish(2));
      long next = 0;
      while (next < 2) {
        if (live.next() instanceof Received.Got<Items<Integer>, Integer>(Item<Integer> item)) {
          require(next++, item.position());
          seen.add(item.value());
        }
      }
      one.join();
      other.join();
    }
    require(3, seen.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void ofTwoWhoPublishEachItemIsSeenOnce() {
    explored(AttachScheduleTest::twoEmit);
  }

  // --- Policies ----------------------------------------------------------------------------------

  static void fallBehindWhileAttaching() throws Exception {
    Feed<Integer> feed = feedOf(0);
    Thread emitter =
        begin(
            "emitter",
            () -> {
              feed.publish(0);
              feed.publish(1);
              feed.close();
            });
    require(List.of(0, 1), seen(Attach.to(feed).capacity(1)));
    emitter.join();
  }

  @Test
  void whoFallsBehindSeesEachItemOnce() {
    explored(AttachScheduleTest::fallBehindWhileAttaching);
  }

  static void beEvictedAndGoOn() throws Exception {
    Feed<Integer> feed = feedOf(0);
    List<Integer> seen = new ArrayList<>();
    Live<Items<Integer>, Integer> live =
        live(Attach.to(feed).capacity(1).onOverflow(new Overflow.Evict<>()), seen);
    Thread emitter =
        begin(
            "emitter",
            () -> {
              feed.publish(0);
              feed.publish(1);
              feed.close();
            });
    End why = untilTheEnd(live, seen);
    emitter.join();
    if (!(why instanceof End.Closed)) {
      require(new End.Evicted(), why);
      Cursor cursor = live.cursor().orElseThrow();
      require((long) seen.size(), cursor.position());
      seen.addAll(seen(Attach.resume(feed, cursor).orThrow()));
    }
    require(List.of(0, 1), seen);
  }

  @Test
  void whoIsEvictedGoesOnAtHisCursorAndSeesEachItemOnce() {
    explored(AttachScheduleTest::beEvictedAndGoOn);
  }

  static void waitForRoom() throws Exception {
    Feed<Integer> feed = feedOf(0);
    Thread emitter =
        begin(
            "emitter",
            () -> {
              feed.publish(0);
              feed.publish(1);
              feed.close();
            });
    require(
        List.of(0, 1),
        seen(Attach.to(feed).capacity(1).onOverflow(new Overflow.Block<>(ModelClock.NEVER))));
    emitter.join();
  }

  @Test
  void whoWaitsForRoomIsWokenAndSoIsWhoWaitsForItems() {
    explored(AttachScheduleTest::waitForRoom);
  }

  // --- Cancelling and ending ---------------------------------------------------------------------

  static void cancelWhoWaits() throws Exception {
    Feed<Integer> feed = feedOf(0);
    List<Integer> seen = new ArrayList<>();
    try (Live<Items<Integer>, Integer> live = live(Attach.to(feed), seen)) {
      Thread canceller = begin("canceller", live::cancel);
      Thread emitter = begin("emitter", () -> feed.publish(0));
      require(new End.Cancelled(), untilTheEnd(live, seen));
      canceller.join();
      emitter.join();
      require(new Received.Ended<>(new End.Cancelled()), live.next());
    }
  }

  @Test
  void whoIsCancelledIsWoken() {
    explored(AttachScheduleTest::cancelWhoWaits);
  }

  static void cancelWhomAPublisherWaitsFor() throws Exception {
    Feed<Integer> feed = feedOf(0);
    Live<Items<Integer>, Integer> live =
        live(
            Attach.to(feed).capacity(1).onOverflow(new Overflow.Block<>(ModelClock.NEVER)),
            new ArrayList<>());
    Thread emitter =
        begin(
            "emitter",
            () -> {
              feed.publish(0);
              feed.publish(1);
            });
    live.cancel();
    emitter.join();
    require(new Received.Ended<>(new End.Cancelled()), live.next());
  }

  @Test
  void aPublisherIsLetGoByACancel() {
    explored(AttachScheduleTest::cancelWhomAPublisherWaitsFor);
  }

  /** A poll that is interrupted at any moment is none the wiser, and the flag stays. */
  static void pollInterrupted() throws Exception {
    Feed<Integer> feed = feedOf(0);
    List<Integer> seen = new ArrayList<>();
    try (Live<Items<Integer>, Integer> live = live(Attach.to(feed), seen)) {
      Thread polled = Thread.currentThread();
      Thread other = begin("other", polled::interrupt);
      live.poll();
      live.poll();
      boolean wasInterrupted = false;
      try {
        other.join();
      } catch (InterruptedException _) {
        wasInterrupted = true;
        other.join();
      }
      require(true, wasInterrupted || Thread.interrupted());
    }
  }

  @Test
  void aPollIsNotInterrupted() {
    explored(AttachScheduleTest::pollInterrupted);
  }

  // --- Reconnecting ------------------------------------------------------------------------------

  /** A feed over a connection that can be cut. */
  static final class Cut implements Producer<Integer> {
    private final Feed<Integer> feed = new Feed<>(LINEAGE, 10);
    private final AtomicReference<Runnable> connection = new AtomicReference<>(() -> {});

    void cut() {
      connection.getAndSet(() -> {}).run();
    }

    @Override
    public UUID lineage() {
      return LINEAGE;
    }

    @Override
    public long oldest() {
      return feed.oldest();
    }

    @Override
    public Subscription subscribe(Inbox<Integer> inbox) {
      Subscription subscription = feed.subscribe(inbox);
      connection.set(() -> {
        subscription.close();
        inbox.end(new End.Failed(new IllegalStateException("cut")));
      });
      return subscription;
    }

    @Override
    public Items<Integer> history(long from) {
      return feed.history(from);
    }
  }

  static void cutWhileEmitting() throws Exception {
    Cut producer = new Cut();
    List<Integer> seen = new ArrayList<>();
    try (Live<Items<Integer>, Integer> live =
        live(Attach.to(producer).reconnecting(Backoff.standard()), seen)) {
      Thread emitter =
          begin(
              "emitter",
              () -> {
                producer.feed.publish(0);
                producer.cut();
                producer.feed.publish(1);
              });
      while (seen.size() < 2) {
        if (live.next() instanceof Received.Got<Items<Integer>, Integer>(Item<Integer> item)) {
          seen.add(item.value());
        }
      }
      emitter.join();
    }
    require(List.of(0, 1), seen);
  }

  @Test
  void whoseConnectionIsCutSeesEachItemOnce() {
    explored(AttachScheduleTest::cutWhileEmitting);
  }

  static void cancelWhoReconnects() throws Exception {
    Cut producer = new Cut();
    try (Live<Items<Integer>, Integer> live =
        live(Attach.to(producer).reconnecting(Backoff.standard()), new ArrayList<>())) {
      producer.cut();
      Thread canceller = begin("canceller", live::cancel);
      require(new End.Cancelled(), untilTheEnd(live, new ArrayList<>()));
      canceller.join();
    }
  }

  /** A cancel may meet the inbox of before, or the new one: it counts in both. */
  @Test
  void whoReconnectsIsCancelledAtAnyMoment() {
    explored(AttachScheduleTest::cancelWhoReconnects);
  }
}
