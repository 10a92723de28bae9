package dev.stele.process;

import static dev.stele.process.Schedules.begin;
import static dev.stele.process.Schedules.explored;
import static dev.stele.process.Schedules.require;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Every schedule of those who tell, those who listen, and those who come and go. All are complete;
 * a wait that nobody ends is found as such.
 */
class HubScheduleTest {

  private static final ProcessId ID = new ProcessId("a");
  private static final ProcessId OTHER = new ProcessId("b");

  static void writeWhileSubscribing() throws Exception {
    ChangeHub hub = new ChangeHub(new ModelClock());
    AtomicInteger written = new AtomicInteger();
    Thread writer =
        begin(
            "writer",
            () -> {
              for (int i = 1; i <= 2; i++) {
                written.set(i);
                hub.tell(ID);
              }
            });
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      while (written.get() < 2) {
        require(true, told.awaitChange(ModelClock.NEVER));
      }
    }
    writer.join();
    require(0, hub.size());
  }

  @Test
  void whoSubscribesAndThenReadsMissesNothing() {
    explored(HubScheduleTest::writeWhileSubscribing);
  }

  static void twoListen() throws Exception {
    ChangeHub hub = new ChangeHub(new ModelClock());
    ChangeHub.Subscription one = hub.subscribe(ID);
    ChangeHub.Subscription other = hub.subscribe(ID);
    Thread waiter = begin("waiter", () -> require(true, one.awaitChange(ModelClock.NEVER)));
    Thread teller = begin("teller", () -> hub.tell(ID));
    require(true, other.awaitChange(ModelClock.NEVER));
    waiter.join();
    teller.join();
  }

  @Test
  void allWhoListenAreToldOfOneChange() {
    explored(HubScheduleTest::twoListen);
  }

  static void comeAndGoWhileItIsTold() throws Exception {
    ChangeHub hub = new ChangeHub(new ModelClock());
    Thread passing = begin("passing", () -> hub.subscribe(ID).close());
    ChangeHub.Subscription stays = hub.subscribe(ID);
    Thread teller = begin("teller", () -> hub.tell(ID));
    require(true, stays.awaitChange(ModelClock.NEVER));
    passing.join();
    teller.join();
    stays.close();
    require(0, hub.size());
  }

  @Test
  void whoStaysIsToldWhileOthersComeAndGo() {
    explored(HubScheduleTest::comeAndGoWhileItIsTold);
  }

  static void leaveTogether() throws Exception {
    ChangeHub hub = new ChangeHub(new ModelClock());
    Thread one = begin("one", () -> hub.subscribe(ID).close());
    Thread other = begin("other", () -> hub.subscribe(ID).close());
    Thread teller = begin("teller", () -> hub.tell(ID));
    one.join();
    other.join();
    require(0, hub.size());
    teller.join();
    require(0, hub.size());
  }

  @Test
  void nothingIsLeftOfThoseWhoHaveGone() {
    explored(HubScheduleTest::leaveTogether);
  }

  static void closeWhileSubscribing() throws Exception {
    ChangeHub hub = new ChangeHub(new ModelClock());
    Thread closer = begin("closer", hub::close);
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      require(false, told.awaitChange(ModelClock.NEVER));
      require(false, told.isLive());
    }
    closer.join();
    require(0, hub.size());
  }

  @Test
  void whoComesWhileItIsClosedDoesNotWait() {
    explored(HubScheduleTest::closeWhileSubscribing);
  }

  static void changeWhileTaking() throws Exception {
    ChangeHub hub = new ChangeHub(new ModelClock());
    ChangeHub.AllChanges changes = hub.subscribeAll();
    Thread one = begin("one", () -> hub.tell(ID));
    Thread other = begin("other", () -> hub.tell(OTHER));
    Set<ProcessId> seen = new HashSet<>();
    while (seen.size() < 2) {
      Set<ProcessId> taken = changes.take(ModelClock.NEVER.toNanos());
      if (taken == null) {
        throw new AssertionError("expected ids, found too many");
      }
      seen.addAll(taken);
    }
    one.join();
    other.join();
    changes.close();
  }

  @Test
  void whoListensToAllLosesNoChangeBetweenTwoTakes() {
    explored(HubScheduleTest::changeWhileTaking);
  }

  static void pokeWhileTaking() throws Exception {
    ChangeHub hub = new ChangeHub(new ModelClock());
    ChangeHub.AllChanges changes = hub.subscribeAll();
    AtomicInteger wanted = new AtomicInteger();
    Thread poker =
        begin(
            "poker",
            () -> {
              for (int i = 1; i <= 2; i++) {
                wanted.set(i);
                changes.poke();
              }
            });
    while (wanted.get() < 2) {
      require(Set.of(), Objects.requireNonNull(changes.take(ModelClock.NEVER.toNanos())));
    }
    poker.join();
  }

  @Test
  void aPokeIsNotLost() {
    explored(HubScheduleTest::pokeWhileTaking);
  }
}
