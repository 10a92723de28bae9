package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Schedules.begin;
import static dev.stele.process.Schedules.explored;
import static dev.stele.process.Schedules.require;

import dev.stele.journal.Digest;
import dev.stele.journal.Position;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every schedule of who waits for a process, and who writes of it. All are complete. */
class AwaiterScheduleTest {

  private final ModelClock clock = new ModelClock();
  private final ChangeHub hub = new ChangeHub(clock);
  private final OneProcess process =
      new OneProcess(
          record(new ProcessStatus.Running()),
          record(new ProcessStatus.Ended(DONE, 3, Instant.EPOCH)));
  private final ProcessEvent no = event(1, "other");
  private final ProcessEvent yes = event(2, "out");
  private final Awaiter awaiter = Awaiter.of(process, hub, clock);

  private static ProcessRecord record(ProcessStatus status) {
    return new ProcessRecord(
        ID,
        new Position(0),
        0,
        Digest.of(new byte[32]),
        "echo",
        Disposition.RERUNNABLE,
        Optional.empty(),
        Originator.host(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RetryPolicy.standard(),
        Optional.empty(),
        0,
        status,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        new Position(0));
  }

  private static ProcessEvent event(long sequence, String type) {
    return new ProcessEvent(
        ID,
        sequence,
        new Position(sequence),
        type,
        Payload.EMPTY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH);
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
