package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Samples.KEY;
import static dev.stele.process.Schedules.begin;
import static dev.stele.process.Schedules.explored;
import static dev.stele.process.Schedules.require;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Every schedule of two who write to a registry in memory, and of who waits for what they write.
 */
class RegistryScheduleTest {

  private static final Duration TTL = Duration.ofSeconds(30);

  private static Registry registry(ModelClock clock) {
    Registry registry = Registry.inMemory(Documents.none(), clock);
    registry.register(Samples.rerunnable("a")).orThrow();
    return registry;
  }

  static void twoRegister() throws Exception {
    Registry registry = Registry.inMemory(Documents.none(), new ModelClock());
    AtomicReference<ProcessRecord> others = new AtomicReference<>();
    Thread other =
        begin("other", () -> others.set(registry.register(Samples.rerunnable("a")).orThrow()));
    ProcessRecord own = registry.register(Samples.rerunnable("a")).orThrow();
    other.join();
    require(own, others.get());
    require(1, registry.history(ID).size());
  }

  @Test
  void ofTwoWhoRegisterOneProcessBothGetTheSame() {
    explored(RegistryScheduleTest::twoRegister);
  }

  static void twoAppend() throws Exception {
    Registry registry = registry(new ModelClock());
    AtomicReference<Appended> others = new AtomicReference<>();
    Thread other =
        begin("other", () -> others.set(registry.append(ID, Samples.out("b")).orThrow()));
    long own = registry.append(ID, Samples.out("a")).orThrow().event().sequence();
    other.join();
    require(3L, own + others.get().event().sequence());
    require(List.of(1L, 2L), Samples.sequences(registry.eventsAfter(ID, 0, 10)));
  }

  @Test
  void whatTwoAppendHasSequencesWithoutHoles() {
    explored(RegistryScheduleTest::twoAppend);
  }

  static void twoClaim() throws Exception {
    Registry registry = registry(new ModelClock());
    AtomicReference<Answer<Claim>> others = new AtomicReference<>();
    Thread other =
        begin(
            "other",
            () -> others.set(registry.claimToRun(ID, Samples.owner(registry, "other"), TTL)));
    Optional<Lease> own =
        Samples.acquiredIn(registry.claimToRun(ID, Samples.owner(registry, "own"), TTL));
    other.join();
    Optional<Lease> its = Samples.acquiredIn(others.get());
    require(true, own.isPresent() != its.isPresent());
    require(own.or(() -> its), registry.lease(ID));
    require(1, registry.get(ID).attempts());
  }

  @Test
  void ofTwoWhoClaimOneOwnsTheProcess() {
    explored(RegistryScheduleTest::twoClaim);
  }

  /** A lease that is over by the clock is taken, while its holder still wants to renew it. */
  static void renewWhileItIsClaimed() throws Exception {
    ModelClock clock = new ModelClock();
    Registry registry = registry(clock);
    Lease first = Samples.acquired(registry.claim(ID, Samples.owner(registry, "first"), TTL));
    clock.advance(TTL);
    AtomicReference<Answer<Claim>> others = new AtomicReference<>();
    Thread other =
        begin("other", () -> others.set(registry.claim(ID, Samples.owner(registry, "other"), TTL)));
    require(false, registry.renew(first, TTL).isDone());
    other.join();
    Lease second = Samples.acquired(others.get());
    require(true, second.fence().compareTo(first.fence()) > 0);
    require(Optional.of(second), registry.lease(ID));
    require(false, registry.append(first, Samples.out("late")).isDone());
  }

  @Test
  void aLeaseThatIsOverIsNotRenewedWhileAnotherTakesTheProcess() {
    explored(RegistryScheduleTest::renewWhileItIsClaimed);
  }

  /** A lease that holds is renewed without waiting, while others want the process. */
  static void renewWhileOthersWant() throws Exception {
    ModelClock clock = new ModelClock();
    Registry registry = registry(clock);
    Lease first = Samples.acquired(registry.claim(ID, Samples.owner(registry, "first"), TTL));
    AtomicReference<Answer<Claim>> others = new AtomicReference<>();
    Thread other =
        begin("other", () -> others.set(registry.claim(ID, Samples.owner(registry, "other"), TTL)));
    require(true, registry.renew(first, TTL.multipliedBy(2)).isDone());
    other.join();
    require(true, others.get().orThrow() instanceof Claim.Busy);
    require(
        Optional.of(clock.instant().plus(TTL.multipliedBy(2))),
        registry.lease(ID).map(Lease::expires));
  }

  @Test
  void aLeaseThatHoldsIsRenewedWhileOthersWantTheProcess() {
    explored(RegistryScheduleTest::renewWhileOthersWant);
  }

  /** Its holder completes it too late: either he has, or the other one owns it. */
  static void completeWhileItIsClaimed() throws Exception {
    ModelClock clock = new ModelClock();
    Registry registry = registry(clock);
    Lease first = Samples.acquired(registry.claim(ID, Samples.owner(registry, "first"), TTL));
    clock.advance(TTL);
    AtomicReference<Answer<Claim>> others = new AtomicReference<>();
    Thread other =
        begin("other", () -> others.set(registry.claim(ID, Samples.owner(registry, "other"), TTL)));
    require(false, registry.complete(first, DONE).isDone());
    other.join();
    Lease second = Samples.acquired(others.get());
    require(Optional.of(DONE), registry.complete(second, DONE).orThrow().outcome());
    require(List.of(1L), Samples.sequences(registry.eventsAfter(ID, 0, 10)));
  }

  @Test
  void aLeaseThatIsOverDoesNotEndTheProcess() {
    explored(RegistryScheduleTest::completeWhileItIsClaimed);
  }

  /** Two end it, one by his lease, the other by the lease that he takes if he can. */
  static void twoEnd() throws Exception {
    Registry registry = registry(new ModelClock());
    Lease lease = Samples.acquired(registry.claim(ID, Samples.owner(registry, "first"), TTL));
    ProcessOutcome cancelled = new ProcessOutcome.Cancelled("late", Optional.empty());
    AtomicReference<Answer<ProcessRecord>> others = new AtomicReference<>();
    Thread other =
        begin(
            "other",
            () -> {
              registry.release(lease);
              others.set(registry.complete(ID, cancelled, KEY));
            });
    Answer<ProcessRecord> own = registry.complete(lease, DONE);
    other.join();
    require(true, own.isDone() != others.get().isDone());
    require(Optional.of(own.isDone() ? DONE : cancelled), registry.get(ID).outcome());
    require(List.of(1L), Samples.sequences(registry.eventsAfter(ID, 0, 10)));
  }

  @Test
  void ofTwoWhoEndAProcessOneDoes() {
    explored(RegistryScheduleTest::twoEnd);
  }

  /**
   * Who shares no lock with the other one is kept apart from him by what is expected of streams.
   */
  static void twoOpeningsEnd() throws Exception {
    ModelClock clock = new ModelClock();
    Ledger ledger = new MemoryLedger(clock);
    Registry one = LedgerRegistry.open(ledger, Documents.none(), clock, () -> {});
    one.register(Samples.rerunnable("a")).orThrow();
    Registry two = LedgerRegistry.open(ledger, Documents.none(), clock, () -> {});
    ProcessOutcome cancelled = new ProcessOutcome.Cancelled("late", Optional.empty());
    AtomicReference<Answer<ProcessRecord>> others = new AtomicReference<>();
    Thread other = begin("other", () -> others.set(two.complete(ID, cancelled, KEY)));
    Answer<ProcessRecord> own = one.complete(ID, DONE, KEY);
    other.join();
    require(true, own.isDone() != others.get().isDone());
    require(List.of(1L), Samples.sequences(one.eventsAfter(ID, 0, 10)));
    require(Optional.of(own.isDone() ? DONE : cancelled), two.get(ID).outcome());
  }

  @Test
  void ofTwoOpeningsThatEndAProcessOneDoes() {
    explored(RegistryScheduleTest::twoOpeningsEnd);
  }

  /** Its holder is of an earlier opening, and wants to end it, while two want to take it. */
  static void twoTakeItFromTheDead() throws Exception {
    ModelClock clock = new ModelClock();
    Ledger ledger = new MemoryLedger(clock);
    Registry before = LedgerRegistry.open(ledger, Documents.none(), clock, () -> {});
    before.register(Samples.rerunnable("a")).orThrow();
    Lease dead = Samples.acquired(before.claim(ID, Samples.owner(before, "dead"), TTL));
    Registry registry = LedgerRegistry.open(ledger, Documents.none(), clock, () -> {});
    AtomicReference<Answer<Claim>> others = new AtomicReference<>();
    Thread other =
        begin(
            "other",
            () -> others.set(registry.reclaim(ID, Samples.owner(registry, "other"), dead, TTL)));
    Optional<Lease> own =
        Samples.acquiredIn(registry.reclaim(ID, Samples.owner(registry, "own"), dead, TTL));
    require(false, registry.complete(dead, DONE).isDone());
    other.join();
    Optional<Lease> its = Samples.acquiredIn(others.get());
    require(true, own.isPresent() != its.isPresent());
    require(own.or(() -> its), registry.lease(ID));
    require(false, registry.get(ID).hasEnded());
  }

  @Test
  void ofTwoWhoTakeAProcessFromTheDeadOneOwnsItAndTheDeadWriteNothing() {
    explored(RegistryScheduleTest::twoTakeItFromTheDead);
  }

  static void twoAppendBeforeASink() throws Exception {
    ModelClock clock = new ModelClock();
    AtomicReference<String> seen = new AtomicReference<>("");
    EventSink sink = event -> seen.updateAndGet(text -> text + event.sequence());
    Registry registry =
        new WatchedRegistry(registry(clock), new ChangeHub(clock), Optional.of(sink));
    Thread other = begin("other", () -> registry.append(ID, Samples.out("b")).orThrow());
    registry.append(ID, Samples.out("a")).orThrow();
    other.join();
    require("12", seen.get());
  }

  @Test
  void aSinkSeesWhatTwoAppendInTheOrderOfTheLog() {
    explored(RegistryScheduleTest::twoAppendBeforeASink);
  }
}
