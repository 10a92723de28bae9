package dev.stele.process;

import static dev.stele.process.RegistryContract.ALICE;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.ids;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static dev.stele.process.RegistryContract.waking;
import static dev.stele.process.RegistryContract.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.attach.Cursor;
import dev.stele.journal.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers along with a registry that somebody else has open. */
class FollowedProcessesTest {

  private final StoreRoom room = new StoreRoom(new MiniJson());

  private Registry registry() {
    return room.registry();
  }

  @AfterEach
  void everyWayToReadSaysTheSame() {
    room.audit();
    room.close();
  }

  private void complete(String id) {
    registry().complete(id(id), succeeded("1"), workflow()).orThrow();
  }

  @Test
  void eachReadingShowsWhatWasWrittenBeforeIt() {
    try (StoreRoom.Followed followed = room.follow();
        ProcessReader beside = ProcessReader.of(room.store(), StoreRoom.SCOPE, room.clock)) {
      for (ProcessReader reader : List.of(followed.reader(), beside)) {
        assertThat(reader.tier()).isEqualTo(ProcessReader.Tier.DURABLE);
        String id = "p";
        assertThat(reader.find(id(id))).isEmpty();
        registry().register(rerunnable(id).wakes(ALICE)).orThrow();
        assertThat(reader.get(id(id))).isEqualTo(registry().get(id(id)));
        registry().append(id(id), waking("1")).orThrow();
        assertThat(reader.get(id(id)).sequence()).isEqualTo(1);
        assertThat(reader.wakes(ALICE, Position.FIRST, 9))
            .isNotEmpty()
            .isEqualTo(registry().wakes(ALICE, Position.FIRST, 9));
        registry().grant(Grant.of(ALICE, id(id))).orThrow();
        assertThat(reader.liveGrants(ALICE)).hasSize(1);
        complete(id);
        assertThat(reader.get(id(id)).hasEnded()).isTrue();
        assertThat(reader.liveGrants(ALICE)).isEmpty();
        assertThat(reader.counts()).isEqualTo(registry().counts());
        room.advance(Duration.ofSeconds(1));
        registry().prune(room.clock.instant(), Filter.any(), Optional.empty());
        assertThat(reader.find(id(id))).isEmpty();
        assertThat(reader.counts()).isEqualTo(new StateCounts(0, 0, 0, 0, 0, 0));
        registry().register(rerunnable(id).wakes(ALICE)).orThrow();
        registry().deleteSession("alice");
        assertThat(reader.get(id(id)).wakeTarget()).isEmpty();
        complete(id);
        room.advance(Duration.ofSeconds(1));
        registry().prune(room.clock.instant(), Filter.any(), Optional.empty());
      }
    }
  }

  @Test
  void aClosedReaderAnswersNothing() {
    ProcessReader reader = ProcessReader.of(room.store(), StoreRoom.SCOPE, room.clock);
    reader.close();
    assertThatThrownBy(reader::counts)
        .isInstanceOf(ProcessException.Closed.class)
        .hasMessage("reader of processes must be open, got: a closed one");
    assertThat(registry().counts().running()).isZero();
  }

  /** It began anew where it had begun before, and counted ends twice. */
  @Test
  void whatWasReadBeforeAFailureIsNotCountedTwice() {
    TroubledLedger ledger = new TroubledLedger(room.ledger());
    ProcessReader reader = FollowedProcesses.open(ledger, room.clock);
    for (String id : new String[] {"a", "b"}) {
      registry().register(rerunnable(id)).orThrow();
      complete(id);
    }
    room.advance(Duration.ofSeconds(1));
    registry().prune(room.clock.instant(), Filter.any(), Optional.empty());
    registry().register(rerunnable("c")).orThrow();
    complete("c");
    for (int facts : new int[] {0, 2, 3}) { // Of eight.
      ledger.failingAfter(facts);
      assertThatThrownBy(reader::counts).isInstanceOf(TroubledLedger.Trouble.class);
    }
    ledger.honest();
    assertThat(reader.counts())
        .isEqualTo(registry().counts())
        .isEqualTo(new StateCounts(0, 0, 1, 0, 0, 0));
  }

  /**
   * What it had not applied yet was taken for an old change, and what came behind it was given: the
   * cursor passed over a change for ever.
   */
  @Test
  void theFeedPassesOverNothingThatComesMeanwhile() {
    registry().register(rerunnable("p")).orThrow();
    TroubledLedger ledger = new TroubledLedger(room.ledger());
    ProcessReader reader = FollowedProcesses.open(ledger, room.clock);
    Cursor cursor = ((Changes.Page) reader.changedSince(reader.firstChange(), 9)).next();
    ledger.beforeRead(() -> {
      registry().append(id("p"), noting("1")).orThrow();
      registry().register(rerunnable("q")).orThrow();
      complete("q");
    });
    Changes.Page page = (Changes.Page) reader.changedSince(cursor, 9);
    assertThat(page.records()).isEmpty();
    Changes.Page next = (Changes.Page) reader.changedSince(page.next(), 9);
    assertThat(ids(next.records())).containsExactly("p", "q");
  }

  /** A process that was pruned and registered again while it was read was a part of each. */
  @Test
  void aProcessThatChangesWhileItIsReadIsReadWhole() {
    registry().register(rerunnable("p").label("first")).orThrow();
    registry().append(id("p"), noting("1")).orThrow();
    complete("p");
    TroubledLedger ledger = new TroubledLedger(room.ledger());
    ledger.beforeRead(() -> {
      room.advance(Duration.ofSeconds(1));
      registry().prune(room.clock.instant(), Filter.any(), Optional.empty());
      registry().register(rerunnable("p").label("second")).orThrow();
    });
    ProcessRecord loaded = Loading.load(ledger, id("p"), room.clock).record();
    assertThat(loaded).isEqualTo(registry().get(id("p")));
    assertThat(loaded.sequence()).isZero();
  }
}
