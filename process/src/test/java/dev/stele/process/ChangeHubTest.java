package dev.stele.process;

import static dev.stele.process.Samples.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who is told of changes, and what is left of those who are not there any more. */
class ChangeHubTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final ProcessId OTHER = new ProcessId("b");

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final ChangeHub hub = new ChangeHub(clock);

  private static boolean hasChanged(ChangeHub.Subscription told) throws InterruptedException {
    return told.awaitChange(Duration.ZERO);
  }

  @Test
  void whoWaitsIsWokenByAChange() throws Exception {
    AtomicBoolean isTold = new AtomicBoolean();
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      Thread waiter = Schedules.begin("waiter", () -> isTold.set(told.awaitChange(LONG)));
      clock.awaitWaiters(1);
      hub.tell(ID);
      waiter.join();
    }
    assertThat(isTold).isTrue();
    assertThat(clock.nanoTime()).isZero();
  }

  @Test
  void aChangeSinceTheSubscriptionIsToldWithoutWaiting() throws Exception {
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      hub.tell(ID);
      assertThat(told.awaitChange(LONG)).isTrue();
    }
  }

  @Test
  void severalChangesAreOne() throws Exception {
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      hub.tell(ID);
      hub.tell(ID);
      assertThat(hasChanged(told)).isTrue();
      assertThat(hasChanged(told)).isFalse();
    }
  }

  @Test
  void changesOfOthersAndOfBeforeAreNotTold() throws Exception {
    try (ChangeHub.Subscription _ = hub.subscribe(ID)) {
      hub.tell(ID);
      try (ChangeHub.Subscription later = hub.subscribe(ID)) {
        hub.tell(OTHER);
        assertThat(hasChanged(later)).isFalse();
      }
    }
  }

  @Test
  void aWaitEndsWhenItsTimeIsOver() throws Exception {
    AtomicBoolean isTold = new AtomicBoolean(true);
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      Thread waiter = Schedules.begin("waiter", () -> isTold.set(told.awaitChange(LONG)));
      clock.awaitWaiters(1);
      assertThat(clock.advanceToNext()).contains(LONG);
      waiter.join();
    }
    assertThat(isTold).isFalse();
  }

  /**
   * After the end of a process nobody tells of it any more: what was kept then was kept for ever.
   */
  @Test
  void nothingIsLeftOfWhoHasGoneThoughNobodyTellsLater() {
    ChangeHub.Subscription one = hub.subscribe(ID);
    ChangeHub.Subscription other = hub.subscribe(ID);
    assertThat(hub.size()).isEqualTo(1);
    one.close();
    assertThat(hub.size()).isEqualTo(1);
    other.close();
    assertThat(hub.size()).isZero();
  }

  @Test
  void tellingOfWhatNobodyListensToLeavesNothing() {
    hub.tell(ID);
    assertThat(hub.size()).isZero();
    hub.subscribe(ID).close();
    hub.tell(ID);
    assertThat(hub.size()).isZero();
  }

  @Test
  void whoClosesTwiceTakesNothingFromOthers() throws Exception {
    ChangeHub.Subscription one = hub.subscribe(ID);
    try (ChangeHub.Subscription stays = hub.subscribe(ID)) {
      one.close();
      one.close();
      hub.tell(ID);
      assertThat(hasChanged(stays)).isTrue();
    }
    assertThat(hub.size()).isZero();
  }

  @Test
  void whoListensToAClosedHubDoesNotWait() throws Exception {
    try (ChangeHub.Subscription before = hub.subscribe(ID)) {
      hub.close();
      try (ChangeHub.Subscription after = hub.subscribe(OTHER)) {
        assertThat(before.isLive()).isFalse();
        assertThat(after.isLive()).isFalse();
        assertThat(before.awaitChange(LONG)).isFalse();
        assertThat(after.awaitChange(LONG)).isFalse();
      }
    }
    assertThat(hub.size()).isZero();
  }

  @Test
  void closingWakesThoseWhoWait() throws Exception {
    AtomicBoolean isTold = new AtomicBoolean(true);
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      Thread waiter = Schedules.begin("waiter", () -> isTold.set(told.awaitChange(LONG)));
      clock.awaitWaiters(1);
      hub.close();
      waiter.join();
    }
    assertThat(isTold).isFalse();
  }

  @Test
  void anInterruptEndsTheWaitAndNothingElse() throws Exception {
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> told.awaitChange(LONG)).isInstanceOf(InterruptedException.class);
      hub.tell(ID);
      assertThat(told.awaitChange(LONG)).isTrue();
    }
  }

  @Test
  void whoListensToAllIsToldEachProcessOnce() throws Exception {
    try (ChangeHub.AllChanges changes = hub.subscribeAll()) {
      hub.tell(OTHER);
      hub.tell(ID);
      hub.tell(OTHER);
      assertThat(changes.take(clock.nanoTime())).containsExactly(OTHER, ID);
      assertThat(changes.take(clock.nanoTime())).isEmpty();
    }
  }

  @Test
  void whoListensToAllAndIsTooSlowIsToldToLookAtAll() throws Exception {
    try (ChangeHub.AllChanges changes = hub.subscribeAll()) {
      for (int i = 0; i <= 1 << 16; i++) {
        hub.tell(new ProcessId("p" + i));
      }
      assertThat(changes.take(clock.nanoTime())).isNull();
      hub.tell(ID);
      assertThat(changes.take(clock.nanoTime())).isEqualTo(Set.of(ID));
    }
  }

  @Test
  void whoListensToAllIsNotToldAnyMoreOnceHeHasClosed() throws Exception {
    ChangeHub.AllChanges changes = hub.subscribeAll();
    changes.close();
    hub.tell(ID);
    assertThat(changes.take(clock.nanoTime())).isEmpty();
  }
}
