package dev.stele.process;

import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.waking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may address which processes, and what becomes of it when a session is deleted. */
interface SessionContract extends RegistryContract {

  default Grant grant(SessionScope scope, String id) {
    return registry().grant(Grant.of(scope, id(id))).orThrow();
  }

  /** 3, the part about grants. */
  @Test
  default void grantsComeAndGo() {
    refused(Refusal.UnknownProcess.class, registry().grant(Grant.of(ALICE, id("p"))));
    ProcessRecord record = register(rerunnable("p"));
    assertThat(registry().hasGrant(ALICE, id("p"))).isFalse();
    Grant grant = grant(ALICE, "p");
    assertThat(registry().hasGrant(ALICE, id("p"))).isTrue();
    assertThat(registry().hasGrant(ALICE_FRAME, id("p"))).isFalse();
    assertThat(registry().hasGrant(ALICE, id("x"))).isFalse();
    assertThat(registry().grants(ALICE)).containsExactly(grant);
    registry().revoke(ALICE, id("p"));
    assertThat(registry().hasGrant(ALICE, id("p"))).isFalse();
    assertThat(registry().grants(ALICE)).isEmpty();
    assertThat(registry().get(id("p"))).as("grants change no process").isEqualTo(record);
  }

  @Test
  default void takingBackWhatWasNeverGivenDoesNothing() {
    register(rerunnable("p"));
    grant(BOB, "p");
    writingNothing(() -> {
      registry().revoke(ALICE, id("p"));
      registry().revoke(ALICE, id("unknown"));
    });
    assertThat(registry().hasGrant(BOB, id("p"))).isTrue();
  }

  @Test
  default void aGrantIsReplacedByAnother() {
    register(rerunnable("p"));
    grant(ALICE, "p");
    Grant described = new Grant(ALICE, id("p"), Optional.of("tool"), Optional.of("The tool"));
    registry().grant(described).orThrow();
    writingNothing(() -> registry().grant(described).orThrow());
    assertThat(registry().grants(ALICE)).containsExactly(described);
    assertThat(registry().grantsOf(id("p"))).containsExactly(described);
  }

  /** 23. */
  @Test
  default void aTransferMovesGrantsAndWritesNoEvent() {
    register(rerunnable("p"));
    Grant described = new Grant(ALICE, id("p"), Optional.of("tool"), Optional.of("label"));
    registry().grant(described).orThrow();
    ProcessRecord before = registry().get(id("p"));
    Grant moved = new Grant(BOB, id("p"), Optional.of("tool"), Optional.of("label"));
    assertThat(registry().transfer(ALICE, BOB, List.of(id("p"))).orThrow()).containsExactly(moved);
    assertThat(registry().grants(ALICE)).isEmpty();
    assertThat(registry().grants(BOB)).containsExactly(moved);
    assertThat(events("p")).isEmpty();
    assertThat(registry().get(id("p"))).isEqualTo(before);
  }

  @Test
  default void aTransferIsWholeOrNotAtAll() {
    register(rerunnable("a"));
    register(rerunnable("b"));
    register(rerunnable("c"));
    grant(ALICE, "a");
    grant(ALICE, "c");
    writingNothing(() -> {
      List<ProcessId> withOther = List.of(id("a"), id("b"), id("c"));
      assertThat(
              refused(Refusal.NotGranted.class, registry().transfer(ALICE, BOB, withOther))
                  .process())
          .isEqualTo(id("b"));
      refused(
          Refusal.UnknownProcess.class,
          registry().transfer(ALICE, BOB, List.of(id("a"), id("unknown"))));
      assertThat(registry().transfer(ALICE, BOB, List.of()).orThrow()).isEmpty();
      assertThat(registry().transfer(ALICE, ALICE, List.of(id("a"))).orThrow()).hasSize(1);
    });
    assertThat(registry().hasGrant(ALICE, id("a"))).isTrue();
    assertThat(registry().grants(BOB)).isEmpty();
    assertThat(registry().transfer(ALICE, BOB, List.of(id("c"), id("a"), id("c"))).orThrow())
        .extracting(Grant::process)
        .containsExactly(id("c"), id("a"));
    assertThat(registry().grants(BOB)).extracting(Grant::process).containsExactly(id("a"), id("c"));
  }

  /** 24. */
  @Test
  default void severalSessionsMayAddressOneProcess() {
    register(rerunnable("p"));
    Grant bob = grant(BOB, "p");
    Grant frame = grant(ALICE_FRAME, "p");
    Grant alice = grant(ALICE, "p");
    assertThat(registry().grantsOf(id("p"))).containsExactly(alice, frame, bob);
    SessionScope carol = SessionScope.of("carol");
    registry().transfer(BOB, carol, List.of(id("p"))).orThrow();
    assertThat(registry().grantsOf(id("p")))
        .extracting(Grant::scope)
        .containsExactly(ALICE, ALICE_FRAME, carol);
    assertThatThrownBy(() -> registry().grantsOf(id("x")))
        .isInstanceOf(ProcessException.UnknownProcess.class);
  }

  /** 25. */
  @Test
  default void aProcessNeedsNoGrant() {
    register(rerunnable("p"));
    assertThat(registry().grantsOf(id("p"))).isEmpty();
    assertThat(running()).containsExactly("p");
    grant(ALICE, "p");
    registry().revoke(ALICE, id("p"));
    assertThat(running()).containsExactly("p");
  }

  /** 26. */
  @Test
  default void aDeletedSessionHasNoGrantsAndIsNotWoken() {
    register(rerunnable("alone").wakes(ALICE));
    register(rerunnable("shared").wakes(ALICE_FRAME));
    register(rerunnable("ended").wakes(ALICE));
    register(rerunnable("other").wakes(BOB));
    grant(ALICE, "alone");
    grant(ALICE_FRAME, "shared");
    grant(BOB, "shared");
    grant(ALICE, "ended");
    append("alone", waking("1"));
    append("alone", waking("2"));
    registry().acknowledgeWake(id("alone"), 1).orThrow();
    complete("ended");

    SessionDeletion report = registry().deleteSession("alice");

    assertThat(report)
        .isEqualTo(new SessionDeletion(3, List.of(id("alone")), List.of(id("shared"))));
    assertThat(registry().grants(ALICE)).isEmpty();
    assertThat(registry().grants(ALICE_FRAME)).isEmpty();
    assertThat(registry().hasGrant(ALICE, id("alone"))).isFalse();
    assertThat(registry().grantsOf(id("shared"))).containsExactly(Grant.of(BOB, id("shared")));
    for (String id : List.of("alone", "shared", "ended")) {
      assertThat(registry().get(id(id)).wakeTarget()).as(id).isEmpty();
    }
    assertThat(registry().get(id("other")).wakeTarget()).contains(BOB);
    assertThat(running()).containsExactly("alone", "other", "shared");
    assertThat(registry().unacknowledgedWakes(id("alone"), 0, 9))
        .extracting(ProcessEvent::sequence)
        .containsExactly(2L);
    assertThat(registry().append(id("alone"), waking("3")).orThrow().delivery()).isEmpty();
  }

  @Test
  default void aDeletionFramesIncludedCountsForWhatWasBeforeIt() {
    register(rerunnable("p"));
    grant(ALICE, "p");
    grant(ALICE_FRAME, "p");
    grant(SessionScope.of("alice", "frame-2"), "p");
    assertThat(registry().deleteSession("alice"))
        .isEqualTo(new SessionDeletion(3, List.of(id("p")), List.of()));
    assertThat(registry().deleteSession("alice"))
        .isEqualTo(new SessionDeletion(0, List.of(), List.of()));
    assertThat(registry().deleteSession("never there"))
        .isEqualTo(new SessionDeletion(0, List.of(), List.of()));
    grant(ALICE, "p");
    register(rerunnable("q").wakes(ALICE));
    assertThat(registry().hasGrant(ALICE, id("p"))).isTrue();
    assertThat(registry().hasGrant(ALICE_FRAME, id("p"))).isFalse();
    assertThat(registry().get(id("q")).wakeTarget()).contains(ALICE);
    assertThat(registry().deleteSession("alice").revoked()).isEqualTo(1);
  }

  @Test
  default void aRegistrationOfTheSessionBeforeItsDeletionIsStillTheSame() {
    register(rerunnable("p").wakes(ALICE));
    registry().deleteSession("alice");
    assertThat(register(rerunnable("p").wakes(ALICE)).wakeTarget()).isEmpty();
    refused(Refusal.Different.class, registry().register(rerunnable("p")));
    assertThat(registry().registration(id("p")).wakeTarget()).contains(ALICE);
  }

  /** 28. */
  @Test
  default void liveGrantsAreThoseOfProcessesThatRun() {
    register(rerunnable("a"));
    register(rerunnable("b"));
    Grant a = grant(ALICE, "a");
    Grant b = grant(ALICE, "b");
    complete("a");
    assertThat(registry().grants(ALICE)).containsExactly(a, b);
    assertThat(registry().liveGrants(ALICE)).containsExactly(b);
    registry().revoke(ALICE, id("a"));
    assertThat(registry().grants(ALICE)).containsExactly(b);
    assertThat(registry().liveGrants(BOB)).isEmpty();
  }
}
