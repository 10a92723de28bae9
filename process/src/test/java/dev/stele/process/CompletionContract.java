package dev.stele.process;

import static dev.stele.process.RegistryContract.external;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.json;
import static dev.stele.process.RegistryContract.ownerBound;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How processes end, and by what right. */
interface CompletionContract extends RegistryContract {

  private static ProcessOutcome abandoned(Owner owner) {
    return new ProcessOutcome.Abandoned(
        ProcessOutcome.AbandonedBy.SWEEP, Optional.of(owner), "it is gone", RegistryRoom.DAWN);
  }

  private static ProcessOutcome cancelled() {
    return new ProcessOutcome.Cancelled("as asked", Optional.empty());
  }

  /** 11: the awaiter returns this; its tests have the waiting. */
  @Test
  default void theOutcomeIsWhatWasWritten() {
    Payload bytes = new Payload("image/x", ByteBuffer.wrap(new byte[] {0, -1, -2}));
    List<ProcessOutcome> outcomes =
        List.of(
            succeeded("{'a': [1, 2.50]}"),
            new ProcessOutcome.Succeeded(bytes),
            new ProcessOutcome.Succeeded(Payload.EMPTY),
            new ProcessOutcome.Failed("class", "code", "message\né", Optional.of(bytes)),
            new ProcessOutcome.Failed("", "", "", Optional.empty()),
            new ProcessOutcome.Failed("c", "c", "m", Optional.of(Payload.EMPTY)),
            cancelled(),
            new ProcessOutcome.Cancelled("m", Optional.of(json("{}"))),
            abandoned(owner("w")),
            new ProcessOutcome.Abandoned(
                ProcessOutcome.AbandonedBy.OWNER_DRAIN, Optional.empty(), "e", now()));
    for (int i = 0; i < outcomes.size(); i++) {
      ProcessOutcome outcome = outcomes.get(i);
      String id = "p" + i;
      register(rerunnable(id));
      append(id, RegistryContract.noting("1"));
      room().advance(Duration.ofMillis(1));
      ProcessRecord ended = registry().complete(id(id), outcome, workflow()).orThrow();
      assertThat(ended.status()).isEqualTo(new ProcessStatus.Ended(outcome, 2, now()));
      assertThat(registry().get(id(id))).isEqualTo(ended);
      assertThat(events(id).getLast().ends()).contains(outcome);
      assertThat(events(id).getLast().type()).isEqualTo(outcome.eventType());
    }
  }

  private static Authority workflow() {
    return RegistryContract.workflow();
  }

  /** 13. */
  @Test
  default void whatWasGivenUpStaysSo() {
    register(rerunnable("p"));
    Lease lease = claimToRun("p", "w");
    ProcessOutcome abandoned = abandoned(lease.owner());
    ProcessRecord ended = registry().complete(lease, abandoned).orThrow();
    assertThat(ended.outcome()).contains(abandoned);
    assertThat(list(Filter.of(Filter.States.ABANDONED))).containsExactly("p");
    refused(Refusal.Ended.class, registry().complete(lease, succeeded("1")));
    refused(Refusal.Ended.class, registry().complete(id("p"), succeeded("1"), workflow()));
    refused(Refusal.Ended.class, registry().requestAbandon(id("p"), "operator", Optional.empty()));
    assertThat(registry().get(id("p"))).isEqualTo(ended);
    assertThat(pruneAll().processes()).isEqualTo(1);
  }

  /** 14. */
  @Test
  default void theAuthorityMustFitTheDisposition() {
    Authority owner = new Authority.ExternalOwner(ALICE);
    Authority abandon = new Authority.ReconciledAbandon();
    register(rerunnable("again"));
    register(ownerBound("bound"));
    register(external("out"));
    writingNothing(() -> {
      for (String id : List.of("again", "bound")) {
        refusesAuthority(id, succeeded("1"), owner);
        refusesAuthority(id, succeeded("1"), abandon);
        refusesAuthority(id, abandoned(owner("w")), abandon);
        refusesAuthority(id, abandoned(owner("w")), owner);
      }
      refusesAuthority("out", succeeded("1"), workflow());
      refusesAuthority("out", abandoned(owner("w")), workflow());
      refusesAuthority("out", abandoned(owner("w")), owner);
      refusesAuthority("out", abandoned(owner("w")), abandon); // Nobody has asked for it.
      refused(
          Refusal.UnknownProcess.class, registry().complete(id("x"), succeeded("1"), workflow()));
    });
    registry().complete(id("again"), succeeded("1"), workflow()).orThrow();
    registry().complete(id("bound"), cancelled(), workflow()).orThrow();
    registry().complete(id("out"), succeeded("1"), owner).orThrow();
    assertThat(registry().history(id("again")).getLast().fields())
        .containsEntry("authority", "workflow-key flow-1");
    assertThat(registry().history(id("out")).getLast().fields())
        .containsEntry("authority", "external-owner session:alice");
  }

  default void refusesAuthority(String id, ProcessOutcome outcome, Authority authority) {
    Refusal.WrongAuthority refusal =
        refused(Refusal.WrongAuthority.class, registry().complete(id(id), outcome, authority));
    assertThat(refusal.authority()).isEqualTo(authority);
    assertThat(refusal.disposition()).isEqualTo(registry().get(id(id)).disposition());
  }

  @Test
  default void aRequestToGiveUpExternalWorkIsCarriedOut() {
    Authority abandon = new Authority.ReconciledAbandon();
    register(external("out"));
    registry().requestAbandon(id("out"), "operator", Optional.of("lost")).orThrow();
    refusesAuthority("out", succeeded("1"), abandon);
    refusesAuthority("out", cancelled(), abandon);
    ProcessOutcome abandoned =
        new ProcessOutcome.Abandoned(
            ProcessOutcome.AbandonedBy.RECONCILED_REQUEST, Optional.empty(), "lost", now());
    assertThat(registry().complete(id("out"), abandoned, abandon).orThrow().outcome())
        .contains(abandoned);
  }

  /** 15. */
  @Test
  default void theAuthorityIsHeldAgainstTheProcessAsItIsNow() {
    register(rerunnable("p"));
    complete("p");
    pruneAll();
    register(external("p"));
    refusesAuthority("p", succeeded("1"), workflow());
    assertThat(registry().get(id("p")).hasEnded()).isFalse();
  }

  /** 36. */
  @Test
  default void theSameEndAgainIsAnsweredWithOrWithoutTheLease() {
    register(rerunnable("p"));
    Lease lease = claimToRun("p", "w");
    ProcessRecord ended = registry().complete(lease, succeeded("1")).orThrow();
    assertThat(registry().lease(id("p"))).isEmpty();
    room().advance(TTL.plusSeconds(1));
    writingNothing(() -> {
      assertThat(registry().complete(lease, succeeded("1")).orThrow()).isEqualTo(ended);
      assertThat(registry().complete(id("p"), succeeded("1"), workflow()).orThrow())
          .isEqualTo(ended);
      Refusal.Different different =
          refused(Refusal.Different.class, registry().complete(lease, succeeded("2")));
      assertThat(different.what()).isEqualTo(Refusal.Different.What.OUTCOME);
      refused(Refusal.Ended.class, registry().complete(lease, cancelled()));
      refused(Refusal.Ended.class, registry().complete(id("p"), cancelled(), workflow()));
    });
    assertThat(events("p")).hasSize(1);
    assertThat(registry().history(id("p")).getLast().fields())
        .containsEntry("fence", Long.toString(lease.fence().value()))
        .doesNotContainKey("authority");
  }

  @Test
  default void whatSomebodyHasIsNotEndedWithoutItsLease() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w");
    writingNothing(() -> {
      Refusal.Leased leased =
          refused(Refusal.Leased.class, registry().complete(id("p"), succeeded("1"), workflow()));
      assertThat(leased.holder()).isEqualTo(lease);
    });
    room().advance(TTL.plusSeconds(1));
    assertThat(registry().complete(id("p"), succeeded("1"), workflow()).isDone()).isTrue();
    refused(Refusal.Ended.class, registry().complete(lease, cancelled()));
    assertThat(registry().lease(id("p"))).isEmpty();
  }

  /** A constant of bytes came back as a text of them, with signs for what no text can hold. */
  @Test
  default void aSelectedOutcomeIsGivenBackToTheByte() {
    Payload bytes = new Payload("image/x", ByteBuffer.wrap(new byte[] {0, -1, -2}));
    EventType constant =
        ending("constant", Semantics.Terminal.State.COMPLETED, new Selector.Constant(bytes));
    EventType whole = ending("whole", Semantics.Terminal.State.COMPLETED, new Selector.Whole());
    register(Registration.external("p", "k", Payload.EMPTY).events(constant, whole));
    register(Registration.external("q", "k", Payload.EMPTY).events(constant, whole));
    append("p", ProcessAppend.of("constant", json("1")).key("k"));
    append("q", ProcessAppend.of("whole", bytes).key("k"));
    assertThat(registry().get(id("p")).outcome()).contains(new ProcessOutcome.Succeeded(bytes));
    assertThat(registry().get(id("q")).outcome()).contains(new ProcessOutcome.Succeeded(bytes));
  }

  private static EventType ending(String name, Semantics.Terminal.State state, Selector output) {
    return new EventType(
        name, PayloadRule.any(), new Semantics.Terminal(state, Optional.of(output)));
  }

  /** What was selected is kept beside the payload, where there is less room than in it. */
  @Test
  default void aLargeOutcomeIsTakenWholeOrRefused() {
    String text = "x".repeat(200_000);
    register(
        Registration.external("p", "k", Payload.EMPTY)
            .events(
                ending("part", Semantics.Terminal.State.COMPLETED, new Selector.Pointer("/a")),
                ending("whole", Semantics.Terminal.State.COMPLETED, new Selector.Whole())));
    refused(
        Refusal.BadPayload.class,
        registry()
            .append(id("p"), ProcessAppend.of("part", json("{'a': '" + text + "'}")).key("k")));
    append("p", ProcessAppend.of("whole", json("'" + text + "'")).key("l"));
    assertThat(registry().get(id("p")).outcome()).contains(succeeded("'" + text + "'"));
  }

  @Test
  default void declaredFailuresAndCancellationsHaveTheirText() {
    Selector message = new Selector.Pointer("/m");
    EventType failed = ending("broken", Semantics.Terminal.State.FAILED, message);
    EventType cancelled = ending("stopped", Semantics.Terminal.State.CANCELLED, message);
    EventType part = ending("part", Semantics.Terminal.State.COMPLETED, new Selector.Pointer("/m"));
    for (String id : List.of("a", "b", "c")) {
      register(Registration.external(id, "k", Payload.EMPTY).events(failed, cancelled, part));
    }
    Payload payload = json("{'m': 'why'}");
    append("a", ProcessAppend.of("broken", payload).key("k"));
    append("b", ProcessAppend.of("stopped", payload).key("k"));
    append("c", ProcessAppend.of("part", payload).key("k"));
    assertThat(registry().get(id("a")).outcome())
        .contains(ProcessOutcome.failed("declared", "broken", "why"));
    assertThat(registry().get(id("b")).outcome())
        .contains(new ProcessOutcome.Cancelled("why", Optional.empty()));
    assertThat(registry().get(id("c")).outcome()).contains(succeeded("'why'"));
  }
}
