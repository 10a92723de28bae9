package dev.stele.process;

import static dev.stele.process.Schedules.begin;
import static dev.stele.process.Schedules.explored;
import static dev.stele.process.Schedules.require;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every schedule of those who want a lock of a process, or a slot. All are complete. */
class LocksScheduleTest {

  private static final ProcessId ID = new ProcessId("a");
  private static final ProcessId OTHER = new ProcessId("b");

  /** What nobody may touch without the lock: that would be a data race. */
  private static final class Guarded {
    private int value;
  }

  private static void raise(IdLocks locks, Guarded guarded) {
    try (IdLocks.Held _ = locks.lock(ID)) {
      guarded.value++;
    }
  }

  static void threeWantOne() throws Exception {
    IdLocks locks = new IdLocks();
    Guarded guarded = new Guarded();
    Thread one = begin("one", () -> raise(locks, guarded));
    Thread other = begin("other", () -> raise(locks, guarded));
    raise(locks, guarded);
    one.join();
    other.join();
    require(3, guarded.value);
    require(0, locks.size());
  }

  @Test
  void oneHasTheLockAtATimeAndNothingIsLeft() {
    explored(LocksScheduleTest::threeWantOne);
  }

  static void twoWantTwo() throws Exception {
    IdLocks locks = new IdLocks();
    Guarded guarded = new Guarded();
    Thread other =
        begin(
            "other",
            () -> {
              try (IdLocks.Held _ = locks.lock(List.of(OTHER, ID))) {
                guarded.value++;
              }
            });
    try (IdLocks.Held _ = locks.lock(List.of(ID, OTHER))) {
      guarded.value++;
    }
    other.join();
    require(2, guarded.value);
    require(0, locks.size());
  }

  @Test
  void twoWhoWantTheSameLocksDoNotWaitInACircle() {
    explored(LocksScheduleTest::twoWantTwo);
  }

  static void oneSlotForThree() throws Exception {
    Slots slots = new Slots(1);
    AtomicInteger running = new AtomicInteger();
    Schedules.Part goesOn =
        () -> {
          slots.resume();
          require(1, running.incrementAndGet());
          running.decrementAndGet();
          slots.give();
        };
    Thread one = begin("one", goesOn);
    Thread other = begin("other", goesOn);
    if (slots.tryTake()) {
      require(1, running.incrementAndGet());
      running.decrementAndGet();
      slots.give();
    }
    one.join();
    other.join();
    require(true, slots.tryTake());
    require(false, slots.tryTake());
  }

  @Test
  void neverMoreRunThanThereAreSlotsAndWhoGoesOnIsWoken() {
    explored(LocksScheduleTest::oneSlotForThree);
  }

  /**
   * While somebody went on, nobody could begin, even in a slot that he did not need: and nobody was
   * told when he had gone on.
   */
  static void oneBeginsBesideOneWhoGoesOn() throws Exception {
    Slots slots = new Slots(2);
    require(true, slots.tryTake());
    require(true, slots.tryTake());
    Thread goesOn = begin("goes on", slots::resume);
    slots.give();
    slots.give();
    require(true, slots.tryTake());
    goesOn.join();
    require(false, slots.tryTake());
  }

  @Test
  void aSlotThatNobodyGoesOnInCanBeTaken() {
    explored(LocksScheduleTest::oneBeginsBesideOneWhoGoesOn);
  }

  static void oneGoesOnBeforeOneBegins() throws Exception {
    Slots slots = new Slots(1);
    require(true, slots.tryTake());
    AtomicInteger begun = new AtomicInteger();
    Thread goesOn =
        begin(
            "goes on",
            () -> {
              slots.resume();
              slots.give();
            });
    Thread begins = begin("begins", () -> begun.set(slots.tryTake() ? 1 : 0));
    slots.give();
    begins.join();
    if (begun.get() == 1) {
      slots.give();
    }
    goesOn.join();
    require(true, slots.tryTake());
  }

  @Test
  void whoGoesOnIsNotLeftWaitingByOneWhoBegins() {
    explored(LocksScheduleTest::oneGoesOnBeforeOneBegins);
  }
}
