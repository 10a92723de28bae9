package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Schedules.begin;
import static dev.stele.process.Schedules.explored;
import static dev.stele.process.Schedules.require;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Every schedule of an engine that runs, and of who wants it to end. All are complete. */
class AttemptScheduleTest {

  /** An attempt at a process in memory. */
  private static final class Trying {
    private final Registry registry;
    private final Attempt attempt;

    private Trying(Engine engine) {
      ModelClock clock = new ModelClock();
      this.registry = Registry.inMemory(Documents.none(), clock);
      registry.register(Samples.rerunnable("a")).orThrow();
      Awaiter awaiter = Awaiter.polling(registry, clock);
      this.attempt =
          new Attempt(
              registry,
              new Engines(Map.of("echo", engine), new Slots(1), awaiter),
              ID,
              Samples.owner(registry, "w/1"),
              WorkerOptions.standard("w"),
              clock,
              new Tally(),
              () -> {});
    }
  }

  private static ProcessOutcome waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return DONE;
  }

  static void cancelWhileItEnds() throws Exception {
    Trying it = new Trying(_ -> DONE);
    Thread canceller = begin("canceller", it.attempt::cancel);
    it.attempt.run();
    require(false, Thread.interrupted());
    canceller.join();
    require(false, Thread.interrupted());
    require(Optional.of(DONE), it.registry.get(ID).outcome());
  }

  @Test
  void anInterruptOfAnEngineNeverOutlivesIt() {
    explored(AttemptScheduleTest::cancelWhileItEnds);
  }

  static void cancelWhileItWaits() throws Exception {
    Trying it = new Trying(_ -> waitForEver());
    Thread canceller = begin("canceller", it.attempt::cancel);
    it.attempt.run();
    canceller.join();
    require(false, Thread.interrupted());
    require("cancelled", it.registry.get(ID).outcome().map(ProcessOutcome::word).orElse("runs"));
  }

  @Test
  void anEngineThatWaitsIsInterruptedWheneverItIsCancelled() {
    explored(AttemptScheduleTest::cancelWhileItWaits);
  }

  static void loseWhileItWaits() throws Exception {
    Trying it = new Trying(_ -> waitForEver());
    Thread loser = begin("loser", it.attempt::lose);
    it.attempt.run();
    loser.join();
    require(false, Thread.interrupted());
    require(true, it.registry.lease(ID).isPresent());
    require(false, it.registry.get(ID).hasEnded());
  }

  @Test
  void whoHasLostTheLeaseWritesNothing() {
    explored(AttemptScheduleTest::loseWhileItWaits);
  }
}
