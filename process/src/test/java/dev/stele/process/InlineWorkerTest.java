package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Processes run on the thread of the test, which is thus done when they are. */
class InlineWorkerTest {

  private static final String PARENT = "parent";
  private static final ProcessOutcome DONE = new ProcessOutcome.Succeeded(Payload.text("done"));

  private final Jobs jobs = new Jobs();
  private final Registry registry = jobs.open();
  private final List<String> runs = new ArrayList<>();

  private InlineWorker worker(Engine engine) {
    return worker(registry, "w", engine);
  }

  private InlineWorker worker(Registry at, String name, Engine engine) {
    Engine counted =
        context -> {
          runs.add(context.process().value());
          return engine.run(context);
        };
    return InlineWorker.of(
        at, Map.of(Jobs.KIND, counted, PARENT, counted), WorkerOptions.standard(name), jobs.clock);
  }

  private ProcessId rerunnable(String id) {
    return Jobs.register(registry, id, Disposition.RERUNNABLE);
  }

  private ProcessId register(Registration registration) {
    return registry.register(registration).orThrow().id();
  }

  private Optional<ProcessOutcome> outcome(ProcessId id) {
    return registry.get(id).outcome();
  }

  private void advanceTo(Instant at) {
    jobs.clock.advance(Duration.between(jobs.clock.instant(), at));
  }

  private static DiskException broken() {
    return new DiskException.Failed(DiskOperation.SYNC, Path.of("x"), "for once");
  }

  /** Lets some calls fail, as often as it is told. */
  private Registry failing(String call, int times, RuntimeException failure) {
    AtomicInteger left = new AtomicInteger(times);
    return Interposed.of(
        registry,
        name -> {
          if (name.equals(call) && left.getAndDecrement() > 0) {
            throw failure;
          }
        });
  }

  @Test
  void itRunsWhatIsDueTheMostUrgentFirstAndThenTheOldest() {
    rerunnable("c");
    rerunnable("b");
    register(Jobs.registration("a", Disposition.RERUNNABLE));
    register(Jobs.registration("z", Disposition.RERUNNABLE).priority(1));
    InlineWorker worker = worker(_ -> DONE);
    assertThat(worker.nextDue()).contains(Jobs.DAWN);
    assertThat(worker.runDue()).isEqualTo(4);
    assertThat(runs).containsExactly("z", "c", "b", "a");
    assertThat(registry.counts().completed()).isEqualTo(4);
    assertThat(worker.nextDue()).isEmpty();
    assertThat(worker.runDue()).isZero();
  }

  @Test
  void whatAnEngineRegistersIsRunInTheSameCall() {
    rerunnable("1");
    InlineWorker worker =
        worker(context -> {
          int number = Integer.parseInt(context.input().text());
          if (number < 3) {
            Jobs.register(context.registry(), "" + (number + 1), Disposition.RERUNNABLE);
          }
          return DONE;
        });
    assertThat(worker.runDue()).isEqualTo(3);
    assertThat(runs).containsExactly("1", "2", "3");
  }

  @Test
  void whatHasNoEngineAndWhatIsOfOthersIsLeftAlone() {
    Jobs.register(registry, "x", Disposition.EXTERNALLY_OWNED);
    register(Registration.of("y", Work.run("other", Payload.EMPTY), Disposition.RERUNNABLE));
    assertThat(worker(_ -> DONE).runDue()).isZero();
  }

  @Test
  void anEngineThatFailedIsRunAgainWhenItsTimeHasCome() {
    ProcessId id = rerunnable("a");
    InlineWorker worker =
        worker(context -> {
          if (context.lease().attempt() == 1) {
            throw new IllegalStateException("no luck");
          }
          return DONE;
        });
    assertThat(worker.runDue()).isEqualTo(1);
    Instant next = worker.nextDue().orElseThrow();
    assertThat(next).isEqualTo(Jobs.DAWN.plus(RetryPolicy.standard().first()));
    assertThat(worker.runDue()).isZero();
    advanceTo(next.minusMillis(1));
    assertThat(worker.runDue()).isZero();
    advanceTo(next);
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(outcome(id)).contains(DONE);
    assertThat(registry.get(id).attempts()).isEqualTo(2);
  }

  @Test
  void anEngineThatGoesOnFailingHasFailedWhenItsAttemptsAreUsedUp() {
    RetryPolicy thrice = new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));
    ProcessId id = register(Jobs.registration("a", Disposition.RERUNNABLE).retry(thrice));
    InlineWorker worker =
        worker(_ -> {
          throw new IllegalStateException("no luck");
        });
    List<Instant> times = new ArrayList<>();
    for (Optional<Instant> at = worker.nextDue(); at.isPresent(); at = worker.nextDue()) {
      advanceTo(at.get());
      times.add(at.get());
      assertThat(worker.runDue()).isEqualTo(1);
    }
    assertThat(times)
        .containsExactly(Jobs.DAWN, Jobs.DAWN.plusSeconds(1), Jobs.DAWN.plusSeconds(3));
    assertThat(outcome(id).orElseThrow())
        .isInstanceOfSatisfying(
            ProcessOutcome.Failed.class,
            failed -> assertThat(failed.message()).contains("no luck"));
    assertThat(worker.statistics().failed()).isEqualTo(3);
  }

  /** The attempt does not count, though there is only one; the wait needs nobody. */
  @Test
  void whoWaitsForASignalIsGivenBackAndRunAgainWhenItIsThere() {
    Registration once = Jobs.registration("a", Disposition.RERUNNABLE).retry(RetryPolicy.once());
    ProcessId id = register(once);
    InlineWorker worker =
        worker(context -> {
          String first = context.awaitSignal("go").payload().text();
          String second = context.awaitSignal("go").payload().text();
          return new ProcessOutcome.Succeeded(Payload.text(first + second));
        });
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(registry.lease(id)).isEmpty();
    assertThat(registry.get(id).attempts()).isZero();
    assertThat(registry.get(id).waiting()).get().isInstanceOf(Waiting.ForSignal.class);
    assertThat(worker.nextDue()).isEmpty();
    assertThat(worker.runDue()).isZero();
    registry.signal(id, "go", Payload.text("1"), "one").orThrow();
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(outcome(id)).isEmpty();
    registry.signal(id, "go", Payload.text("2"), "two").orThrow();
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(outcome(id)).contains(new ProcessOutcome.Succeeded(Payload.text("12")));
    assertThat(worker.statistics()).isEqualTo(new WorkerStatistics(0, 0, 0, 3, 1, 0, 0, 0, 0));
  }

  @Test
  void aWaitWithATimeIsOverWhenTheTimeIs() {
    ProcessId id = rerunnable("a");
    InlineWorker worker =
        worker(context ->
            context.awaitSignal("go", Duration.ofMinutes(5)).isPresent()
                ? DONE
                : ProcessOutcome.failed("late", "late", "nobody came"));
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(worker.nextDue()).contains(Jobs.DAWN.plus(Duration.ofMinutes(5)));
    jobs.clock.advance(Duration.ofMinutes(3));
    assertThat(worker.runDue()).isZero();
    advanceTo(worker.nextDue().orElseThrow());
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(outcome(id)).contains(ProcessOutcome.failed("late", "late", "nobody came"));
  }

  @Test
  void whoWaitsForAProcessIsRunAgainWhenThatHasEnded() {
    ProcessId parent =
        register(Registration.of("p", Work.run(PARENT, Payload.EMPTY), Disposition.RERUNNABLE));
    ProcessId child = Jobs.register(registry, "c", Disposition.OWNER_BOUND);
    InlineWorker worker =
        worker(context -> context.process().equals(parent) ? context.awaitProcess(child) : DONE);
    assertThat(worker.runDue()).isEqualTo(3);
    assertThat(runs).containsExactly("p", "c", "p");
    assertThat(outcome(parent)).contains(DONE);
  }

  @Test
  void aRequestToEndCancelsWhatWaitsAndWhatWasNotBegun() {
    ProcessId waits = rerunnable("waits");
    InlineWorker worker = worker(context -> succeeded(context.awaitSignal("go")));
    assertThat(worker.runDue()).isEqualTo(1);
    ProcessId late = register(Jobs.registration("late", Disposition.OWNER_BOUND));
    registry.requestCancel(waits, "enough").orThrow();
    registry.requestCancel(late, "enough").orThrow();
    assertThat(worker.runDue()).isEqualTo(2);
    ProcessOutcome cancelled = new ProcessOutcome.Cancelled("enough", Optional.empty());
    assertThat(outcome(waits)).contains(cancelled);
    assertThat(outcome(late)).contains(cancelled);
    assertThat(runs).containsExactly("waits", "waits");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static ProcessOutcome succeeded(ProcessEvent event) {
    return new ProcessOutcome.Succeeded(event.payload());
  }

  /** It cannot be run again; so the others are run while it waits. */
  @Test
  void whileBoundWorkWaitsTheOthersAreRun() {
    ProcessId parent =
        register(Registration.of("p", Work.run(PARENT, Payload.EMPTY), Disposition.OWNER_BOUND));
    ProcessId child = rerunnable("c");
    List<WorkerStatistics> within = new ArrayList<>();
    List<InlineWorker> self = new ArrayList<>();
    InlineWorker worker =
        worker(context -> {
          if (context.process().equals(child)) {
            within.add(self.getFirst().statistics());
            return DONE;
          }
          return context.awaitProcess(child);
        });
    self.add(worker);
    assertThat(worker.runDue()).isEqualTo(2);
    assertThat(runs).containsExactly("p", "c");
    assertThat(outcome(parent)).contains(DONE);
    assertThat(within.getFirst().running()).isEqualTo(1);
    assertThat(within.getFirst().parked()).isEqualTo(1);
  }

  @Test
  void boundWorkThatWaitsForWhatNobodyDoesIsToldSo() {
    ProcessId signal = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
    ProcessId process = Jobs.register(registry, "b", Disposition.OWNER_BOUND);
    ProcessId outside = Jobs.register(registry, "x", Disposition.EXTERNALLY_OWNED);
    InlineWorker worker =
        worker(context ->
            context.process().equals(signal)
                ? succeeded(context.awaitSignal("go", Duration.ofDays(1)).orElseThrow())
                : context.awaitProcess(outside));
    worker.runDue();
    assertThat(outcome(signal)).contains(stuck("'a' waits for signal 'go', number 1"));
    assertThat(outcome(process)).contains(stuck("'b' waits for process 'x'"));
    assertThat(runs).containsExactly("a", "b");
  }

  private static ProcessOutcome stuck(String what) {
    return ProcessOutcome.failed(
        "exception",
        IllegalStateException.class.getName(),
        IllegalStateException.class.getName()
            + ": what bound work waits for must be there when nothing else is due, got: process "
            + what);
  }

  @Test
  void thatTheCallerIsInterruptedIsNotTheEnginesBusiness() {
    ProcessId id = rerunnable("a");
    List<Boolean> seen = new ArrayList<>();
    InlineWorker worker =
        worker(_ -> {
          seen.add(Thread.currentThread().isInterrupted());
          return DONE;
        });
    Thread.currentThread().interrupt();
    worker.runDue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).containsExactly(false);
    assertThat(outcome(id)).contains(DONE);
  }

  @Test
  void twoWorkersShareWhatThereIs() {
    rerunnable("a");
    rerunnable("b");
    InlineWorker other = worker(registry, "other", _ -> DONE);
    InlineWorker worker =
        worker(_ -> {
          assertThat(other.runDue()).isLessThanOrEqualTo(1);
          return DONE;
        });
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(runs).containsExactly("a", "b");
    assertThat(other.statistics().ended()).isEqualTo(1);
  }

  @Test
  void whatHasChangedSinceItWasFoundIsJudgedAnew() {
    rerunnable("a");
    rerunnable("b");
    InlineWorker other =
        worker(
            registry,
            "other",
            _ -> {
              throw new IllegalStateException("no luck");
            });
    InlineWorker worker =
        worker(_ -> {
          other.runDue();
          return DONE;
        });
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(runs).containsExactly("a", "b");
    assertThat(worker.nextDue()).contains(Jobs.DAWN.plus(RetryPolicy.standard().first()));
  }

  @Test
  void whatSomebodyElseHasIsDueWhenTheLeaseIsOver() {
    ProcessId id = rerunnable("a");
    Jobs.begin(registry, id, "silent");
    InlineWorker worker = worker(_ -> DONE);
    assertThat(worker.runDue()).isZero();
    assertThat(worker.nextDue()).contains(Jobs.DAWN.plus(Jobs.TTL));
    advanceTo(worker.nextDue().orElseThrow());
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(outcome(id)).contains(DONE);
  }

  /** Otherwise it would be due at once for ever, and nobody told why. */
  @Test
  void whatItMayNotTakeComesOutAsARefusal() {
    rerunnable("a");
    for (Refusal refusal : List.of(new Refusal.Denied("gate", "not today"), new Refusal.NoRoom())) {
      InlineWorker worker = worker(refusing("claimToRun", refusal), "w", _ -> DONE);
      assertThatThrownBy(worker::runDue)
          .isInstanceOfSatisfying(
              RefusedException.class, it -> assertThat(it.refusal()).isEqualTo(refusal));
    }
    assertThat(runs).isEmpty();
  }

  private Registry refusing(String name, Refusal refusal) {
    return Hooked.around(
        Registry.class,
        registry,
        (method, _, call) ->
            method.getName().equals(name) ? new Answer.Refused<>(refusal) : call.make());
  }

  /** As if the worker had died there: the next opening knows what to do. */
  @Test
  void whatTheStoreThrowsComesOutAndTheNextOpeningGoesOn() {
    ProcessId again = rerunnable("again");
    ProcessId bound = Jobs.register(registry, "bound", Disposition.OWNER_BOUND);
    DiskException failure = broken();
    InlineWorker worker = worker(failing("complete", 2, failure), "w", _ -> DONE);
    assertThatThrownBy(worker::runDue).isSameAs(failure);
    assertThatThrownBy(worker::runDue).isSameAs(failure);
    assertThat(worker.runDue()).isZero();
    assertThat(runs).containsExactly("again", "bound");
    assertThat(jobs.clock.instant()).isEqualTo(Jobs.DAWN);

    Registry reopened = jobs.open();
    assertThat(worker(reopened, "w", _ -> DONE).runDue()).isEqualTo(2);
    assertThat(runs).containsExactly("again", "bound", "again");
    assertThat(reopened.get(again).outcome()).contains(DONE);
    assertThat(reopened.get(bound).outcome()).get().isInstanceOf(ProcessOutcome.Abandoned.class);
  }

  /** What it threw tells nothing of the work, whatever the engine makes of it. */
  @Test
  void whatTheStoreThrowsAtAnEngineComesOutAndTheAttemptDoesNotCount() {
    ProcessId id =
        register(Jobs.registration("a", Disposition.RERUNNABLE).retry(RetryPolicy.once()));
    DiskException failure = broken();
    AtomicInteger left = new AtomicInteger(1);
    InlineWorker worker =
        worker(_ -> {
          if (left.getAndDecrement() > 0) {
            throw new java.io.IOException(failure);
          }
          return DONE;
        });
    assertThatThrownBy(worker::runDue).isSameAs(failure);
    assertThat(registry.get(id).attempts()).isZero();
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(outcome(id)).contains(DONE);
  }

  @Test
  void whatTheStoreThrowsAtAClaimComesOut() {
    rerunnable("a");
    DiskException failure = broken();
    InlineWorker worker = worker(failing("claimToRun", 1, failure), "w", _ -> DONE);
    assertThatThrownBy(worker::runDue).isSameAs(failure);
    assertThat(worker.runDue()).isEqualTo(1);
  }

  @Test
  void anOutcomeForWhichThereIsNoRoomComesOutAsARefusal() {
    rerunnable("a");
    Refusal refusal = new Refusal.NoRoom();
    InlineWorker worker = worker(refusing("complete", refusal), "w", _ -> DONE);
    assertThatThrownBy(worker::runDue)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal()).isEqualTo(refusal));
  }

  @Test
  void anOutcomeThatAGateDeniesIsAFailedAttempt() {
    ProcessId id = rerunnable("a");
    Refusal refusal = new Refusal.Denied("gate", "not today");
    InlineWorker worker = worker(refusing("complete", refusal), "w", _ -> DONE);
    assertThat(worker.runDue()).isEqualTo(1);
    assertThat(registry.get(id).waiting())
        .get(InstanceOfAssertFactories.type(Waiting.ForAttempt.class))
        .satisfies(it -> assertThat(it.why()).contains("not today"));
  }

  @Test
  void processesHaveOne() {
    try (Processes processes = Processes.inMemory(Processes.Options.standard().clock(jobs.clock))) {
      ProcessId id = Jobs.register(processes.registry(), "a", Disposition.RERUNNABLE);
      InlineWorker worker =
          processes.workInline(WorkerOptions.standard("w"), Map.of(Jobs.KIND, _ -> DONE));
      assertThat(worker.runDue()).isEqualTo(1);
      assertThat(processes.registry().get(id).outcome()).contains(DONE);
    }
  }
}
