package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Samples.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Clock;
import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** What waiting for a process comes to, and how often it looks. */
class AwaiterTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final ChangeHub hub = new ChangeHub(clock);
  private final Registry inner = Registry.inMemory(Documents.none(), clock);
  private final Registry registry = new WatchedRegistry(inner, hub, Optional.empty());
  private final Semaphore looks = new Semaphore(0);
  private final ProcessReader looked =
      Hooked.before(
          ProcessReader.class,
          registry,
          method -> {
            if (method.getName().equals("get")) {
              looks.release();
            }
          });
  private final Awaiter awaiter = Awaiter.of(looked, hub, clock);

  private static <T> FutureTask<T> begin(Callable<T> wait) {
    FutureTask<T> task = new FutureTask<>(wait);
    Thread.ofVirtual().start(task);
    return task;
  }

  private void register() {
    registry.register(Samples.rerunnable("a")).orThrow();
  }

  /** Lets who waits look so often as it says, each after the one before has come to nothing. */
  private List<Long> waits(int count) throws InterruptedException {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clock.awaitWaiters(1);
      millis.add(clock.advanceToNext().orElseThrow().toMillis());
    }
    return millis;
  }

  // --- How often it looks ------------------------------------------------------------------------

  @Test
  void whereNobodyTellsItLooksAfterTheseTimesAndEachSecondForEver() throws Exception {
    register();
    Awaiter polling = Awaiter.polling(looked, clock);
    FutureTask<Optional<ProcessOutcome>> wait = begin(() -> polling.awaitEnd(ID, LONG));

    assertThat(waits(12))
        .containsExactly(
            25L, 50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L);
    clock.awaitWaiters(1);
    // Before it waited, once more when it would be told, and after each wait.
    assertThat(looks.availablePermits()).isEqualTo(2 + 12);
    inner.complete(ID, DONE, KEY).orThrow();
    clock.advanceToNext();
    assertThat(wait.get()).contains(DONE);
  }

  @Test
  void aChangeBeginsTheTimesAnew() throws Exception {
    register();
    Awaiter sharing = Awaiter.sharing(looked, hub, clock);
    FutureTask<Optional<ProcessOutcome>> wait = begin(() -> sharing.awaitEnd(ID, LONG));
    assertThat(waits(4)).containsExactly(25L, 50L, 100L, 200L);
    looks.acquire(2 + 4);
    clock.awaitWaiters(1);
    hub.tell(ID);
    looks.acquire();
    assertThat(waits(3)).containsExactly(25L, 50L, 100L);
    clock.awaitWaiters(1);
    inner.complete(ID, DONE, KEY).orThrow();
    clock.advanceToNext();
    assertThat(wait.get()).contains(DONE);
  }

  @Test
  void afterItsHubIsClosedItLooksByTheTimesAndDoesNotSpin() throws Exception {
    register();
    FutureTask<Optional<ProcessOutcome>> wait = begin(() -> awaiter.awaitEnd(ID, LONG));
    clock.awaitWaiters(1);
    assertThat(clock.untilNext()).contains(LONG); // Told of everything, it does not look.
    looks.acquire(2);
    hub.close();
    looks.acquire();
    assertThat(waits(8)).containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1000L, 1000L);
    clock.awaitWaiters(1);
    assertThat(looks.availablePermits()).isEqualTo(8);
    inner.complete(ID, DONE, KEY).orThrow();
    clock.advanceToNext();
    assertThat(wait.get()).contains(DONE);
  }

  @Test
  void aHubThatWasClosedBeforeIsNotAskedAgainAndAgain() throws Exception {
    register();
    hub.close();
    PassingClock passing = new PassingClock();
    AtomicInteger left = new AtomicInteger(100);
    ProcessReader bounded =
        Hooked.before(
            ProcessReader.class, registry, _ -> assertThat(left.decrementAndGet()).isPositive());
    Awaiter.of(bounded, hub, passing).awaitEnd(ID, Duration.ofSeconds(5));
    assertThat(passing.slept)
        .containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L, 425L);
  }

  /** Time that passes as somebody sleeps. */
  private static final class PassingClock implements Clock {
    private final List<Long> slept = new ArrayList<>();
    private long nanos;

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void sleep(Duration duration) {
      slept.add(duration.toMillis());
      nanos += duration.toNanos();
    }

    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos) {
      throw new UnsupportedOperationException("nobody is told here");
    }
  }

  @Test
  void itNeverWaitsLongerThanItWasAskedTo() throws Exception {
    register();
    Awaiter polling = Awaiter.polling(looked, clock);
    FutureTask<Optional<ProcessOutcome>> wait =
        begin(() -> polling.awaitEnd(ID, Duration.ofMillis(60)));
    assertThat(waits(2)).containsExactly(25L, 35L);
    assertThat(wait.get()).isEmpty();
    assertThat(awaiter.awaitEnd(ID, Duration.ZERO)).isEmpty();
    assertThat(awaiter.awaitEvent(ID, "out", 0, Duration.ZERO)).isEqualTo(new Awaited.TimedOut());
    assertThat(hub.size()).isZero();
  }

  // --- Ends --------------------------------------------------------------------------------------

  @Test
  void anEndThatIsThereIsToldWithoutATraceInTheHub() throws Exception {
    register();
    registry.complete(ID, DONE, KEY).orThrow();
    assertThat(awaiter.awaitEnd(ID, LONG)).contains(DONE);
    assertThat(looks.availablePermits()).isEqualTo(1);
    assertThat(hub.size()).isZero();
  }

  @Test
  void anEndThatComesIsToldAsItWasWritten() throws Exception {
    register();
    FutureTask<Optional<ProcessOutcome>> wait = begin(() -> awaiter.awaitEnd(ID, LONG));
    clock.awaitWaiters(1);
    registry.append(ID, Samples.out("not yet")).orThrow();
    registry.complete(ID, DONE, KEY).orThrow();
    assertThat(wait.get()).contains(DONE);
    assertThat(clock.nanoTime()).isZero();
    assertThat(hub.size()).isZero();
  }

  @Test
  void anUnknownProcessIsAnErrorAtOnceThatNamesIt() {
    assertThatThrownBy(() -> awaiter.awaitEnd(ID, Duration.ZERO))
        .isInstanceOfSatisfying(
            ProcessException.UnknownProcess.class,
            e -> {
              assertThat(e.process()).isEqualTo(ID);
              assertThat(e.wasPruned()).isFalse();
            })
        .hasMessage("process must be known, got: 'a'");
    assertThatThrownBy(() -> awaiter.awaitEvent(ID, "out", 0, LONG))
        .isInstanceOf(ProcessException.UnknownProcess.class);
    assertThat(looks.availablePermits()).isEqualTo(2);
    assertThat(hub.size()).isZero();
  }

  /** It looked as if there had never been one. */
  @Test
  void aProcessThatIsPrunedUnderWhoWaitsIsToldAsSuch() throws Exception {
    register();
    Awaiter sharing = Awaiter.sharing(looked, hub, clock);
    FutureTask<Throwable> wait =
        begin(() -> {
          try {
            return new AssertionError("expected a failure, found " + sharing.awaitEnd(ID, LONG));
          } catch (ProcessException e) {
            return e;
          }
        });
    clock.awaitWaiters(1);
    inner.complete(ID, DONE, KEY).orThrow(); // By somebody who does not tell.
    inner.prune(clock.instant().plusSeconds(1), Filter.any(), Optional.empty());
    clock.advanceToNext();
    assertThat(wait.get())
        .isInstanceOfSatisfying(
            ProcessException.UnknownProcess.class, e -> assertThat(e.wasPruned()).isTrue())
        .hasMessage("process must be known, got: 'a', which was pruned");
    assertThat(hub.size()).isZero();
  }

  /** It ended waits as if the process were unknown. */
  @Test
  void aReadThatFailsIsThrownAsItIs() throws Exception {
    register();
    IllegalStateException failure = new IllegalStateException("the disk did not answer");
    for (int failing = 1; failing <= 2; failing++) {
      AtomicInteger left = new AtomicInteger(failing);
      ProcessReader faulty =
          Hooked.before(
              ProcessReader.class,
              registry,
              _ -> {
                if (left.decrementAndGet() == 0) {
                  throw failure;
                }
              });
      assertThatThrownBy(() -> Awaiter.of(faulty, hub, clock).awaitEnd(ID, LONG)).isSameAs(failure);
      assertThat(hub.size()).isZero();
    }
  }

  @Test
  void sixteenWhoAreLetGoTogetherWithTheEndAreAllToldTheSame() throws Exception {
    register();
    CyclicBarrier together = new CyclicBarrier(17);
    List<FutureTask<Optional<ProcessOutcome>>> waits = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      waits.add(
          begin(() -> {
            together.await();
            return awaiter.awaitEnd(ID, LONG);
          }));
    }
    together.await();
    registry.complete(ID, DONE, KEY).orThrow();
    List<ProcessOutcome> outcomes = new ArrayList<>();
    for (FutureTask<Optional<ProcessOutcome>> wait : waits) {
      outcomes.add(wait.get().orElseThrow());
    }
    assertThat(outcomes).isEqualTo(Collections.nCopies(16, DONE));
    assertThat(clock.nanoTime()).isZero();
    assertThat(hub.size()).isZero();
  }

  // --- Events ------------------------------------------------------------------------------------

  private static ProcessEvent came(Awaited awaited) {
    assertThat(awaited).isInstanceOf(Awaited.Came.class);
    return ((Awaited.Came) awaited).event();
  }

  @Test
  void anEventThatIsThereIsTheFirstOfItsTypeBehindTheCursor() throws Exception {
    register();
    registry.append(ID, Samples.out("1")).orThrow();
    registry.append(ID, Samples.other("2")).orThrow();
    registry.append(ID, Samples.out("3")).orThrow();
    registry.append(ID, Samples.out("4")).orThrow();
    assertThat(came(awaiter.awaitEvent(ID, "out", 0, LONG)).sequence()).isEqualTo(1);
    assertThat(came(awaiter.awaitEvent(ID, "out", 1, LONG)).sequence()).isEqualTo(3);
    assertThat(came(awaiter.awaitEvent(ID, "other", 1, LONG)).payload().text()).isEqualTo("2");
    assertThat(hub.size()).isZero();
  }

  @Test
  void atTheCursorItWaitsForTheNextEvent() throws Exception {
    register();
    registry.append(ID, Samples.out("1")).orThrow();
    FutureTask<Awaited> wait = begin(() -> awaiter.awaitEvent(ID, "out", 1, LONG));
    clock.awaitWaiters(1);
    looks.acquire(2);
    registry.append(ID, Samples.other("2")).orThrow();
    looks.acquire();
    clock.awaitWaiters(1);
    assertThat(wait.isDone()).isFalse();
    registry.append(ID, Samples.out("3")).orThrow();
    assertThat(came(wait.get()).sequence()).isEqualTo(3);
    assertThat(clock.nanoTime()).isZero();
  }

  /** It waited for what could not come any more. */
  @Test
  void anEventOfAProcessThatHasEndedIsNotWaitedFor() throws Exception {
    register();
    registry.append(ID, Samples.out("1")).orThrow();
    registry.complete(ID, DONE, KEY).orThrow();
    assertThat(came(awaiter.awaitEvent(ID, "out", 0, LONG)).sequence()).isEqualTo(1);
    assertThat(awaiter.awaitEvent(ID, "out", 1, LONG)).isEqualTo(new Awaited.Ended(DONE));
    assertThat(awaiter.awaitEvent(ID, "never", 0, LONG)).isEqualTo(new Awaited.Ended(DONE));
    assertThat(hub.size()).isZero();
  }

  @Test
  void whoWaitsForAnEventIsToldThatTheProcessHasEnded() throws Exception {
    register();
    FutureTask<Awaited> wait = begin(() -> awaiter.awaitEvent(ID, "out", 0, LONG));
    clock.awaitWaiters(1);
    registry.complete(ID, DONE, KEY).orThrow();
    assertThat(wait.get()).isEqualTo(new Awaited.Ended(DONE));
    assertThat(clock.nanoTime()).isZero();
  }

  @Test
  void theEventThatEndedTheProcessIsOneThatCanBeWaitedFor() throws Exception {
    register();
    FutureTask<Awaited> wait = begin(() -> awaiter.awaitEvent(ID, EventType.COMPLETED, 0, LONG));
    clock.awaitWaiters(1);
    registry.complete(ID, DONE, KEY).orThrow();
    assertThat(came(wait.get()).ends()).contains(DONE);
  }

  /** Each look read all that was behind the cursor. */
  @Test
  void aLookReadsOneEventAndNotThoseBeforeIt() throws Exception {
    AtomicInteger read = new AtomicInteger();
    Ledger ledger = new CountingLedger(new MemoryLedger(clock), read);
    Registry counted = LedgerRegistry.open(ledger, Documents.none(), clock, () -> {});
    counted.register(Samples.rerunnable("a")).orThrow();
    for (int i = 0; i < 500; i++) {
      counted.append(ID, Samples.other("noise")).orThrow();
    }
    counted.append(ID, Samples.out("501")).orThrow();
    for (int i = 0; i < 500; i++) {
      counted.append(ID, Samples.other("noise")).orThrow();
    }
    read.set(0);
    Awaiter.of(counted, hub, clock).awaitEvent(ID, "out", 3, LONG);
    assertThat(read.get()).isBetween(1, 4);
  }
}
