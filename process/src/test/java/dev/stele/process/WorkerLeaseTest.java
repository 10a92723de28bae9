package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.trial.SimClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker does about its leases, and about a registry that fails. */
class WorkerLeaseTest {

  private static final Duration RENEWAL = Jobs.OPTIONS.renewEvery();

  private final Jobs jobs = new Jobs();
  private final CountDownLatch runs = new CountDownLatch(1);
  private final CountDownLatch let = new CountDownLatch(1);
  private final AtomicInteger failing = new AtomicInteger();
  private final List<String> failed = new CopyOnWriteArrayList<>();

  private Crew failing(String... calls) {
    return new Crew(
        jobs,
        inner ->
            Interposed.of(
                inner,
                call -> {
                  if (List.of(calls).contains(call) && failing.get() > 0) {
                    failing.decrementAndGet();
                    failed.add(call);
                    throw new DiskException.Failed(DiskOperation.SYNC, Path.of("x"), "for once");
                  }
                }));
  }

  /** Lets the renewer renew so often; it and the dispatcher wait again then. */
  private void renewals(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      jobs.clock.awaitWaiters(2);
      jobs.clock.advance(RENEWAL);
    }
    jobs.clock.awaitWaiters(2);
  }

  /** Gap 5: the engine does not have to do anything for its lease. */
  @Test
  void aLeaseIsRenewedWhileItsEngineIsBlocked() throws Exception {
    try (Crew crew = new Crew(jobs, inner -> inner);
        Worker worker = crew.worker(Crew.stubborn(runs, let))) {
      ProcessId id = crew.register("a", Disposition.OWNER_BOUND);
      runs.await();
      renewals(9); // Three times as long as the lease would hold.
      let.countDown();
      Crew.await(worker, it -> it.running() == 0);
      assertThat(crew.registry.get(id).outcome()).contains(Crew.done("stubborn"));
      assertThat(worker.statistics().lost()).isZero();
    }
  }

  /** Gap 4: a renewal that fails is no loss. */
  @Test
  void renewalsThatFailAreTriedAgainWhileTheLeaseHolds() throws Exception {
    try (Crew crew = failing("renew");
        Worker worker = crew.worker(Crew.stubborn(runs, let))) {
      ProcessId id = crew.register("a", Disposition.OWNER_BOUND);
      runs.await();
      try {
        failing.set(15);
        renewals(1);
        for (int i = 0; i < 15; i++) {
          assertThat(failed).hasSize(1 + i);
          jobs.clock.advance(RENEWAL.dividedBy(10));
          jobs.clock.awaitWaiters(2);
        }
        renewals(3);
      } finally {
        let.countDown();
      }
      Crew.await(worker, it -> it.running() == 0);
      assertThat(crew.registry.get(id).outcome()).contains(Crew.done("stubborn"));
      assertThat(worker.statistics().lost()).isZero();
    }
  }

  /** Gap 4: that somebody else has it is one. */
  @Test
  void anEngineWhoseProcessIsSomebodyElsesIsInterruptedAndWritesNothing() throws Exception {
    try (Crew crew = failing("renew");
        Worker worker = crew.worker(Crew.patient(runs))) {
      ProcessId id = crew.register("a", Disposition.RERUNNABLE);
      runs.await();
      failing.set(Integer.MAX_VALUE); // However often it tries again.
      renewals(3);
      Lease other = Jobs.begin(crew.inner, id, "other");
      failing.set(0);
      renewals(1);
      Crew.await(worker, it -> it.lost() == 1);

      ProcessRecord record = crew.registry.get(id);
      assertThat(record.hasEnded()).isFalse();
      assertThat(record.attempts()).isEqualTo(2);
      assertThat(crew.registry.lease(id).map(Lease::fence)).contains(other.fence());
    }
  }

  @Test
  void aDispatcherThatMeetsAFailingRegistryGoesOn() throws Exception {
    try (Crew crew = failing("findRunning");
        Worker _ = crew.worker(_ -> Crew.done("found"))) {
      jobs.clock.awaitWaiters(2);
      failing.set(1);
      ProcessId id = crew.register("a", Disposition.RERUNNABLE);
      Clock real = Clock.system();
      while (failed.isEmpty()) {
        real.sleep(Duration.ofMillis(1));
      }
      jobs.clock.advance(Jobs.OPTIONS.sweepEvery());
      assertThat(crew.end(id)).isEqualTo(Crew.done("found"));
    }
  }

  /** Gap 9. */
  @Test
  void theTimerFindsWhatNobodyTellsOf() throws Exception {
    try (Crew crew = new Crew(jobs, inner -> inner);
        Worker _ = crew.worker(_ -> Crew.done("found"))) {
      jobs.clock.awaitWaiters(2);
      ProcessId id = Jobs.register(crew.inner, "a", Disposition.RERUNNABLE); // Nobody is told.
      jobs.clock.advance(Jobs.OPTIONS.sweepEvery());
      assertThat(crew.end(id)).isEqualTo(Crew.done("found"));
    }
  }

  /** A clock by which time passes while somebody who dispatches reads it for the nth time. */
  private static final class HoldingUp implements Clock {
    private final SimClock clock;
    private final AtomicInteger reads;
    private final Duration passing;

    HoldingUp(SimClock clock, int reads, Duration passing) {
      this.clock = clock;
      this.reads = new AtomicInteger(reads);
      this.passing = passing;
    }

    @Override
    public Instant instant() {
      Instant now = clock.instant();
      boolean isDispatcher = Thread.currentThread().getName().startsWith("stele-worker-");
      if (isDispatcher && reads.decrementAndGet() == 0) {
        clock.advance(passing);
      }
      return now;
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      clock.sleep(duration);
    }

    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
        throws InterruptedException {
      return clock.awaitUntil(lock, condition, deadlineNanos);
    }
  }

  /** Held up between what time it is and when to wake, it waited for as long once more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3}) // It judges, looks at what is due, and reckons when to wake.
  void whatIsDueIsRunInTimeThoughTheDispatcherIsHeldUp(int read) throws Exception {
    Duration later = Duration.ofSeconds(7);
    try (Crew crew = new Crew(jobs, inner -> inner)) {
      Registration due =
          Jobs.registration("a", Disposition.RERUNNABLE).notBefore(Jobs.DAWN.plus(later));
      ProcessId id = crew.registry.register(due).orThrow().id();
      Clock clock = new HoldingUp(jobs.clock, read, later);
      Map<String, Engine> engines = Map.of(Jobs.KIND, _ -> Crew.done("in time"));
      try (Worker _ =
          Worker.start(crew.registry, crew.hub, crew.awaiter, engines, Jobs.OPTIONS, clock)) {
        assertThat(crew.end(id)).isEqualTo(Crew.done("in time"));
      }
    }
  }

  @Test
  void whatAnElsewhereOwnerLeftIsTakenWhenItsLeaseHasRunOut() throws Exception {
    try (Crew crew = new Crew(jobs, inner -> inner)) {
      ProcessId id = crew.register("a", Disposition.RERUNNABLE);
      Jobs.acquired(crew.inner.claimToRun(id, Jobs.elsewhere("far"), Duration.ofSeconds(5)));
      try (Worker worker = crew.worker(_ -> Crew.done("here"))) {
        jobs.clock.awaitWaiters(2);
        assertThat(worker.statistics().attempts()).isZero();
        jobs.clock.advance(Duration.ofSeconds(5));
        assertThat(crew.end(id)).isEqualTo(Crew.done("here"));
      }
    }
  }

  @Test
  void twoWorkersOfARegistryRunEachProcessOnce() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Engine engine =
        _ -> {
          ran.incrementAndGet();
          return Crew.done("once");
        };
    try (Crew crew = new Crew(jobs, inner -> inner);
        Worker one = crew.worker(engine);
        Worker two = crew.worker(engine)) {
      for (int i = 0; i < 100; i++) {
        crew.register("p" + i, i % 2 == 0 ? Disposition.RERUNNABLE : Disposition.OWNER_BOUND);
      }
      for (int i = 0; i < 100; i++) {
        assertThat(crew.end(ProcessId.of("p" + i))).isEqualTo(Crew.done("once"));
      }
      assertThat(ran).hasValue(100);
      Crew.await(one, it -> it.ended() + two.statistics().ended() == 100);
    }
  }

  @Test
  void eachWorkerTakesWhatItHasAnEngineFor() throws Exception {
    try (Crew crew = new Crew(jobs, inner -> inner);
        Worker _ = crew.worker(Jobs.OPTIONS, Map.of("b", _ -> Crew.done("by b")))) {
      ProcessId a = registered(crew, "a");
      ProcessId b = registered(crew, "b");
      ProcessId c = registered(crew, "c");
      assertThat(crew.end(b)).isEqualTo(Crew.done("by b"));
      assertThat(crew.registry.get(a).started()).isEmpty();
      try (Worker _ = crew.worker(Jobs.OPTIONS, Map.of("a", _ -> Crew.done("by a")))) {
        assertThat(crew.end(a)).isEqualTo(Crew.done("by a"));
        assertThat(crew.registry.get(c).started()).isEmpty();
        assertThat(crew.registry.lease(c)).isEmpty();
      }
    }
  }

  private static ProcessId registered(Crew crew, String kind) {
    return crew.registry
        .register(Registration.of(kind, Work.run(kind, Payload.EMPTY), Disposition.RERUNNABLE))
        .orThrow()
        .id();
  }

  @Test
  void aWorkerThatDrainsGivesBackWhatCanBeRunAgainAndAbandonsTheRest() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (Crew crew = new Crew(jobs, inner -> inner)) {
      ProcessId again = crew.register("again", Disposition.RERUNNABLE);
      ProcessId bound = crew.register("bound", Disposition.OWNER_BOUND);
      ProcessId other = crew.register("other", Disposition.OWNER_BOUND);
      Lease others = Jobs.begin(crew.inner, other, "somebody else's");
      Worker worker = crew.worker(Crew.patient(both));
      both.await();
      ProcessId late;
      assertThat(worker.drain(Duration.ZERO)).containsExactlyInAnyOrder(again, bound);
      late = crew.register("late", Disposition.RERUNNABLE);

      assertThat(crew.registry.get(again).attempts()).isZero();
      assertThat(crew.registry.lease(again)).isEmpty();
      assertThat(crew.registry.get(bound).outcome().orElseThrow())
          .isInstanceOfSatisfying(
              ProcessOutcome.Abandoned.class,
              it -> {
                assertThat(it.writer()).isEqualTo(ProcessOutcome.AbandonedBy.OWNER_DRAIN);
                assertThat(it.owner().orElseThrow().name()).startsWith("w-");
                assertThat(it.evidence()).startsWith("its worker ended under it");
              });
      assertThat(crew.registry.lease(other)).contains(others);
      assertThat(crew.registry.get(late).started()).isEmpty();
      assertThat(worker.statistics().running()).isZero();
      worker.close();
      try (Worker _ = crew.worker(context -> Crew.done("" + context.lease().attempt()))) {
        assertThat(crew.end(again)).isEqualTo(Crew.done("1"));
        assertThat(crew.end(late)).isEqualTo(Crew.done("1"));
      }
    }
  }

  @Test
  void anEngineThatSucceedsWhileItIsAskedToEndHasSucceeded() throws Exception {
    try (Crew crew = new Crew(jobs, inner -> inner)) {
      ProcessId id = crew.register("a", Disposition.OWNER_BOUND);
      Worker worker =
          crew.worker(context -> {
            runs.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              assertThat(context.isDraining()).isTrue();
            }
            return Crew.done("in time");
          });
      runs.await();
      assertThat(worker.drain(Duration.ZERO)).containsExactly(id);
      assertThat(crew.end(id)).isEqualTo(Crew.done("in time"));
      worker.close();
    }
  }

  @Test
  void aRequestToEndReachesAnEngineThatRuns() throws Exception {
    try (Crew crew = new Crew(jobs, inner -> inner);
        Worker _ = crew.worker(Crew.patient(runs))) {
      ProcessId id = crew.register("a", Disposition.OWNER_BOUND);
      runs.await();
      crew.registry.requestCancel(id, "enough").orThrow();
      assertThat(crew.end(id)).isEqualTo(new ProcessOutcome.Cancelled("enough", Optional.empty()));
    }
  }

  /** It was found by the next sweep, which does not come while the clock stands still. */
  @Test
  void whatAWorkerGivesBackAnotherOneTakesAtOnce() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    Map<String, Engine> ready =
        Map.of(Jobs.KIND, _ -> Crew.done("other"), "mark", _ -> Crew.done(""));
    try (Crew crew = new Crew();
        Worker first = crew.worker(Crew.patient(runs))) {
      ProcessId id = crew.register("a", Disposition.RERUNNABLE);
      runs.await();
      try (Worker other = crew.worker(Jobs.OPTIONS, ready)) {
        Registration mark =
            Registration.of("mark", Work.run("mark", Payload.EMPTY), Disposition.RERUNNABLE);
        crew.end(crew.registry.register(mark).orThrow().id()); // It has looked at all there is.
        assertThat(first.drain(Duration.ZERO)).containsExactly(id);
        assertThat(crew.end(id)).isEqualTo(Crew.done("other"));
        assertThat(crew.registry.get(id).attempts()).isEqualTo(1);
        Crew.await(other, it -> it.attempts() == 2);
      }
    }
  }

  /** That others are told must not let two workers throw a process to each other. */
  @Test
  void whatIsGivenBackIsLeftAloneBeforeAnybodyTakesItAgain() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Engine engine =
        _ -> {
          failed.countDown();
          throw new ProcessException.Closed("what is below it");
        };
    try (Crew crew = new Crew();
        Worker first = crew.worker(engine);
        Worker second = crew.worker(engine)) {
      crew.register("a", Disposition.RERUNNABLE);
      failed.await();
      for (int attempts = 1; attempts <= 5; attempts++) {
        int now = attempts;
        long deadlineNanos = Clock.system().deadlineAfter(Duration.ofSeconds(20));
        while (first.statistics().parked() + second.statistics().parked() < 1
            || first.statistics().attempts() + second.statistics().attempts() < now) {
          assertThat(Clock.system().nanoTime() - deadlineNanos).as("too late").isNegative();
          Clock.system().sleep(Duration.ofMillis(1));
        }
        assertThat(first.statistics().attempts() + second.statistics().attempts()).isEqualTo(now);
        crew.clock.awaitWaiters(5); // Two of each worker, and who leaves it alone.
        crew.clock.advance(Duration.ofSeconds(1));
      }
    }
  }
}
