package dev.stele.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.access.Decision;
import dev.stele.attach.Attach;
import dev.stele.attach.End;
import dev.stele.attach.Feed;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.explore.Explorer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Every schedule of a consumer, his guard, and somebody who takes access away. */
class GuardedLiveScheduleTest {

  private static Live<Items<Integer>, Integer> live(Feed<Integer> feed) {
    return Attach.to(feed)
        .clock(new ModelClock())
        .subscribe()
        .replay(history -> history.forEachRemaining(_ -> {}))
        .live();
  }

  private static GuardedLive<Items<Integer>, Integer> guarded(
      Feed<Integer> feed, AtomicBoolean isAllowed) {
    return GuardedLive.over(
        live(feed),
        () ->
            () ->
                isAllowed.get()
                    ? new Decision.Granted("all", Optional.empty())
                    : new Decision.Denied(
                        Decision.Cause.NO_GRANT, Optional.empty(), Optional.empty()),
        Duration.ofHours(1),
        new ModelClock());
  }

  private static Feed<Integer> feed() {
    return new Feed<>(new UUID(1, 2), 10);
  }

  /** What is published after access was taken away is never given. */
  static void takenAwayBeforePublished() throws Exception {
    Feed<Integer> feed = feed();
    AtomicBoolean isAllowed = new AtomicBoolean(true);
    GuardedLive<Items<Integer>, Integer> guarded = guarded(feed, isAllowed);
    Thread revoker =
        Thread.ofVirtual()
            .name("revoker")
            .start(() -> {
              guarded.changed(); // Somebody may be asking already.
              isAllowed.set(false);
              guarded.changed();
              feed.publish(1, "topic");
            });
    Received<Items<Integer>, Integer> received = guarded.next();
    while (!(received instanceof Received.Ended<Items<Integer>, Integer>(End _))) {
      if (received instanceof Received.Got<Items<Integer>, Integer>) {
        throw new AssertionError("expected no item after the change, found " + received);
      }
      received = guarded.next();
    }
    revoker.join();
    guarded.close();
  }

  /** Who waits is not left waiting: nothing comes that would make him ask. */
  static void takenAwayWhileNothingComes() throws Exception {
    AtomicBoolean isAllowed = new AtomicBoolean(true);
    GuardedLive<Items<Integer>, Integer> guarded = guarded(feed(), isAllowed);
    Thread revoker =
        Thread.ofVirtual()
            .name("revoker")
            .start(() -> {
              isAllowed.set(false);
              guarded.changed();
            });
    Received<Items<Integer>, Integer> received = guarded.next();
    while (!(received instanceof Received.Ended<Items<Integer>, Integer>(End why))) {
      received = guarded.next();
    }
    if (!(why instanceof End.Denied)) {
      throw new AssertionError("expected a denial, found " + why);
    }
    revoker.join();
    guarded.close();
  }

  @Test
  void whoWaitsIsEndedWhenAccessIsTakenAway() {
    assertThat(Explorer.check(GuardedLiveScheduleTest::takenAwayWhileNothingComes).isComplete())
        .isTrue();
  }

  @Test
  void afterAChangeNoItemIsGivenThatMayNotBeSeen() {
    assertThat(Explorer.check(GuardedLiveScheduleTest::takenAwayBeforePublished).isComplete())
        .isTrue();
  }
}
