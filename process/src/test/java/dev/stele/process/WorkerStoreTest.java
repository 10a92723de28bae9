package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.journal.JournalOptions;
import dev.stele.store.Append;
import dev.stele.store.Gate;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.Life;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import dev.stele.trial.SimStep;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts at processes in a store: what it refuses, and what it does not know. */
class WorkerStoreTest {

  private final SimClock clock = SimClock.at(Jobs.DAWN);
  private final List<String> runs = new ArrayList<>();

  private Optional<ProcessOutcome> ran(Registry registry, ProcessId id, Engine engine)
      throws InterruptedException {
    Slots slots = new Slots(0);
    Engine counted =
        context -> {
          runs.add(context.process().value());
          return engine.run(context);
        };
    Engines engines =
        new Engines(Map.of(Jobs.KIND, counted), slots, Awaiter.polling(registry, clock));
    Owner owner = Jobs.owner(registry, "attempt");
    Attempt attempt =
        new Attempt(registry, engines, id, owner, Jobs.OPTIONS, clock, new Tally(), () -> {});
    Thread thread = Thread.ofVirtual().start(attempt::run);
    while (!thread.join(Duration.ofMillis(1))) {
      clock.advanceToNext();
    }
    return registry.get(id).outcome();
  }

  @Test
  void anOutcomeThatTheStoreDoesNotTakeIsAFailure() throws Exception {
    SimDisk disk = SimDisk.empty();
    try (Store store = ProcessScenario.open(disk, clock, 0);
        Registry registry = ProcessScenario.open(store, clock)) {
      ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
      Payload large = new Payload("application/octet-stream", ByteBuffer.allocate(128 << 20));
      assertThat(ran(registry, id, _ -> new ProcessOutcome.Succeeded(large)).orElseThrow())
          .isInstanceOfSatisfying(
              ProcessOutcome.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo("too_large"));
    }
  }

  /** A gate that lets no event of some types be. */
  private static Gate denying(String... types) {
    return new Gate() {
      @Override
      public String name() {
        return "no-ends";
      }

      @Override
      public Verdict judge(Append append) {
        return append.events().stream().anyMatch(it -> List.of(types).contains(it.event().type()))
            ? Verdict.deny("no", "nothing ends here")
            : Verdict.permit();
      }
    };
  }

  private StoreOptions gated(Gate gate) {
    JournalOptions journal =
        new JournalOptions(1 << 16, 512, SimDisk.empty(), clock, SimEntropy.of(7));
    return StoreOptions.standard().journal(journal).gates(StoreOptions.Denials.FORGOTTEN, gate);
  }

  /**
   * It was repeated when its lease had run out, and nobody could see why; when it had no attempts
   * left it failed with that as the reason.
   */
  @Test
  void anAttemptWhoseOutcomeAGateDeniesHasFailed() throws Exception {
    try (Store store = Store.open(ProcessScenario.DIRECTORY, gated(denying(EventType.COMPLETED)));
        Registry registry = ProcessScenario.open(store, clock)) {
      RetryPolicy twice = new RetryPolicy(2, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));
      Registration one = Jobs.registration("a", Disposition.RERUNNABLE).retry(twice);
      ProcessId id = registry.register(one).orThrow().id();
      assertThat(ran(registry, id, _ -> Crew.done("x"))).isEmpty();
      assertThat(registry.lease(id)).isEmpty();
      assertThat(registry.get(id).waiting().orElseThrow())
          .isInstanceOfSatisfying(
              Waiting.ForAttempt.class,
              it -> assertThat(it.why()).contains("no-ends").contains("nothing ends here"));
      assertThat(ran(registry, id, _ -> Crew.done("x")).orElseThrow())
          .isInstanceOfSatisfying(
              ProcessOutcome.Failed.class,
              failed -> assertThat(failed.message()).contains("nothing ends here"));
      assertThat(runs).hasSize(2);
    }
  }

  /** It has one attempt: nobody ended it before the next opening, and then it was given up. */
  @Test
  void boundWorkWhoseOutcomeAGateDeniesHasFailed() throws Exception {
    try (Store store = Store.open(ProcessScenario.DIRECTORY, gated(denying(EventType.COMPLETED)));
        Registry registry = ProcessScenario.open(store, clock)) {
      ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
      assertThat(ran(registry, id, _ -> Crew.done("x")).orElseThrow())
          .isInstanceOfSatisfying(
              ProcessOutcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("denied"));
    }
  }

  /** To give it back would let it be taken again at once, and denied, again and again. */
  @Test
  void whatMayNotEvenFailIsLeftUntilTheLeaseHasRunOut() throws Exception {
    try (Store store =
            Store.open(
                ProcessScenario.DIRECTORY, gated(denying(EventType.COMPLETED, EventType.FAILED)));
        Registry registry = ProcessScenario.open(store, clock)) {
      Registration one = Jobs.registration("a", Disposition.RERUNNABLE).retry(RetryPolicy.once());
      ProcessId id = registry.register(one).orThrow().id();
      assertThat(ran(registry, id, _ -> Crew.done("x"))).isEmpty();
      assertThat(registry.lease(id)).isPresent();
      ProcessId bound = Jobs.register(registry, "b", Disposition.OWNER_BOUND);
      assertThat(ran(registry, bound, _ -> Crew.done("x"))).isEmpty();
      assertThat(registry.lease(bound)).isPresent();
      assertThat(runs).containsExactly("a", "b");
    }
  }

  /** To repeat at once what is to end would run through its attempts without leaving it alone. */
  @Test
  void whatIsToEndAndMayNotIsLeftUntilTheLeaseHasRunOut() throws Exception {
    try (Store store = Store.open(ProcessScenario.DIRECTORY, gated(denying(EventType.COMPLETED)));
        Registry registry = ProcessScenario.open(store, clock)) {
      ProcessId id = Jobs.register(registry, "a", Disposition.RERUNNABLE);
      Engine asked =
          context -> {
            registry.requestCancel(id, "enough").orThrow();
            throw new IllegalStateException("again");
          };
      assertThat(ran(registry, id, asked)).isEmpty();
      Engine denied =
          context ->
              context.isCancelRequested() ? Crew.done("x") : ProcessOutcome.failed("a", "b", "c");
      assertThat(ran(registry, id, denied)).isEmpty();
      assertThat(registry.lease(id)).isPresent();
    }
  }

  /** Who has it and does not know would keep everybody out; bound work would never be run. */
  @Test
  void aClaimOfWhichNobodyKnowsIsAskedForAgain() throws Exception {
    SimDisk honest = SimDisk.empty();
    long before;
    List<SimStep> claiming;
    try (Store store = ProcessScenario.open(honest, clock, 3);
        Registry registry = ProcessScenario.open(store, clock)) {
      ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
      before = honest.operationCount();
      Jobs.begin(registry, id, "attempt");
      claiming = honest.steps().stream().filter(step -> step.number() > before).toList();
    }
    int faults = 0;
    for (SimStep step : claiming) {
      if (!Effect.ERROR_AFTER.appliesTo(step.operation())) {
        continue;
      }
      faults++;
      runs.clear();
      SimDisk disk = SimDisk.empty(Life.with(Fault.once(step.number(), Effect.ERROR_AFTER)));
      try (Store store = ProcessScenario.open(disk, clock, 3);
          Registry registry = ProcessScenario.open(store, clock)) {
        ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
        assertThat(ran(registry, id, _ -> Crew.done("once"))).contains(Crew.done("once"));
        assertThat(runs).containsExactly("a");
        assertThat(registry.get(id).attempts()).isEqualTo(1);
      }
    }
    assertThat(faults).isGreaterThanOrEqualTo(2);
  }
}
