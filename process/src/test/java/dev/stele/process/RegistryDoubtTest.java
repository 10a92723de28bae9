package dev.stele.process;

import static dev.stele.process.RegistryContract.TTL;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static dev.stele.process.RegistryContract.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.attach.Cursor;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes of which nobody knows whether they were done: they were, in these tests. */
class RegistryDoubtTest {

  private final StoreRoom room = new StoreRoom(new MiniJson());
  private final TroubledLedger ledger = new TroubledLedger(room.ledger("doubt"));
  private Registry registry = open();

  private Registry open() {
    return LedgerRegistry.open(ledger, new MiniJson(), room.clock, () -> {});
  }

  @AfterEach
  void everyWayToReadSaysTheSame() {
    ledger.honest();
    RegistryAudit.requireEachAsLoaded(registry, ledger, room.clock);
    RegistryAudit.Seen before = RegistryAudit.of(registry);
    assertThat(RegistryAudit.of(open())).isEqualTo(before);
    room.close();
  }

  private void inDoubt(Runnable action) {
    ledger.unknown(true);
    assertThatThrownBy(action::run).isInstanceOf(TroubledLedger.Trouble.class);
    ledger.unknown(false);
  }

  private Lease claim(String name) {
    return RegistryContract.acquired(
        registry.claim(id("p"), new Owner(name, registry.incarnation()), TTL));
  }

  @Test
  void askingAgainFindsWhatWasDone() {
    inDoubt(() -> registry.register(rerunnable("p")));
    assertThat(registry.list(Filter.running(), Optional.empty(), 9)).hasSize(1);
    assertThat(registry.register(rerunnable("p")).orThrow().sequence()).isZero();
    inDoubt(() -> registry.append(id("p"), noting("1").key("k")));
    assertThat(registry.append(id("p"), noting("1").key("k")).orThrow().isReplay()).isTrue();
    inDoubt(() -> registry.complete(id("p"), succeeded("1"), workflow()));
    assertThat(registry.counts()).isEqualTo(new StateCounts(0, 0, 1, 0, 0, 0));
    assertThat(registry.complete(id("p"), succeeded("1"), workflow()).orThrow().sequence())
        .isEqualTo(2);
  }

  @Test
  void aDeletedSessionIsDeletedOnceMore() {
    registry.register(rerunnable("p").wakes(RegistryContract.ALICE)).orThrow();
    inDoubt(() -> registry.deleteSession("alice"));
    registry.deleteSession("alice");
    assertThat(registry.get(id("p")).wakeTarget()).isEmpty();
  }

  /** Whoever read the process again from the log began its lease anew, though it was over. */
  @Test
  void aLeaseThatIsOverIsNotRevived() {
    registry.register(rerunnable("p")).orThrow();
    Lease lease = claim("w1");
    room.advance(TTL.plusSeconds(1));
    inDoubt(() -> registry.append(id("p"), noting("1")));
    refused(Refusal.LeaseLost.class, registry.renew(lease, TTL));
    assertThat(claim("w2").fence()).isGreaterThan(lease.fence());
  }

  /** Renewals are in memory alone: reading the process again from the log forgot them. */
  @Test
  void aRenewedLeaseHoldsAsLongAsItDid() {
    registry.register(rerunnable("p")).orThrow();
    Lease lease = claim("w1");
    room.advance(Duration.ofSeconds(20));
    Lease renewed = registry.renew(lease, Duration.ofMinutes(5)).orThrow();
    inDoubt(() -> registry.append(id("p"), noting("1")));
    assertThat(registry.lease(id("p"))).contains(renewed);
    room.advance(Duration.ofMinutes(4));
    assertThat(registry.renew(lease, TTL).isDone()).isTrue();
    room.advance(TTL.plusSeconds(1));
    refused(Refusal.LeaseLost.class, registry.renew(lease, TTL));
  }

  /**
   * The end of the process was in the log, and not in memory: a snapshot taken then said that it
   * runs, and whoever opened by it believed so.
   */
  @Test
  void aSnapshotKnowsWhatWasInDoubt() {
    registry.register(rerunnable("p")).orThrow();
    registry.register(rerunnable("q")).orThrow();
    Lease lease = claim("w1");
    for (int i = 0; i < 10; i++) {
      registry.appendAll(lease, Collections.nCopies(1_000, noting("x"))).orThrow();
    }
    inDoubt(() -> registry.complete(lease, succeeded("1")));
    registry.close();
    assertThat(ledger.last(Streams.SNAPSHOTS)).isPresent();
    registry = open();
    assertThat(registry.get(id("p")).hasEnded()).isTrue();
    assertThat(registry.counts()).isEqualTo(new StateCounts(1, 0, 1, 0, 0, 0));
  }

  /** It was counted as forgotten before it was counted as ended. */
  @Test
  void whatIsForgottenAtOnceAfterADoubtIsCountedRight() {
    registry.register(rerunnable("p")).orThrow();
    inDoubt(() -> registry.complete(id("p"), succeeded("1"), workflow()));
    room.advance(Duration.ofSeconds(1));
    assertThat(registry.prune(room.clock.instant(), Filter.any(), Optional.empty()).processes())
        .isEqualTo(1);
    assertThat(registry.counts()).isEqualTo(new StateCounts(0, 0, 0, 0, 0, 0));
  }

  /** Nobody decided about it any more, so its last change was taken for an old one. */
  @Test
  void theFeedDoesNotPassOverWhatComesIntoDoubtMeanwhile() {
    registry.register(rerunnable("p")).orThrow();
    registry.register(rerunnable("q")).orThrow();
    Cursor cursor = ((Changes.Page) registry.changedSince(registry.firstChange(), 9)).next();
    ledger.beforeRead(() -> {
      inDoubt(() -> registry.append(id("p"), noting("1")));
      registry.append(id("q"), noting("2")).orThrow();
    });
    Changes.Page page = (Changes.Page) registry.changedSince(cursor, 9);
    assertThat(RegistryContract.ids(page.records())).containsExactly("p", "q");
  }

  /** Counts went down by what was already forgotten, and stayed down. */
  @Test
  void aPruneInDoubtIsCountedOnce() {
    registry.register(rerunnable("p")).orThrow();
    registry.register(rerunnable("q")).orThrow();
    registry.complete(id("p"), succeeded("1"), workflow()).orThrow();
    room.advance(Duration.ofSeconds(1));
    inDoubt(() -> registry.prune(room.clock.instant(), Filter.any(), Optional.empty()));
    assertThat(registry.counts()).isEqualTo(new StateCounts(1, 0, 0, 0, 0, 0));
    assertThat(registry.prune(room.clock.instant(), Filter.any(), Optional.empty()))
        .isEqualTo(new PruneReport(0, 0));
  }

  @Test
  void whoeverWritesInBetweenIsSeen() {
    registry.register(rerunnable("p")).orThrow();
    Ledger beside = room.ledger("doubt");
    ledger.beforeWrite(() ->
        assertThat(
                beside.write(
                    java.util.List.of(new Fact(Streams.main(id("p")), "note", java.util.Map.of())),
                    java.util.Map.of(),
                    Optional.empty()))
            .isInstanceOf(Ledger.Written.Done.class));
    Appended appended = registry.append(id("p"), noting("1")).orThrow();
    assertThat(appended.event().sequence()).isEqualTo(2);
  }
}
