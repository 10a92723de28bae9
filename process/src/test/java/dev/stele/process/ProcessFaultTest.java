package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stele.store.Store;
import dev.stele.store.StoreException;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.Life;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimStep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A disk that fails once under each call that writes, and is well again. */
class ProcessFaultTest {

  private static final SessionScope SESSION = SessionScope.of("s");
  private static final ProcessId ID = ProcessId.of("a");
  private static final Grant GRANT = Grant.of(SESSION, ID);
  private static final ProcessOutcome DONE = new ProcessOutcome.Succeeded(Payload.text("done"));

  /** What has been done before, and what is done when the disk fails. */
  private record Case(Consumer<Registry> before, Consumer<Registry> call) {}

  private static Registration registration() {
    return Jobs.registration("a", Disposition.RERUNNABLE).wakes(SESSION);
  }

  private static Lease lease(Registry registry) {
    return registry.lease(ID).orElseThrow();
  }

  private static void registered(Registry registry) {
    registry.register(registration(), GRANT).orThrow();
  }

  private static void begun(Registry registry) {
    registered(registry);
    Jobs.begin(registry, ID, "w");
  }

  private static void waiting(Registry registry) {
    begun(registry);
    registry.setWaiting(lease(registry), forSignal(1)).orThrow();
  }

  private static Waiting forSignal(long ordinal) {
    return new Waiting.ForSignal("go", ordinal, Jobs.DAWN, Optional.empty());
  }

  private static void ended(Registry registry) {
    begun(registry);
    registry.complete(lease(registry), DONE).orThrow();
  }

  private static Map<String, Case> cases() {
    ProcessAppend out = ProcessAppend.of("out", Payload.EMPTY);
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("register", new Case(_ -> {}, it -> it.register(registration(), GRANT).orThrow()));
    cases.put("claim", new Case(ProcessFaultTest::registered, it -> Jobs.begin(it, ID, "w")));
    cases.put(
        "append",
        new Case(ProcessFaultTest::begun, it -> it.append(lease(it), out.key("k")).orThrow()));
    cases.put(
        "wait",
        new Case(ProcessFaultTest::begun, it -> it.setWaiting(lease(it), forSignal(1)).orThrow()));
    cases.put(
        "resume", new Case(ProcessFaultTest::waiting, it -> it.clearWaiting(lease(it)).orThrow()));
    cases.put(
        "cancel",
        new Case(ProcessFaultTest::registered, it -> it.requestCancel(ID, "why").orThrow()));
    cases.put(
        "abandon",
        new Case(
            ProcessFaultTest::registered,
            it -> it.requestAbandon(ID, "me", Optional.empty()).orThrow()));
    cases.put(
        "external",
        new Case(
            ProcessFaultTest::registered,
            it -> it.setExternal(ID, new ExternalRef("x", "1", Map.of())).orThrow()));
    cases.put(
        "complete",
        new Case(
            ProcessFaultTest::begun,
            it -> {
              Lease held = new Lease(ID, Jobs.owner(it, "w"), fence(it), 1, Jobs.DAWN);
              it.complete(held, DONE).orThrow();
            }));
    cases.put("revoke", new Case(ProcessFaultTest::registered, it -> it.revoke(SESSION, ID)));
    cases.put("forget", new Case(ProcessFaultTest::registered, it -> it.deleteSession("s")));
    cases.put("prune", new Case(ProcessFaultTest::ended, ProcessFaultTest::prune));
    return cases;
  }

  private static void prune(Registry registry) {
    registry.prune(Jobs.DAWN.plus(Duration.ofDays(1)), Filter.any(), Optional.empty());
  }

  private static dev.stele.journal.Position fence(Registry registry) {
    return registry.history(ID).stream()
        .filter(entry -> entry.what().equals(Types.CLAIMED))
        .findFirst()
        .orElseThrow()
        .position();
  }

  /** What is told then is what is on the disk; asking again finds what was done, or does it. */
  @Test
  void theNextReaderSeesTheTruthAndWhoAsksAgainIsAnswered() {
    int faults = 0;
    int unknown = 0;
    for (Map.Entry<String, Case> entry : cases().entrySet()) {
      Case one = entry.getValue();
      SimDisk honest = SimDisk.empty();
      String wanted;
      List<SimStep> steps;
      SimClock clock = SimClock.at(Jobs.DAWN);
      try (Store store = ProcessScenario.open(honest, clock, 3);
          Registry registry = ProcessScenario.open(store, clock)) {
        one.before().accept(registry);
        long before = honest.operationCount();
        one.call().accept(registry);
        steps = honest.steps().stream().filter(step -> step.number() > before).toList();
        wanted = told(registry);
      }
      for (SimStep step : steps) {
        for (Effect effect : List.of(Effect.ERROR, Effect.ERROR_AFTER)) {
          if (effect.appliesTo(step.operation())) {
            faults++;
            unknown += fails(entry.getKey(), one, step, effect, wanted) ? 1 : 0;
          }
        }
      }
    }
    System.out.println("process-doubt: " + faults + " faults, of unknown outcome " + unknown);
    assertThat(faults).isGreaterThanOrEqualTo(40);
    assertThat(unknown).isGreaterThanOrEqualTo(30);
  }

  private static boolean fails(String name, Case one, SimStep step, Effect effect, String wanted) {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(step.number(), effect)));
    SimClock clock = SimClock.at(Jobs.DAWN);
    Throwable failure;
    try (Store store = ProcessScenario.open(disk, clock, 3);
        Registry registry = ProcessScenario.open(store, clock)) {
      one.before().accept(registry);
      failure = catchThrowable(() -> one.call().accept(registry));
      assertThat(told(registry)).isEqualTo(fromTheLog(registry, clock));
      ProcessChecks.whole(registry, clock);
      one.call().accept(registry);
      assertThat(told(registry)).as("%s, %s %s", name, step, effect).isEqualTo(wanted);
      ProcessChecks.whole(registry, clock);
    } catch (AssertionError e) {
      throw new AssertionError(name + ", " + step + " " + effect + ": " + e.getMessage(), e);
    }
    return failure instanceof StoreException.OutcomeUnknown;
  }

  /** Renewals of this opening are in memory alone: what is read again from the log has them not. */
  @Test
  void aWriteThatFailsDoesNotForgetARenewal() {
    SimClock clock = SimClock.at(Jobs.DAWN);
    SimDisk honest = SimDisk.empty();
    long begun;
    long appended;
    try (Store store = ProcessScenario.open(honest, clock, 3);
        Registry registry = ProcessScenario.open(store, clock)) {
      begun(registry);
      begun = honest.operationCount();
      registry.append(lease(registry), ProcessAppend.of("out", Payload.EMPTY)).orThrow();
      appended = honest.operationCount();
    }
    for (SimStep step : honest.steps()) {
      if (step.number() > begun
          && step.number() <= appended
          && Effect.ERROR_AFTER.appliesTo(step.operation())) {
        renewsAndFails(step, SimClock.at(Jobs.DAWN));
      }
    }
  }

  private static void renewsAndFails(SimStep step, SimClock clock) {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(step.number(), Effect.ERROR_AFTER)));
    try (Store store = ProcessScenario.open(disk, clock, 3);
        Registry registry = ProcessScenario.open(store, clock)) {
      begun(registry);
      clock.advance(Duration.ofSeconds(20));
      Lease renewed = registry.renew(lease(registry), Jobs.TTL).orThrow();
      assertThat(
              catchThrowable(
                  () -> registry.append(renewed, ProcessAppend.of("out", Payload.EMPTY))))
          .isInstanceOf(StoreException.class);
      assertThat(lease(registry)).isEqualTo(renewed);
    }
  }

  /** What the registry says, without where it stands. */
  private static String told(Registry registry) {
    return registry
            .find(ID)
            .map(record ->
                "%s %s %s %s %s %s %s %s"
                    .formatted(
                        record.status(),
                        record.waiting(),
                        record.attempts(),
                        record.cancelRequested(),
                        record.abandonRequested(),
                        record.external(),
                        record.wakeTarget(),
                        record.sequence()))
            .orElse("none")
        + registry.hasGrant(SESSION, ID)
        + registry.counts()
        + registry.list(Filter.running(), Optional.empty(), 10).size();
  }

  private static String fromTheLog(Registry registry, SimClock clock) {
    Ledger ledger = ((LedgerRegistry) registry).ledger;
    return told(LedgerRegistry.open(new ReadLedger(ledger), Documents.none(), clock, () -> {}));
  }

  /** A ledger that takes every write for done, and keeps none. */
  private static final class ReadLedger extends ForwardingLedger {
    ReadLedger(Ledger delegate) {
      super(delegate);
    }

    @Override
    public Written write(List<Fact> facts, Map<String, Long> expected, Optional<String> unlessTag) {
      return new Written.Done(List.of(new Stamped(facts.getFirst(), end(), 0, Jobs.DAWN)));
    }
  }
}
