package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Samples.KEY;
import static dev.stele.process.Schedules.begin;
import static dev.stele.process.Schedules.explored;
import static dev.stele.process.Schedules.require;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every schedule of who waits for a process, and who writes of it. All are complete. */
class AwaiterScheduleTest {

  private final ModelClock clock = new ModelClock();
  private final ChangeHub hub = new ChangeHub(clock);
  private final OneProcess process;
  private final ProcessEvent no;
  private final ProcessEvent yes;
  private final Awaiter awaiter;

  AwaiterScheduleTest() {
    Registry registry = Registry.inMemory(Documents.none(), clock);
    ProcessRecord running = registry.register(Samples.rerunnable("a")).orThrow();
    this.no = registry.append(ID, Samples.other("no")).orThrow().event();
    this.yes = registry.append(ID, Samples.out("yes")).orThrow().event();
    this.process = new OneProcess(running, registry.complete(ID, DONE, KEY).orThrow());
    this.awaiter = Awaiter.of(process, hub, clock);
  }

  private void append(ProcessEvent event) {
    process.append(event);
    hub.tell(ID);
  }

  private void end() {
    process.end();
    hub.tell(ID);
  }

  static void endWhileSomebodyWaits() throws Exception {
    AwaiterScheduleTest it = new AwaiterScheduleTest();
    Thread ending = begin("ending", it::end);
    require(Optional.of(DONE), it.awaiter.awaitEnd(ID, ModelClock.NEVER));
    ending.join();
    require(0, it.hub.size());
  }

  /** Who looks before he subscribes, and not again, waits for ever. */
  @Test
  void whoWaitsForTheEndIsToldOfIt() {
    explored(AwaiterScheduleTest::endWhileSomebodyWaits);
  }

  static void appendWhileSomebodyWaits() throws Exception {
    AwaiterScheduleTest it = new AwaiterScheduleTest();
    Thread writer =
        begin(
            "writer",
            () -> {
              it.append(it.no);
              it.append(it.yes);
            });
    require(new Awaited.Came(it.yes), it.awaiter.awaitEvent(ID, "out", 0, ModelClock.NEVER));
    writer.join();
    require(0, it.hub.size());
  }

  @Test
  void whoWaitsForAnEventIsToldOfIt() {
    explored(AwaiterScheduleTest::appendWhileSomebodyWaits);
  }

  static void appendAndEndWhileSomebodyWaits() throws Exception {
    AwaiterScheduleTest it = new AwaiterScheduleTest();
    Thread writer =
        begin(
            "writer",
            () -> {
              it.append(it.yes);
              it.end();
            });
    require(new Awaited.Came(it.yes), it.awaiter.awaitEvent(ID, "out", 0, ModelClock.NEVER));
    writer.join();
  }

  /** Who looks for the event, and then for the end, takes what came between for nothing. */
  @Test
  void anEventBeforeTheEndIsNeverPassedOver() {
    explored(AwaiterScheduleTest::appendAndEndWhileSomebodyWaits);
  }

  static void endWhileSomebodyWaitsForAnEvent() throws Exception {
    AwaiterScheduleTest it = new AwaiterScheduleTest();
    Thread writer =
        begin(
            "writer",
            () -> {
              it.append(it.no);
              it.end();
            });
    require(new Awaited.Ended(DONE), it.awaiter.awaitEvent(ID, "out", 0, ModelClock.NEVER));
    writer.join();
  }

  @Test
  void whoWaitsForAnEventIsToldOfTheEnd() {
    explored(AwaiterScheduleTest::endWhileSomebodyWaitsForAnEvent);
  }
}
