package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Explorer;
import org.junit.jupiter.api.Test;

/** Slots under every schedule of who takes and gives them. */
class SlotsScheduleTrial {

  /**
   * Two slots are given while one engine wants to go on. The other slot is for work that begins,
   * whether that engine has taken its own by then or is about to: nobody tells of it again.
   */
  static void aSlotThatNobodyWaitsForCanBeTaken() throws Exception {
    Slots slots = new Slots(0);
    Thread resuming = Thread.ofVirtual().name("resuming").start(slots::resume);
    slots.give();
    slots.give();
    if (!slots.tryTake()) {
      throw new AssertionError("one of two slots must be free, found none");
    }
    resuming.join();
    if (slots.tryTake()) {
      throw new AssertionError("both slots must be taken, found one");
    }
  }

  /** Who goes on comes before who begins. */
  static void whoGoesOnComesFirst() throws Exception {
    Slots slots = new Slots(0);
    Thread resuming = Thread.ofVirtual().name("resuming").start(slots::resume);
    slots.give();
    boolean isTaken = slots.tryTake(); // Perhaps it was there first.
    if (isTaken) {
      slots.give();
    }
    resuming.join();
  }

  @Test
  void aFreeSlotIsFoundInEverySchedule() {
    assertThat(Explorer.check(SlotsScheduleTrial::aSlotThatNobodyWaitsForCanBeTaken).isComplete())
        .isTrue();
  }

  @Test
  void whoGoesOnIsNotForgottenInAnySchedule() {
    assertThat(Explorer.check(SlotsScheduleTrial::whoGoesOnComesFirst).isComplete()).isTrue();
  }
}
