package dev.stele.process;

import static dev.stele.process.Jobs.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What becomes of processes whose owners are gone. */
class RecoveryTest {

  private final Jobs jobs = new Jobs();

  private static ProcessOutcome.Abandoned abandoned(Optional<ProcessOutcome> outcome) {
    assertThat(outcome).get().isInstanceOf(ProcessOutcome.Abandoned.class);
    return (ProcessOutcome.Abandoned) outcome.orElseThrow();
  }

  @Test
  void rerunnableWorkOfADeadOwnerIsRunAgainAtOnce() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.RERUNNABLE);
    Jobs.begin(first, id, "dead");

    Registry second = jobs.open();
    assertThat(jobs.judge(second, id)).isInstanceOf(Triage.Verdict.Now.class);
    assertThat(jobs.tried(second, id)).contains(new ProcessOutcome.Succeeded(Payload.text("a")));
    assertThat(second.get(id).attempts()).isEqualTo(2);
  }

  @Test
  void ownerBoundWorkThatNobodyBeganIsRunByWhoeverTakesIt() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.OWNER_BOUND);
    Jobs.acquired(first.claim(id, Jobs.owner(first, "dead"), TTL)); // It began nothing.

    assertThat(jobs.tried(jobs.open(), id)).isPresent();
    assertThat(jobs.runs).hasSize(1);
  }

  /** Gap 1: what was known when it was listed counts for nothing. */
  @Test
  void ownerBoundWorkThatWasListedBeforeItWasBegunIsNotRunTwice() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.OWNER_BOUND);
    Registry second = jobs.open();
    assertThat(jobs.judge(second, id)).isInstanceOf(Triage.Verdict.Now.class);
    Jobs.begin(second, id, "stalls");
    jobs.clock.advance(TTL);

    assertThat(jobs.tried(second, id)).isEmpty();
    assertThat(jobs.runs).isEmpty();
    assertThat(second.lease(id)).isEmpty();
  }

  @Test
  void ownerBoundWorkOfADeadOwnerIsAbandonedWithTheProof() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.OWNER_BOUND);
    Lease lease = Jobs.begin(first, id, "dead");

    Registry second = jobs.open();
    ProcessOutcome.Abandoned outcome = abandoned(jobs.tried(second, id));

    assertThat(outcome.writer()).isEqualTo(ProcessOutcome.AbandonedBy.SWEEP);
    assertThat(outcome.owner()).contains(lease.owner());
    assertThat(outcome.evidence())
        .contains("opening at position " + first.incarnation().position().value())
        .contains("position " + second.incarnation().position().value());
    assertThat(jobs.runs).isEmpty();
  }

  /** Gap 3: the proof is as good when the lease has run out long since. */
  @Test
  void ownerBoundWorkIsAbandonedWithTheProofAfterTheLeaseRanOut() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.OWNER_BOUND);
    Lease lease = Jobs.begin(first, id, "dead");
    jobs.clock.advance(Duration.ofDays(1));

    Registry second = jobs.open();
    assertThat(jobs.judge(second, id)).isInstanceOf(Triage.Verdict.Now.class);
    ProcessOutcome.Abandoned outcome = abandoned(jobs.tried(second, id));
    assertThat(outcome.writer()).isEqualTo(ProcessOutcome.AbandonedBy.SWEEP);
    assertThat(outcome.owner()).contains(lease.owner());
  }

  @Test
  void timeAloneEndsNoOwnerBoundWork() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
    Jobs.begin(registry, id, "silent");
    jobs.clock.advance(Duration.ofDays(365));

    assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Nothing.class);
    assertThat(jobs.tried(registry, id)).isEmpty();
    assertThat(registry.lease(id)).isEmpty(); // It was looked after, and given back.
    assertThat(jobs.runs).isEmpty();
  }

  @Test
  void aRequestEndsOwnerBoundWorkOfASilentOwnerOnceItsLeaseRanOut() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
    Lease lease = Jobs.begin(registry, id, "silent");
    registry.requestAbandon(id, "operator", Optional.of("gone")).orThrow();
    assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Later.class);
    assertThat(jobs.tried(registry, id)).isEmpty();

    jobs.clock.advance(TTL);
    ProcessOutcome.Abandoned outcome = abandoned(jobs.tried(registry, id));
    assertThat(outcome.writer()).isEqualTo(ProcessOutcome.AbandonedBy.RECONCILED_REQUEST);
    assertThat(outcome.owner()).contains(lease.owner());
    assertThat(outcome.evidence()).contains("operator").contains("gone");
  }

  /** Whoever looked after it later did not run it: that he is dead says nothing of the starter. */
  @Test
  void theDeathOfALaterOwnerIsNoProofOfThatOfTheStarter() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.OWNER_BOUND);
    Jobs.acquired(first.claimToRun(id, Jobs.elsewhere("alive"), TTL));
    jobs.clock.advance(TTL);
    Jobs.acquired(first.claimToRun(id, Jobs.owner(first, "dead"), TTL));

    Registry second = jobs.open();
    assertThat(jobs.judge(second, id)).isInstanceOf(Triage.Verdict.Nothing.class);
    assertThat(jobs.tried(second, id)).isEmpty();
    assertThat(jobs.runs).isEmpty();
  }

  /** Gap 2: that the process has changed since it was taken does not mean that it was begun. */
  @Test
  void aSignalThatComesWhileItIsTakenDoesNotLetOwnerBoundWorkRunTwice() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.OWNER_BOUND);
    Jobs.begin(first, id, "dead");
    Registry second = jobs.open();
    Registry signalled =
        Interposed.of(
            second,
            new Interposed.Between() {
              @Override
              public void before(String call) {}

              @Override
              public void after(String call) {
                if (call.equals("reclaim")) {
                  second.signal(id, "go", Payload.EMPTY, "k").orThrow();
                }
              }
            });

    ProcessOutcome.Abandoned outcome = abandoned(jobs.tried(signalled, id));
    assertThat(outcome.writer()).isEqualTo(ProcessOutcome.AbandonedBy.SWEEP);
    assertThat(jobs.runs).isEmpty();
  }

  /** Gap 2: who stalled between the claim and the start does not start beside his successor. */
  @Test
  void aStartIsFenced() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
    Lease stalled = Jobs.acquired(registry.claim(id, Jobs.owner(registry, "one"), TTL)).lease();
    jobs.clock.advance(TTL);
    Lease next = Jobs.begin(registry, id, "two");

    assertThat(registry.start(stalled)).isInstanceOf(Answer.Refused.class);
    assertThat(registry.get(id).started().orElseThrow().fence()).isEqualTo(next.fence());
  }

  /** Gap 7. */
  @Test
  void noWriteOfARevenantIsAccepted() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.RERUNNABLE);
    Lease old = Jobs.begin(registry, id, "one");
    jobs.clock.advance(TTL);
    requireRefused(registry, id, old); // Nobody else has it, and it is over all the same.
    Lease now = Jobs.begin(registry, id, "two");
    requireRefused(registry, id, old);
    assertThat(registry.lease(id)).contains(now);
    registry.complete(now, new ProcessOutcome.Succeeded(Payload.EMPTY)).orThrow();
    requireRefused(registry, id, old);
  }

  @Test
  void aLeaseOfAnEarlierOpeningIsOverThoughItsTimeIsNot() {
    Registry first = jobs.open();
    ProcessId id = Jobs.register(first, "a", Disposition.RERUNNABLE);
    Lease lease = Jobs.begin(first, id, "revenant");
    Registry second = jobs.open();
    requireRefused(second, id, lease);
    Authority authority = new Authority.WorkflowKey("key");
    ProcessOutcome outcome = new ProcessOutcome.Succeeded(Payload.EMPTY);
    assertThat(second.complete(id, outcome, authority).isDone()).isTrue();
  }

  private static void requireRefused(Registry registry, ProcessId id, Lease old) {
    ProcessRecord before = registry.get(id);
    ProcessAppend out = ProcessAppend.of("out", Payload.EMPTY);
    Map<String, Function<Registry, Answer<?>>> writes =
        Map.of(
            "append", it -> it.append(old, out),
            "append all", it -> it.appendAll(old, List.of(out, out)),
            "start", it -> it.start(old),
            "wait", it -> it.setWaiting(old, new Waiting.ForProcess(id, Jobs.DAWN)),
            "resume", it -> it.clearWaiting(old),
            "renew", it -> it.renew(old, TTL),
            "give back", it -> it.giveBack(old),
            "fail", it -> it.failAttempt(old, "late"),
            "complete", it -> it.complete(old, ProcessOutcome.failed("a", "b", "c")));
    writes.forEach((name, write) ->
        assertThat(write.apply(registry)).as(name).isInstanceOf(Answer.Refused.class));
    registry.release(old);
    assertThat(registry.get(id)).isEqualTo(before);
  }

  /** Gap 8. */
  @Test
  void aProcessThatKillsItsWorkersIsLeftAloneLongerAndLongerAndFails() {
    RetryPolicy policy = new RetryPolicy(4, Duration.ofSeconds(10), 2, Duration.ofHours(1));
    Registry registry = jobs.open();
    ProcessId id =
        registry
            .register(Jobs.registration("a", Disposition.RERUNNABLE).retry(policy))
            .orThrow()
            .id();
    for (long wait : List.of(0L, 0L, 10L, 20L)) {
      if (wait > 0) {
        assertThat(jobs.judge(registry, id))
            .isEqualTo(new Triage.Verdict.Later(jobs.clock.instant().plusSeconds(wait)));
        jobs.clock.advance(Duration.ofSeconds(wait));
      }
      assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Now.class);
      Jobs.begin(registry, id, "dies");
      registry = jobs.open();
    }
    jobs.clock.advance(Duration.ofSeconds(40));
    assertThat(jobs.tried(registry, id).orElseThrow())
        .isInstanceOfSatisfying(
            ProcessOutcome.Failed.class,
            failed -> assertThat(failed.failureClass()).isEqualTo(ProcessOutcome.ATTEMPTS));
    assertThat(jobs.runs).isEmpty();
  }

  /** It is left alone since its last attempt, not since somebody last sent it something. */
  @Test
  void signalsDoNotKeepAProcessFromItsNextAttempt() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.RERUNNABLE);
    Jobs.begin(registry, id, "dies");
    registry = jobs.open();
    Jobs.begin(registry, id, "dies");
    registry = jobs.open();
    jobs.clock.advance(Duration.ofSeconds(1));
    registry.signal(id, "go", Payload.EMPTY, "k").orThrow();

    assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Now.class);
  }

  /** Gap 10. */
  @Test
  void fencesRiseAcrossEverything() {
    Registry registry = jobs.open();
    long fence = -1;
    for (int life = 0; life < 3; life++) {
      ProcessId id = Jobs.register(registry, "a", Disposition.RERUNNABLE);
      for (int claim = 0; claim < 3; claim++) {
        Lease lease = Jobs.begin(registry, id, "o" + claim);
        assertThat(lease.fence().value()).isGreaterThan(fence);
        fence = lease.fence().value();
        registry.giveBack(lease).orThrow();
        registry = jobs.open();
      }
      Lease last = Jobs.begin(registry, id, "last");
      assertThat(last.fence().value()).isGreaterThan(fence);
      fence = last.fence().value();
      registry.complete(last, new ProcessOutcome.Succeeded(Payload.EMPTY)).orThrow();
      jobs.clock.advance(Duration.ofSeconds(1));
      assertThat(registry.prune(jobs.clock.instant(), Filter.any(), Optional.empty()).processes())
          .isEqualTo(1);
    }
  }

  @Test
  void workThatIsDoneElsewhereIsLeftAloneUntilSomebodyAsks() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.EXTERNALLY_OWNED);
    assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Nothing.class);
    registry.requestCancel(id, "please").orThrow();
    assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Nothing.class);
    assertThat(jobs.tried(registry, id)).isEmpty(); // Even if somebody tries.
    registry.requestAbandon(id, "operator", Optional.empty()).orThrow();
    assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Now.class);

    ProcessOutcome.Abandoned outcome = abandoned(jobs.tried(registry, id));
    assertThat(outcome.writer()).isEqualTo(ProcessOutcome.AbandonedBy.RECONCILED_REQUEST);
    assertThat(outcome.owner()).isEmpty();
    assertThat(jobs.runs).isEmpty();
  }

  /** Gap 6. */
  @Test
  void aKindWithoutAnEngineIsLeftAlone() {
    Registry registry = jobs.open();
    Registration other =
        Registration.of("a", Work.run("other", Payload.EMPTY), Disposition.RERUNNABLE);
    ProcessId id = registry.register(other).orThrow().id();
    registry.requestCancel(id, "please").orThrow();
    assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Nothing.class);
  }

  @Test
  void aProcessThatWasNeverBegunAndIsToEndEndsWithoutBeingRun() {
    for (Disposition disposition : List.of(Disposition.RERUNNABLE, Disposition.OWNER_BOUND)) {
      Registry registry = jobs.open();
      Registration later =
          Jobs.registration("a " + disposition, disposition)
              .notBefore(Jobs.DAWN.plus(Duration.ofDays(1)));
      ProcessId id = registry.register(later).orThrow().id();
      registry.requestCancel(id, "no more").orThrow();
      registry = jobs.open();
      assertThat(jobs.judge(registry, id)).isInstanceOf(Triage.Verdict.Now.class);
      assertThat(jobs.tried(registry, id))
          .contains(new ProcessOutcome.Cancelled("no more", Optional.empty()));
    }
    assertThat(jobs.runs).isEmpty();
  }

  @Test
  void aRequestToEndIsKnownToTheNextAttempt() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.RERUNNABLE);
    Jobs.begin(registry, id, "dead");
    registry.requestCancel(id, "no more").orThrow();
    registry = jobs.open();

    Optional<ProcessOutcome> outcome =
        jobs.tried(
            registry,
            id,
            context -> {
              assertThat(context.isCancelRequested()).isTrue();
              throw new InterruptedException();
            });
    assertThat(outcome).contains(new ProcessOutcome.Cancelled("no more", Optional.empty()));
  }

  @Test
  void whatWaitsNeedsNobodyUntilWhatItWaitsForIsThere() {
    Registry registry = jobs.open();
    ProcessId signal = Jobs.register(registry, "signal", Disposition.RERUNNABLE);
    ProcessId until = Jobs.register(registry, "until", Disposition.RERUNNABLE);
    ProcessId child = Jobs.register(registry, "child", Disposition.RERUNNABLE);
    wait(registry, signal, new Waiting.ForSignal("go", 2, Jobs.DAWN, Optional.empty()));
    wait(
        registry,
        until,
        new Waiting.ForSignal("go", 1, Jobs.DAWN, Optional.of(Jobs.DAWN.plusSeconds(60))));
    ProcessId parent = Jobs.register(registry, "parent", Disposition.RERUNNABLE);
    wait(registry, parent, new Waiting.ForProcess(child, Jobs.DAWN));

    registry = jobs.open();
    registry.signal(signal, "go", Payload.EMPTY, "k1").orThrow();
    assertThat(jobs.judge(registry, signal)).isInstanceOf(Triage.Verdict.Nothing.class);
    registry.signal(signal, "go", Payload.EMPTY, "k2").orThrow();
    assertThat(jobs.judge(registry, signal)).isInstanceOf(Triage.Verdict.Now.class);

    assertThat(jobs.judge(registry, until))
        .isEqualTo(new Triage.Verdict.Later(Jobs.DAWN.plusSeconds(60)));
    jobs.clock.advance(Duration.ofSeconds(60));
    assertThat(jobs.judge(registry, until)).isInstanceOf(Triage.Verdict.Now.class);

    assertThat(jobs.judge(registry, parent)).isEqualTo(new Triage.Verdict.After(child));
    assertThat(jobs.tried(registry, child)).isPresent();
    assertThat(jobs.judge(registry, parent)).isInstanceOf(Triage.Verdict.Now.class);
  }

  private static void wait(Registry registry, ProcessId id, Waiting waiting) {
    registry.setWaiting(Jobs.begin(registry, id, "w"), waiting).orThrow();
  }

  /** Tries to run a process; whoever sleeps meanwhile is woken. */
  private Optional<ProcessOutcome> ran(Registry registry, ProcessId id, Engine engine)
      throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(jobs.attempt(registry, id, engine)::run);
    while (!thread.join(Duration.ofMillis(1))) {
      jobs.clock.advanceToNext();
    }
    return registry.get(id).outcome();
  }

  private static DiskException broken() {
    return new DiskException.Failed(DiskOperation.SYNC, Path.of("x"), "for once");
  }

  /** Gap 6: the process is given back, though not at once: the store may need a moment. */
  @Test
  void anEngineUnderWhichTheStoreFailsIsRunAgainAndItsAttemptDoesNotCount() throws Exception {
    Registry registry = jobs.open();
    Registration once = Jobs.registration("a", Disposition.RERUNNABLE).retry(RetryPolicy.once());
    ProcessId id = registry.register(once).orThrow().id();
    Engine failing =
        _ -> {
          throw new IllegalStateException(broken());
        };
    assertThat(ran(registry, id, failing)).isEmpty();

    assertThat(jobs.clock.instant()).isEqualTo(Jobs.DAWN.plus(once.retry().first()));
    assertThat(registry.lease(id)).isEmpty();
    assertThat(registry.get(id).attempts()).isZero();
    assertThat(jobs.tried(registry, id)).isPresent();
  }

  /** Gap 6: an outcome is not lost because the store is in the way for a moment. */
  @Test
  void anOutcomeThatCannotBeWrittenIsWrittenLater() throws Exception {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.OWNER_BOUND);
    AtomicInteger failures = new AtomicInteger();
    Registry failing =
        Interposed.of(
            registry,
            call -> {
              if (call.equals("complete") && failures.incrementAndGet() <= 3) {
                throw broken();
              }
            });
    Optional<ProcessOutcome> outcome =
        ran(failing, id, context -> new ProcessOutcome.Succeeded(context.input()));
    assertThat(outcome).contains(new ProcessOutcome.Succeeded(Payload.text("a")));
    assertThat(failures).hasValue(4);
    assertThat(jobs.runs).hasSize(1);
  }

  /** What happens while a snapshot is written stands behind it in the log. */
  @Test
  void aSnapshotIsAsOfItsBeginning() {
    Registry registry = jobs.open();
    ProcessId a = Jobs.register(registry, "a", Disposition.RERUNNABLE);
    assertThat(jobs.tried(registry, a)).isPresent();
    ProcessId b = Jobs.register(registry, "b", Disposition.RERUNNABLE);
    Jobs.register(registry, "c", Disposition.RERUNNABLE);
    LiveSet live = ((LedgerRegistry) registry).live;
    List<Fold> folds = live.all();
    Map<String, String> counts = live.counts();
    long asOf = jobs.ledger.end();
    assertThat(jobs.tried(registry, b)).isPresent();
    Jobs.register(registry, "d", Disposition.OWNER_BOUND);
    Jobs.begin(registry, ProcessId.of("c"), "w");
    assertThat(Snapshots.write(jobs.ledger, folds, counts, asOf)).isTrue();

    Registry again = jobs.open();
    ProcessChecks.whole(again, jobs.clock);
    assertThat(again.counts().completed()).isEqualTo(2);
    assertThat(again.list(Filter.running(), Optional.empty(), 10)).hasSize(2);
  }

  /** What somebody took meanwhile, or has to wait, is not begun from the queue. */
  @Test
  void whatCannotBeTakenAnyMoreLeavesTheQueue() {
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", Disposition.RERUNNABLE);
    Agenda agenda = new Agenda();
    agenda.note(id, jobs.judge(registry, id));
    assertThat(agenda.size()).isEqualTo(1);
    Jobs.begin(registry, id, "other");
    agenda.note(id, jobs.judge(registry, id));
    assertThat(agenda.size()).isZero();
    assertThat(agenda.next()).isNull();
    jobs.clock.advance(TTL);
    assertThat(agenda.due(jobs.clock.instant())).containsExactly(id);
    agenda.note(id, jobs.judge(registry, id));
    assertThat(agenda.next()).isEqualTo(id);
    assertThat(agenda.next()).isNull();
  }
}
