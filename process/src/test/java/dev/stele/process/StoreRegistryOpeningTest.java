package dev.stele.process;

import static dev.stele.process.RegistryContract.ALICE;
import static dev.stele.process.RegistryContract.BOB;
import static dev.stele.process.RegistryContract.TTL;
import static dev.stele.process.RegistryContract.acquired;
import static dev.stele.process.RegistryContract.elsewhere;
import static dev.stele.process.RegistryContract.external;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static dev.stele.process.RegistryContract.waking;
import static dev.stele.process.RegistryContract.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.attach.Cursor;
import dev.stele.journal.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a registry has that outlives its opening. */
class StoreRegistryOpeningTest {

  private final StoreRoom room = new StoreRoom(new MiniJson());

  private Registry registry() {
    return room.registry();
  }

  private Owner owner(String name) {
    return new Owner(name, registry().incarnation());
  }

  private Lease claim(String id, String name) {
    return acquired(registry().claim(id(id), owner(name), TTL));
  }

  @AfterEach
  void everyWayToReadSaysTheSame() {
    room.audit();
    room.close();
  }

  private void everything() {
    registry().register(rerunnable("p").wakes(ALICE).label("label")).orThrow();
    registry().register(rerunnable("ended")).orThrow();
    registry().setExternal(id("p"), new ExternalRef("s", "i", Map.of("k", "v"))).orThrow();
    registry().grant(new Grant(BOB, id("p"), Optional.of("tool"), Optional.empty())).orThrow();
    registry().append(id("p"), noting("1").key("k")).orThrow();
    registry().append(id("p"), waking("2")).orThrow();
    registry().append(id("p"), waking("3")).orThrow();
    registry().acknowledgeWake(id("p"), 2).orThrow();
    registry().requestCancel(id("p"), "why").orThrow();
    registry().requestAbandon(id("p"), "by", Optional.of("why")).orThrow();
    Lease lease = acquired(registry().claimToRun(id("p"), owner("w"), TTL));
    registry()
        .setWaiting(lease, new Waiting.ForSignal("go", 1, room.clock.instant(), Optional.empty()))
        .orThrow();
    registry().complete(id("ended"), succeeded("1"), workflow()).orThrow();
  }

  /** 46. */
  @Test
  void everythingSurvivesReopening() {
    everything();
    RegistryAudit.Seen before = RegistryAudit.of(registry());
    room.reopen();
    assertThat(RegistryAudit.of(registry())).isEqualTo(before);
    assertThat(registry().append(id("p"), noting("1").key("k")).orThrow().isReplay()).isTrue();
    refused(Refusal.Different.class, registry().append(id("p"), noting("2").key("k")));
    refused(
        Refusal.Different.class,
        registry().setExternal(id("p"), new ExternalRef("s", "other", Map.of("k", "v"))));
    assertThat(registry().unacknowledgedWakes(id("p"), 0, 9))
        .extracting(ProcessEvent::sequence)
        .containsExactly(3L);
    assertThat(registry().complete(id("ended"), succeeded("1"), workflow()).isDone()).isTrue();
  }

  @Test
  void whatWasAnsweredSurvivesACrash() {
    everything();
    RegistryAudit.Seen before = RegistryAudit.of(registry());
    room.crash();
    assertThat(RegistryAudit.of(registry())).isEqualTo(before);
  }

  @Test
  void aSnapshotAndWhatCameAfterItAreEverything() {
    everything();
    registry().register(external("pruned")).orThrow();
    registry().register(rerunnable("woken").wakes(BOB)).orThrow();
    registry().register(rerunnable("k, originator=session:a")).orThrow();
    registry().complete(id("pruned"), succeeded("1"), new Authority.ExternalOwner(BOB)).orThrow();
    room.snapshot();
    room.reopen();
    registry().append(id("p"), noting("after")).orThrow();
    registry().deleteSession("bob");
    room.advance(Duration.ofSeconds(1));
    registry().prune(room.clock.instant(), Filter.any(), Optional.empty());
    registry().register(external("pruned").label("again")).orThrow();
    registry().register(rerunnable("new").wakes(BOB)).orThrow();
    registry().complete(id("woken"), succeeded("1"), workflow()).orThrow();
    RegistryAudit.Seen before = RegistryAudit.of(registry());
    room.reopen();
    assertThat(RegistryAudit.of(registry())).isEqualTo(before);
    assertThat(registry().get(id("new")).wakeTarget()).contains(BOB);
    assertThat(registry().get(id("p")).waiting()).isPresent();
    assertThat(registry().counts()).isEqualTo(new StateCounts(4, 1, 1, 0, 0, 0));
  }

  /** Shapes were told apart by a text in which one may look like another. */
  @Test
  void processesInASnapshotKeepTheirKinds() {
    Originator one = Originator.host();
    Originator other = new Originator.Session(SessionScope.of("a, originator=host"));
    Registration first =
        Registration.of(
            "1", Work.run("k, originator=session:a", Payload.EMPTY), Disposition.RERUNNABLE);
    Registration second =
        Registration.of("2", Work.run("k", Payload.EMPTY), Disposition.RERUNNABLE);
    registry().register(first.originator(one)).orThrow();
    registry().register(second.originator(other)).orThrow();
    room.snapshot();
    room.reopen();
    assertThat(registry().get(id("2")).kind()).isEqualTo("k");
    assertThat(registry().get(id("2")).originator()).isEqualTo(other);
  }

  /** Two that wrote at once had their parts mixed up, and processes were lost. */
  @Test
  void aSnapshotThatSomebodyElseWritesIntoIsGivenUp() {
    registry().register(rerunnable("p")).orThrow();
    TroubledLedger ledger = new TroubledLedger(room.ledger());
    LiveSet live = new LiveSet(room.clock);
    Snapshots.load(ledger, live, room.clock);
    ledger.beforeWrite(room::snapshot);
    assertThat(Snapshots.write(ledger, live.all(), live.counts(), ledger.end())).isFalse();
    room.reopen();
    assertThat(registry().list(Filter.running(), Optional.empty(), 9)).hasSize(1);
  }

  @Test
  void closingWritesASnapshotIfThereIsMuchToBeReadWithoutIt() {
    everything();
    Lease lease = claim("p", "w");
    List<ProcessAppend> many = java.util.Collections.nCopies(1_000, noting("x"));
    for (int i = 0; i < 9; i++) {
      registry().appendAll(lease, many).orThrow();
    }
    room.reopen();
    assertThat(room.ledger().last(Streams.SNAPSHOTS)).isEmpty();
    registry().appendAll(acquired(reclaim("p")), many).orThrow();
    room.reopen();
    assertThat(room.ledger().last(Streams.SNAPSHOTS)).isPresent();
    assertThat(registry().get(id("p")).sequence()).isEqualTo(10_004);
  }

  private Answer<Claim> reclaim(String id) {
    Lease dead = registry().lease(id(id)).orElseThrow();
    return registry().reclaim(id(id), owner("w2"), dead, TTL);
  }

  /** 37. */
  @Test
  void theLeaseOfAnEarlierOpeningIsTakenByWhoeverSawItFirst() throws InterruptedException {
    registry().register(rerunnable("p")).orThrow();
    Lease first = claim("p", "w1");
    registry().release(first);
    Lease dead = claim("p", "w1");
    room.reopen();
    assertThat(registry().lease(id("p"))).contains(dead);
    assertThat(registry().claim(id("p"), owner("w2"), TTL).orThrow())
        .isEqualTo(new Claim.Busy(dead));
    assertThat(registry().proofOfDeath(dead.owner()).orElseThrow()).contains("was over when");
    assertThat(registry().reclaim(id("p"), owner("w2"), first, TTL).orThrow())
        .as("what was seen is not what is there")
        .isEqualTo(new Claim.Busy(dead));
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger winners = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Owner owner = owner("racer-" + i);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException("nobody interrupts it", e);
                }
                Claim claim = registry().reclaim(id("p"), owner, dead, TTL).orThrow();
                winners.addAndGet(claim instanceof Claim.Acquired ? 1 : 0);
              }));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(winners).hasValue(1);
    assertThat(registry().lease(id("p")).orElseThrow().fence()).isGreaterThan(dead.fence());
  }

  @Test
  void theLeaseOfAnEarlierOpeningRunsOutByTheWall() {
    registry().register(rerunnable("p")).orThrow();
    Lease dead = claim("p", "w1");
    room.reopen();
    room.clock.setWall(dead.expires().plusMillis(1));
    assertThat(claim("p", "w2").fence()).isGreaterThan(dead.fence());
  }

  /** It held on until its time ran out, for whoever had kept it. */
  @Test
  void nobodyWritesByALeaseOfAnEarlierOpening() {
    registry().register(rerunnable("p")).orThrow();
    Lease dead = claim("p", "w1");
    room.reopen();
    for (Answer<?> answer :
        List.<Answer<?>>of(
            registry().renew(dead, TTL),
            registry().append(dead, noting("1")),
            registry().start(dead),
            registry().complete(dead, succeeded("1")))) {
      refused(Refusal.LeaseLost.class, answer);
    }
    assertThat(registry().complete(id("p"), succeeded("1"), workflow()).isDone())
        .as("nobody has it")
        .isTrue();
  }

  @Test
  void anOwnerOfAnEarlierOpeningClaimsNothing() {
    registry().register(rerunnable("p")).orThrow();
    Owner dead = owner("w");
    room.reopen();
    assertThatThrownBy(() -> registry().claim(id("p"), dead, TTL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("owner must be of this opening");
  }

  /** What was claimed again or renewed from elsewhere was forgotten with the opening. */
  @Test
  void theLeaseOfSomebodyElsewhereOutlivesTheOpening() {
    registry().register(rerunnable("p")).orThrow();
    Lease lease = acquired(registry().claim(id("p"), elsewhere("w"), TTL));
    room.advance(Duration.ofSeconds(10));
    Lease again = acquired(registry().claimToRun(id("p"), elsewhere("w"), TTL));
    assertThat(again.fence()).isEqualTo(lease.fence());
    room.reopen();
    assertThat(registry().lease(id("p"))).contains(again);
    assertThat(registry().proofOfDeath(lease.owner())).isEmpty();
    Lease renewed = registry().renew(lease, Duration.ofMinutes(10)).orThrow();
    room.reopen();
    assertThat(registry().lease(id("p"))).contains(renewed);
    room.advance(Duration.ofMinutes(9));
    assertThat(registry().reclaim(id("p"), owner("w2"), renewed, TTL).orThrow())
        .as("nobody knows whether it is dead")
        .isEqualTo(new Claim.Busy(renewed));
    assertThat(registry().complete(renewed, succeeded("1")).isDone()).isTrue();
  }

  @Test
  void aScopeIsOpenOnceAndEachScopeIsARegistry() {
    assertThatThrownBy(
            () -> Registry.open(room.store(), StoreRoom.SCOPE, room.documents, room.clock))
        .isInstanceOf(ProcessException.AlreadyOpen.class)
        .hasMessage("registry must be open once, got: scope 'work' is open already");
    EventType same =
        new EventType(
            "same",
            PayloadRule.any(),
            new Semantics.Wake(
                Optional.empty(),
                new Selector.Whole(),
                Optional.of(new Selector.Constant(RegistryContract.json("1")))));
    Registration woken = external("p").events(same).wakes(ALICE);
    try (Registry other = Registry.open(room.store(), "other", room.documents, room.clock)) {
      for (Registry each : List.of(registry(), other)) {
        each.register(woken).orThrow();
        each.append(id("p"), ProcessAppend.of("same", RegistryContract.json("1"))).orThrow();
        assertThat(each.wakes(ALICE, Position.FIRST, 9)).hasSize(1);
        assertThat(each.grants(ALICE)).isEmpty();
      }
      other.grant(Grant.of(ALICE, id("p"))).orThrow();
      assertThat(registry().grants(ALICE)).isEmpty();
      other.deleteSession("alice");
      assertThat(registry().get(id("p")).wakeTarget()).contains(ALICE);
    }
    Registry.open(room.store(), "other", room.documents, room.clock).close();
  }

  @Test
  void aCursorIsGoodForTheNextOpeningAndNoOtherStore() {
    registry().register(rerunnable("p")).orThrow();
    Cursor cursor = ((Changes.Page) registry().changedSince(registry().firstChange(), 9)).next();
    room.reopen();
    registry().register(rerunnable("q")).orThrow();
    assertThat(RegistryContract.ids(((Changes.Page) registry().changedSince(cursor, 9)).records()))
        .containsExactly("q");
    try (StoreRoom other = new StoreRoom(Documents.none(), 8)) {
      other.registry().register(Registration.external("p", "k", Payload.EMPTY)).orThrow();
      assertThat(other.registry().changedSince(cursor, 9)).isEqualTo(new Changes.Foreign(cursor));
    }
  }

  @Test
  void withoutDocumentsNoTypeMayLookIntoPayloads() {
    try (Registry plain = Registry.open(room.store(), "plain", Documents.none(), room.clock)) {
      Refusal.NeedsDocuments refusal =
          refused(Refusal.NeedsDocuments.class, plain.register(rerunnable("p")));
      assertThat(refusal.type()).isEqualTo("wake");
      EventType whole =
          new EventType(
              "whole",
              PayloadRule.any(),
              new Semantics.Wake(Optional.empty(), new Selector.Whole(), Optional.empty()));
      plain.register(external("q").events()).map(ProcessRecord::id);
      Registration fits = Registration.external("q", "k", Payload.EMPTY).events(whole).wakes(ALICE);
      plain.register(fits).orThrow();
      assertThat(
              plain
                  .append(id("q"), ProcessAppend.of("whole", Payload.text("hello")))
                  .orThrow()
                  .delivery()
                  .orElseThrow()
                  .input())
          .isEqualTo("hello");
    }
  }
}
