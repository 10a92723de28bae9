package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

/** What engines may do, and what becomes of it. */
class WorkerEngineTest {

  /** Ends a process as completed. */
  private static final EventType ENDING =
      new EventType(
          "done",
          PayloadRule.any(),
          new Semantics.Terminal(Semantics.Terminal.State.COMPLETED, Optional.empty()));

  private final Jobs jobs = new Jobs();
  private final List<String> order = new CopyOnWriteArrayList<>();

  private Crew crew() {
    return new Crew(jobs, inner -> inner);
  }

  private static Registration once(String id) {
    return Jobs.registration(id, Disposition.RERUNNABLE).retry(RetryPolicy.once());
  }

  private ProcessOutcome outcome(Engine engine) throws InterruptedException {
    try (Crew crew = crew();
        Worker _ = crew.worker(engine)) {
      return crew.end(crew.registry.register(once("a")).orThrow().id());
    }
  }

  private ProcessOutcome.Failed failure(Engine engine) throws InterruptedException {
    return (ProcessOutcome.Failed) outcome(engine);
  }

  @Test
  void anEngineThatThrowsAnErrorHasFailed() throws Exception {
    assertThat(
            failure(
                    _ -> {
                      throw new StackOverflowError("deep");
                    })
                .message())
        .contains("StackOverflowError: deep");
  }

  @Test
  @SuppressWarnings("NullAway") // That is the point.
  void anEngineThatReturnsNothingHasFailed() throws Exception {
    assertThat(failure(_ -> null).message()).contains("engine must return what it ended in");
  }

  /** That nothing is known of work can be said by others alone. */
  @Test
  void anEngineCannotAbandonItsOwnWork() throws Exception {
    Engine engine =
        _ ->
            new ProcessOutcome.Abandoned(
                ProcessOutcome.AbandonedBy.SWEEP, Optional.empty(), "bored", Jobs.DAWN);
    assertThat(failure(engine).message()).contains("engine must return what it ended in");
  }

  @Test
  void whatAnEngineSaysIsBounded() throws Exception {
    String endless = "x".repeat(1 << 20);
    assertThat(
            failure(
                    _ -> {
                      throw new IllegalStateException(endless);
                    })
                .message())
        .hasSize(4_000);
  }

  @Test
  void aFailureOfAnySizeIsAnOutcome() throws Exception {
    String endless = "\uD800".repeat(1 << 20);
    ProcessOutcome.Failed failed = failure(_ -> ProcessOutcome.failed(endless, endless, endless));
    assertThat(failed.message()).isEqualTo("\uFFFD".repeat(4_000));
  }

  @Test
  void aThrowableThatCannotSayAnythingIsNamed() throws Exception {
    final class Mute extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no words");
      }
    }
    assertThat(
            failure(
                    _ -> {
                      throw new Mute();
                    })
                .message())
        .contains("Mute");
  }

  @Test
  void causesThatGoRoundInACircleAreNoneOfTheStores() throws Exception {
    assertThat(
            failure(
                    _ -> {
                      IllegalStateException one = new IllegalStateException("one");
                      one.initCause(new IllegalStateException("two", one));
                      throw one;
                    })
                .message())
        .contains("one");
  }

  @Test
  void theHighestPriorityIsTakenFirstAndThenTheOldest() throws Exception {
    try (Crew crew = crew()) {
      int[] priorities = {0, 5, -1, 5, 0};
      List<ProcessId> ids = new ArrayList<>();
      for (int i = 0; i < priorities.length; i++) {
        Registration one =
            Jobs.registration("p" + (9 - i), Disposition.RERUNNABLE).priority(priorities[i]);
        ids.add(crew.registry.register(one).orThrow().id());
      }
      Engine engine =
          context -> {
            order.add(context.process().value());
            return Crew.done("");
          };
      try (Worker _ = crew.worker(Jobs.OPTIONS.slots(1), Map.of(Jobs.KIND, engine))) {
        for (ProcessId id : ids) {
          crew.end(id);
        }
      }
      assertThat(order).containsExactly("p8", "p6", "p9", "p5", "p7");
    }
  }

  @Test
  void nothingRunsBeforeItsTime() throws Exception {
    try (Crew crew = crew();
        Worker worker = crew.worker(_ -> Crew.done(jobs.clock.instant().toString()))) {
      Registration later =
          Jobs.registration("a", Disposition.RERUNNABLE).notBefore(Jobs.DAWN.plusSeconds(7));
      ProcessId id = crew.registry.register(later).orThrow().id();
      crew.end(crew.register("b", Disposition.RERUNNABLE)); // The dispatcher has seen both.
      assertThat(worker.statistics().attempts()).isEqualTo(1);
      jobs.clock.awaitWaiters(2);
      jobs.clock.advance(Duration.ofSeconds(7));
      assertThat(crew.end(id)).isEqualTo(Crew.done(Jobs.DAWN.plusSeconds(7).toString()));
    }
  }

  /** Parent, child and grandchild with a single slot. */
  @Test
  void whoWaitsForAnotherHasNoSlot() throws Exception {
    Engine engine =
        context -> {
          String name = context.process().value();
          if (name.length() == 3) {
            return Crew.done(name);
          }
          ProcessId child = Jobs.register(context.registry(), name + "x", Disposition.RERUNNABLE);
          ProcessOutcome outcome = context.awaitProcess(child);
          order.add(name);
          return outcome;
        };
    try (Crew crew = crew();
        Worker _ = crew.worker(Jobs.OPTIONS.slots(1), Map.of(Jobs.KIND, engine))) {
      assertThat(crew.end(crew.register("x", Disposition.RERUNNABLE))).isEqualTo(Crew.done("xxx"));
      assertThat(order).containsExactly("xx", "x");
    }
  }

  private static final Engine TWO_SIGNALS =
      context ->
          Crew.done(
              context.awaitSignal("go").payload().text()
                  + context.awaitSignal("go").payload().text());

  @Test
  void theNthWaitMeetsTheNthSignalInALaterAttemptToo() throws Exception {
    ProcessId id;
    try (Crew crew = crew();
        Worker _ = crew.worker(TWO_SIGNALS)) {
      id = crew.register("a", Disposition.RERUNNABLE);
      crew.registry.signal(id, "go", Payload.text("1"), "k1").orThrow();
      crew.until(id, it -> isFor(it, 2));
    }
    try (Crew crew = crew();
        Worker worker = crew.worker(TWO_SIGNALS)) {
      crew.register("b", Disposition.RERUNNABLE);
      crew.end(signalled(crew, "b"));
      assertThat(worker.statistics().attempts()).isEqualTo(1); // That of "b": "a" needs nobody.
      crew.registry.signal(id, "go", Payload.text("2"), "k2").orThrow();
      assertThat(crew.end(id)).isEqualTo(Crew.done("12"));
    }
  }

  private static ProcessId signalled(Crew crew, String id) {
    crew.registry.signal(ProcessId.of(id), "go", Payload.EMPTY, "k1").orThrow();
    crew.registry.signal(ProcessId.of(id), "go", Payload.EMPTY, "k2").orThrow();
    return ProcessId.of(id);
  }

  private static boolean isFor(ProcessRecord record, long ordinal) {
    return record.waiting().orElse(null) instanceof Waiting.ForSignal it && it.ordinal() == ordinal;
  }

  @Test
  void aWaitKeepsItsDeadlineAcrossARestart() throws Exception {
    Engine engine =
        context -> {
          order.add("runs");
          return Crew.done(
              context.awaitSignal("go", Duration.ofSeconds(60)).isPresent() ? "came" : "over");
        };
    ProcessId id;
    try (Crew crew = crew();
        Worker _ = crew.worker(engine)) {
      id = crew.register("a", Disposition.RERUNNABLE);
      crew.until(id, it -> it.waiting().isPresent());
    }
    jobs.clock.advance(Duration.ofSeconds(45));
    try (Crew crew = crew();
        Worker _ = crew.worker(engine)) {
      jobs.clock.awaitWaiters(2);
      jobs.clock.advance(Duration.ofSeconds(14));
      jobs.clock.awaitWaiters(2);
      assertThat(order).hasSize(1); // Nobody is needed yet.
      jobs.clock.advance(Duration.ofSeconds(1));
      assertThat(crew.end(id)).isEqualTo(Crew.done("over"));
      assertThat(order).hasSize(2);
    }
  }

  @Test
  void whoWaitsForAnotherIsRunAfterARestartWhenThatHasEnded() throws Exception {
    ProcessId parent;
    ProcessId child;
    Engine engine =
        context -> {
          order.add(context.process().value());
          return context.awaitProcess(ProcessId.of("child"));
        };
    try (Crew crew = crew();
        Worker _ = crew.worker(engine)) {
      child = crew.register("child", Disposition.EXTERNALLY_OWNED);
      parent = crew.register("parent", Disposition.RERUNNABLE);
      crew.until(parent, it -> it.waiting().isPresent());
    }
    try (Crew crew = crew();
        Worker _ = crew.worker(engine)) {
      jobs.clock.awaitWaiters(2);
      assertThat(order).hasSize(1);
      Authority authority = new Authority.ExternalOwner(SessionScope.of("s"));
      crew.registry.complete(child, Crew.done("child"), authority).orThrow();
      assertThat(crew.end(parent)).isEqualTo(Crew.done("child"));
    }
  }

  @Test
  void whoIsAskedToEndWhileItWaitsEnds() throws Exception {
    try (Crew crew = crew();
        Worker worker = crew.worker(TWO_SIGNALS)) {
      ProcessId id = crew.register("a", Disposition.RERUNNABLE);
      crew.until(id, it -> isFor(it, 1));
      Crew.await(worker, it -> it.parked() == 1);
      crew.registry.requestCancel(id, "enough").orThrow();
      assertThat(crew.end(id)).isEqualTo(new ProcessOutcome.Cancelled("enough", Optional.empty()));
    }
  }

  /** Also if it has been asked while nobody ran it. */
  @Test
  void aRequestToEndOutlivesARestart() throws Exception {
    ProcessId id;
    try (Crew crew = crew();
        Worker _ = crew.worker(TWO_SIGNALS)) {
      id = crew.register("a", Disposition.RERUNNABLE);
      crew.until(id, it -> isFor(it, 1));
    }
    try (Crew crew = crew()) {
      crew.registry.requestCancel(id, "enough").orThrow();
    }
    try (Crew crew = crew();
        Worker _ = crew.worker(TWO_SIGNALS)) {
      assertThat(crew.end(id)).isEqualTo(new ProcessOutcome.Cancelled("enough", Optional.empty()));
    }
  }

  /** What an engine has lost, it cannot write to through its context. */
  @Test
  void aContextWhoseLeaseIsLostWritesNothing() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    Engine engine =
        context -> {
          ProcessOutcome outcome = Crew.stubborn(runs, let).run(context);
          try {
            context.emit(ProcessAppend.of("out", Payload.text("late")));
          } catch (ProcessException.LeaseLost e) {
            order.add("lost");
            throw e;
          }
          return outcome;
        };
    try (Crew crew = crew();
        Worker worker = crew.worker(engine)) {
      ProcessId id = crew.register("a", Disposition.RERUNNABLE);
      runs.await();
      Lease lease = crew.registry.lease(id).orElseThrow();
      crew.inner.release(lease);
      Jobs.begin(crew.inner, id, "other");
      let.countDown();
      Crew.await(worker, it -> it.lost() == 1);
      assertThat(order).containsExactly("lost");
      assertThat(crew.registry.eventsAfter(id, 0, 10)).isEmpty();
    }
  }

  /** It was told that its lease was lost, and the worker counted a loss. */
  @Test
  void anEngineMayEndItsProcessByAnEventOfItsOwn() throws Exception {
    Engine engine =
        context -> {
          context.emit(ProcessAppend.of("done", Payload.text("mine")).key("end"));
          order.add(Thread.currentThread().isInterrupted() ? "interrupted" : "goes on");
          return Crew.done("late");
        };
    try (Crew crew = crew();
        Worker worker = crew.worker(engine)) {
      Registration bound = Jobs.registration("a", Disposition.OWNER_BOUND).events(ENDING);
      ProcessId id = crew.registry.register(bound).orThrow().id();
      assertThat(crew.end(id)).isEqualTo(Crew.done("mine"));
      Crew.await(worker, it -> it.running() == 0 && it.attempts() == 1);
      assertThat(order).containsExactly("goes on");
      assertThat(worker.statistics().lost()).isZero();
      // Perhaps it is in the queue once more, for what was told of it before it ended.
      Crew.await(worker, new WorkerStatistics(0, 0, 0, 1, 1, 0, 0, 0, 0)::equals);
    }
  }

  /**
   * Among several none may end it, wake, or have a key: refused whole, and nothing is lost by it.
   */
  @Test
  void noEventAmongSeveralEndsTheProcess() throws Exception {
    ProcessAppend plain = ProcessAppend.of("out", Payload.text("1"));
    Engine engine =
        context -> {
          try {
            context.emitAll(List.of(plain, ProcessAppend.of("done", Payload.EMPTY).key("end")));
          } catch (IllegalArgumentException _) {
            order.add("refused");
          }
          context.emitAll(List.of(plain));
          return Crew.done("still its own");
        };
    try (Crew crew = crew();
        Worker worker = crew.worker(engine)) {
      Registration declared = Jobs.registration("a", Disposition.OWNER_BOUND).events(ENDING);
      ProcessId id = crew.registry.register(declared).orThrow().id();
      assertThat(crew.end(id)).isEqualTo(Crew.done("still its own"));
      assertThat(order).containsExactly("refused");
      assertThat(crew.registry.nth(id, "out", 1)).isPresent();
      assertThat(crew.registry.nth(id, "out", 2)).isEmpty();
      assertThat(worker.statistics().lost()).isZero();
    }
  }

  @Test
  void statisticsSayWhatHasBeenDone() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    try (Crew crew = crew();
        Worker worker =
            crew.worker(Jobs.OPTIONS.slots(1), Map.of(Jobs.KIND, Crew.stubborn(runs, let)))) {
      ProcessId a = crew.register("a", Disposition.RERUNNABLE);
      ProcessId b = crew.register("b", Disposition.RERUNNABLE);
      runs.await();
      Crew.await(worker, it -> it.queued() == 1);
      assertThat(worker.statistics()).isEqualTo(new WorkerStatistics(1, 0, 1, 1, 0, 0, 0, 0, 0));
      let.countDown();
      crew.end(a);
      crew.end(b);
      // Perhaps "b" is in the queue once more, for what was told of it before it ended.
      Crew.await(worker, new WorkerStatistics(0, 0, 0, 2, 2, 0, 0, 0, 0)::equals);
    }
  }

  @Test
  void theFlightRecorderIsToldOfAttemptsAndSweeps() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("dev.stele.ProcessAttempt");
      stream.enable("dev.stele.ProcessSweep");
      stream.onEvent(
          "dev.stele.ProcessAttempt",
          event ->
              events.add(
                  event.getString("process")
                      + " "
                      + event.getString("kind")
                      + " "
                      + event.getInt("attempt")
                      + " "
                      + event.getString("became")));
      stream.onEvent("dev.stele.ProcessSweep", _ -> events.add("sweep"));
      stream.startAsync();
      try (Crew crew = crew();
          Worker worker = crew.worker(_ -> Crew.done(""))) {
        crew.end(crew.register("recorded", Disposition.RERUNNABLE));
        Crew.await(worker, it -> it.running() == 0);
      }
      stream.stop();
    }
    assertThat(events).contains("recorded " + Jobs.KIND + " 1 completed", "sweep");
  }

  /** A process that waited for its own end waited for ever, and after a restart nobody took it. */
  @Test
  void aProcessDoesNotWaitForItself() throws Exception {
    try (Crew crew = new Crew();
        Worker _ = crew.worker(context -> context.awaitProcess(context.process()))) {
      ProcessId id = crew.register("a", Disposition.OWNER_BOUND);
      assertThat(crew.end(id))
          .isInstanceOfSatisfying(
              ProcessOutcome.Failed.class,
              failed -> assertThat(failed.message()).contains("which is itself"));
    }
  }
}
