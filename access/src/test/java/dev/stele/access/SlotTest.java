package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The core of sessions, one step after the other: places of keys, and the shelf they stand on. */
class SlotTest {

  private static final FactType<Integer, String> NAME = FactType.named("name");
  private static final Fact<String> FOUND = new Fact.Found<>("found");

  private final Shelf<Integer, String> shelf = shelf();

  private static Shelf<Integer, String> shelf() {
    return new Shelf<>(NAME, batch -> {}, 0);
  }

  private Slot<String> slot() {
    return new Slot<>(new Load<>(shelf, Instant.EPOCH, new Waiter(), 1));
  }

  @Test
  void whatNobodyAskedForIsAbsent() {
    assertThat(shelf.slot(1)).isNull();
    assertThat(slot().peek()).isNull();
  }

  @Test
  void finishingKeepsTheAnswerAndReturnsWhoWaitsInTheOrderInWhichTheyCame() {
    Slot<String> slot = slot();
    List<Waiter> waiters = List.of(new Waiter(), new Waiter(), new Waiter());
    waiters.forEach(waiter -> assertThat(slot.join(waiter)).isNull());
    assertThat(slot.finish(FOUND)).containsExactlyElementsOf(waiters);
    assertThat(slot.peek()).isSameAs(FOUND);
  }

  @Test
  void finishingAgainWakesNobodyAndTheLastAnswerStays() {
    Slot<String> slot = slot();
    slot.join(new Waiter());
    slot.finish(FOUND);
    Fact<String> again = new Fact.Found<>("again");
    assertThat(slot.finish(again)).isEmpty();
    assertThat(slot.peek()).isSameAs(again);
  }

  @Test
  void whoComesToAnAnswerIsToldAndWaitsForNothing() {
    Slot<String> slot = slot();
    slot.finish(FOUND);
    assertThat(slot.join(new Waiter())).isSameAs(FOUND);
    assertThat(slot.finish(FOUND)).isEmpty();
  }

  @Test
  void aCancelledKeyIsAnsweredAndItsWaitersAreWoken() {
    Slot<String> slot = slot();
    Waiter waiter = new Waiter();
    slot.join(waiter);
    Fact<String> cancelled = new Fact.Failed<>(new FactError.Cancelled("name"));
    assertThat(slot.finish(cancelled)).containsExactly(waiter);
    assertThat(slot.peek()).isEqualTo(cancelled);
  }

  @Test
  void keysAreIndependent() {
    Slot<String> one = slot();
    Slot<String> other = slot();
    assertThat(shelf.register(1, one)).isNull();
    assertThat(shelf.register(2, other)).isNull();
    assertThat(shelf.register(1, other)).isSameAs(one);
    one.finish(FOUND);
    assertThat(other.peek()).isNull();
  }

  @Test
  void aShelfIsIdleWhenAllHaveLeft() {
    assertThat(shelf.isIdle()).isTrue();
    shelf.enter();
    shelf.enter();
    shelf.leave();
    assertThat(shelf.isIdle()).isFalse();
    shelf.leave();
    assertThat(shelf.isIdle()).isTrue();
  }

  @Test
  void clearingForgetsWhatIsAnswered() {
    Slot<String> slot = slot();
    shelf.register(1, slot);
    slot.finish(FOUND);
    shelf.clear();
    assertThat(shelf.slot(1)).isNull();
    assertThat(shelf.size()).isZero();
  }

  @Test
  void clearingLeavesWhatIsInFlight() {
    Slot<String> slot = slot();
    shelf.register(1, slot);
    shelf.clear();
    assertThat(shelf.slot(1)).isSameAs(slot);
  }

  @Test
  void aShelfIsReplacedOnceAndNotWhileSomebodyIsInside() {
    Shelf<Integer, String> heir = shelf();
    shelf.enter();
    assertThat(shelf.replaceIfIdle(heir)).isNull();
    shelf.leave();
    assertThat(shelf.replaceIfIdle(heir)).isSameAs(heir);
    assertThat(shelf.replaceIfIdle(shelf())).isSameAs(heir);
    assertThat(shelf.enter()).isSameAs(heir);
  }
}
