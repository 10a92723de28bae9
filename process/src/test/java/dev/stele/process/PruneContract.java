package dev.stele.process;

import static dev.stele.process.RegistryContract.external;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static dev.stele.process.RegistryContract.waking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Forgetting processes that have ended. */
interface PruneContract extends RegistryContract {

  PruneReport NOTHING = new PruneReport(0, 0);

  default PruneReport prune(Instant endedBefore) {
    return registry().prune(endedBefore, Filter.any(), Optional.empty());
  }

  /** 38. */
  @Test
  default void whatEndedBeforeATimeIsForgotten() {
    register(rerunnable("a"));
    append("a", noting("1"));
    append("a", noting("2"));
    ProcessRecord ended = complete("a");
    room().advance(Duration.ofSeconds(1));
    register(rerunnable("b"));
    complete("b");
    assertThat(prune(ended.updated())).as("the time is no part of it").isEqualTo(NOTHING);
    assertThat(prune(ended.updated().plusMillis(1))).isEqualTo(new PruneReport(1, 3));
    assertThat(list(Filter.any())).containsExactly("b");
    assertThat(registry().counts()).isEqualTo(new StateCounts(0, 0, 1, 0, 0, 0));
    assertThat(registry().find(id("a"))).isEmpty();
    assertThatThrownBy(() -> registry().eventsAfter(id("a"), 0, 1))
        .isInstanceOfSatisfying(
            ProcessException.UnknownProcess.class, e -> assertThat(e.wasPruned()).isTrue())
        .hasMessage("process must be known, got: 'a', which was pruned");
    Refusal.UnknownProcess refusal =
        refused(Refusal.UnknownProcess.class, registry().append(id("a"), noting("3")));
    assertThat(refusal.wasPruned()).isTrue();
    refused(Refusal.UnknownProcess.class, registry().requestCancel(id("a"), "why"));
    refused(Refusal.UnknownProcess.class, registry().claim(id("a"), owner("w"), TTL));
    refused(
        Refusal.UnknownProcess.class,
        registry().complete(id("a"), succeeded("1"), RegistryContract.workflow()));
    refused(Refusal.UnknownProcess.class, registry().grant(Grant.of(ALICE, id("a"))));
    assertThat(registry().lease(id("a"))).isEmpty();
    assertThat(registry().unregistered(List.of(id("a"), id("b")))).containsExactly(id("a"));
  }

  /** 42, 47: whatever belongs to a process goes with it. */
  @Test
  default void everythingThatBelongsToAProcessIsForgottenWithIt() {
    register(rerunnable("p").wakes(ALICE));
    Lease lease = claimToRun("p", "w");
    append("p", waking("1"));
    append("p", noting("2").key("k"));
    registry().acknowledgeWake(id("p"), 1).orThrow();
    registry().grant(Grant.of(ALICE, id("p"))).orThrow();
    registry().setExternal(id("p"), new ExternalRef("s", "i", Map.of())).orThrow();
    registry().requestCancel(id("p"), "why").orThrow();
    registry().requestAbandon(id("p"), "by", Optional.empty()).orThrow();
    registry().setWaiting(lease, new Waiting.ForProcess(id("q"), now())).orThrow();
    registry().complete(lease, succeeded("1")).orThrow();
    assertThat(pruneAll()).isEqualTo(new PruneReport(1, 4));
    assertThat(pruneAll()).isEqualTo(NOTHING);
    assertThat(registry().hasGrant(ALICE, id("p"))).isFalse();
    assertThat(registry().grants(ALICE)).isEmpty();
    assertThat(registry().liveGrants(ALICE)).isEmpty();

    ProcessRecord again = register(rerunnable("p"));
    assertThat(again.external()).isEmpty();
    assertThat(again.started()).isEmpty();
    assertThat(again.waiting()).isEmpty();
    assertThat(again.cancelRequested()).isEmpty();
    assertThat(again.abandonRequested()).isEmpty();
    assertThat(again.wakeTarget()).isEmpty();
    assertThat(again.attempts()).isZero();
    assertThat(again.sequence()).isZero();
    assertThat(registry().lease(id("p"))).isEmpty();
    assertThat(registry().grantsOf(id("p"))).isEmpty();
    assertThat(registry().history(id("p"))).hasSize(1);
    assertThat(registry().recent(id("p"), 9)).isEmpty();
    assertThat(registry().firstAfter(id("p"), "note", 0)).isEmpty();
    Appended first = registry().append(id("p"), waking("3").key("k")).orThrow();
    assertThat(first.isReplay()).isFalse();
    assertThat(first.event().sequence()).as("begins anew").isEqualTo(1);
    assertThat(registry().unacknowledgedWakes(id("p"), 0, 9)).containsExactly(first.event());
    assertThat(registry().countThrough(id("p"), "wake", 9)).isEqualTo(1);
    assertThat(claim("p", "w").fence()).as("fences never do").isGreaterThan(lease.fence());
    refused(Refusal.LeaseLost.class, registry().renew(lease, TTL));
  }

  /** 43. */
  @Test
  default void onlyWhatPassesTheFilterIsForgotten() {
    register(rerunnable("a").label("keep"));
    register(rerunnable("b").label("drop"));
    register(external("c").label("drop"));
    complete("a");
    complete("b");
    registry().complete(id("c"), succeeded("1"), new Authority.ExternalOwner(BOB)).orThrow();
    room().advance(Duration.ofSeconds(1));
    Filter filter = Filter.of(Filter.States.COMPLETED).label("drop").kind("build");
    assertThat(registry().prune(now(), filter, Optional.empty())).isEqualTo(new PruneReport(1, 1));
    assertThat(list(Filter.any())).containsExactly("a", "c");
    assertThat(registry().prune(now(), Filter.running(), Optional.empty())).isEqualTo(NOTHING);
    assertThat(registry().prune(now(), Filter.of(Filter.States.FAILED), Optional.empty()))
        .isEqualTo(NOTHING);
  }

  /** 44. */
  @Test
  default void whatAFollowerHasNotSeenIsNotForgotten() {
    register(rerunnable("a"));
    register(rerunnable("b"));
    complete("a");
    ProcessRecord last = complete("b");
    room().advance(Duration.ofSeconds(1));
    assertThat(registry().prune(now(), Filter.any(), Optional.of(Position.FIRST)))
        .isEqualTo(NOTHING);
    assertThat(registry().prune(now(), Filter.any(), Optional.of(last.changed())))
        .isEqualTo(new PruneReport(1, 1));
    assertThat(list(Filter.any())).containsExactly("b");
    Position behind = new Position(last.changed().value() + 1);
    assertThat(registry().prune(now(), Filter.any(), Optional.of(behind)))
        .isEqualTo(new PruneReport(1, 1));
  }

  /** 45. */
  @Test
  default void whatRunsIsNeverForgotten() {
    register(rerunnable("p"));
    append("p", noting("1"));
    Lease lease = claimToRun("p", "w");
    room().advance(Duration.ofDays(300));
    assertThat(prune(Instant.MAX)).isEqualTo(NOTHING);
    assertThat(running()).containsExactly("p");
    assertThat(registry().lease(id("p"))).contains(lease);
  }

  @Test
  default void manyAreForgottenAtOnceAndCountedRight() {
    for (int i = 0; i < 280; i++) {
      register(Registration.external("p" + i, "k", Payload.EMPTY));
      if (i >= 10) {
        registry()
            .complete(id("p" + i), succeeded("1"), new Authority.ExternalOwner(BOB))
            .orThrow();
      }
    }
    assertThat(pruneAll()).isEqualTo(new PruneReport(270, 270));
    assertThat(pruneAll()).isEqualTo(NOTHING);
    assertThat(registry().counts()).isEqualTo(new StateCounts(10, 0, 0, 0, 0, 0));
  }

  @Test
  default void oneIdMayLiveAndBeForgottenManyTimes() {
    for (int life = 1; life <= 5; life++) {
      register(rerunnable("p").label("life " + life));
      append("p", noting("1"));
      assertThat(registry().get(id("p")).sequence()).isEqualTo(1);
      assertThat(registry().registration(id("p")).label()).contains("life " + life);
      complete("p");
      assertThat(pruneAll()).as("life %d", life).isEqualTo(new PruneReport(1, 2));
    }
    assertThat(registry().counts()).isEqualTo(new StateCounts(0, 0, 0, 0, 0, 0));
    assertThat(registry().latest(Filter.any(), Optional.empty(), 9)).isEmpty();
  }
}
