package dev.stele.process;

import static dev.stele.process.RegistryContract.external;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.json;
import static dev.stele.process.RegistryContract.ownerBound;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Registering, looking up, names elsewhere. */
interface RegistrationContract extends RegistryContract {

  ProcessReader.Tier tier();

  /** 1. */
  @Test
  default void saysWhetherItIsDurable() {
    assertThat(registry().tier()).isEqualTo(tier());
  }

  /** 2. */
  @Test
  default void theSameRegistrationAgainFindsTheFirstAndAnotherIsRefused() {
    ProcessRecord first = register(rerunnable("p"));
    room().advance(Duration.ofSeconds(5));
    writingNothing(() -> assertThat(register(rerunnable("p"))).isEqualTo(first));
    Registration other = rerunnable("p").events(EventType.plain("more"));
    Refusal.Different refusal = refused(Refusal.Different.class, registry().register(other));
    assertThat(refusal.what()).isEqualTo(Refusal.Different.What.REGISTRATION);
    assertThat(registry().get(id("p"))).isEqualTo(first);
  }

  @Test
  default void eachPartOfARegistrationCounts() {
    Registration plain = rerunnable("p");
    register(plain);
    List<Registration> others =
        List.of(
            Registration.of("p", Work.run("other", json("{}")), Disposition.RERUNNABLE),
            Registration.of("p", Work.run("build", json("{ }")), Disposition.RERUNNABLE),
            Registration.of("p", Work.run("build", Payload.text("{}")), Disposition.RERUNNABLE),
            Registration.of(
                "p", new Work.Run("build", json("{}"), Optional.of("env")), Disposition.RERUNNABLE),
            ownerBound("p"),
            external("p"),
            plain.originator(new Originator.Session(ALICE)),
            plain.originator(new Originator.Host(Optional.of("cron"))),
            plain.causedBy("trigger 7"),
            plain.wakes(ALICE),
            plain.label("label"),
            plain.retry(RetryPolicy.once()),
            plain.notBefore(RegistryRoom.DAWN),
            plain.priority(1));
    for (Registration other : others) {
      refused(Refusal.Different.class, registry().register(other));
    }
  }

  @Test
  default void aRegistrationIsAnsweredWhateverBecameOfTheProcess() {
    register(rerunnable("p"));
    ProcessRecord ended = complete("p");
    assertThat(register(rerunnable("p"))).isEqualTo(ended);
    assertThat(ended.hasEnded()).isTrue();
  }

  @Test
  default void whatWasRegisteredIsGivenBackWhole() {
    Registration whole =
        Registration.of(
                "p/7:é",
                new Work.Run("build", json("{'a': [1, 2]}"), Optional.of("sha256:abc")),
                Disposition.OWNER_BOUND)
            .events(RegistryContract.note(), RegistryContract.wake(), EventType.signal("go-on_2"))
            .originator(new Originator.Session(ALICE_FRAME))
            .causedBy("trigger\n7")
            .wakes(BOB)
            .label("a = b, c")
            .retry(new RetryPolicy(3, Duration.ofMillis(5), 1.5, Duration.ofMinutes(1)))
            .notBefore(RegistryRoom.DAWN.plusSeconds(3))
            .priority(-4);
    ProcessRecord record = register(whole);
    assertThat(registry().registration(id("p/7:é"))).isEqualTo(whole);
    assertThat(record.kind()).isEqualTo("build");
    assertThat(record.disposition()).isEqualTo(Disposition.OWNER_BOUND);
    assertThat(record.environment()).contains("sha256:abc");
    assertThat(record.originator()).isEqualTo(whole.originator());
    assertThat(record.causedBy()).contains("trigger\n7");
    assertThat(record.wakeTarget()).contains(BOB);
    assertThat(record.label()).contains("a = b, c");
    assertThat(record.retry()).isEqualTo(whole.retry());
    assertThat(record.notBefore()).isEqualTo(whole.notBefore());
    assertThat(record.priority()).isEqualTo(-4);
    assertThat(record.status()).isEqualTo(new ProcessStatus.Running());
    assertThat(record.sequence()).isZero();
    assertThat(record.created()).isEqualTo(now()).isEqualTo(record.updated());
  }

  @Test
  default void aRegistrationWithAGrantIsOneBatch() {
    Grant grant = new Grant(ALICE, id("p"), Optional.of("tool"), Optional.of("Tool"));
    ProcessRecord record = registry().register(rerunnable("p"), grant).orThrow();
    assertThat(registry().grantsOf(id("p"))).containsExactly(grant);
    writingNothing(
        () -> assertThat(registry().register(rerunnable("p"), grant).orThrow()).isEqualTo(record));
    registry().revoke(ALICE, id("p"));
    registry().register(rerunnable("p"), grant).orThrow();
    assertThat(registry().hasGrant(ALICE, id("p"))).isTrue();
    assertThatThrownBy(() -> registry().register(rerunnable("q"), grant))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grant must be for 'q', got: 'p'");
  }

  /** 3, the part about names elsewhere. */
  @Test
  default void aNameElsewhereIsSaidOnce() {
    ExternalRef ref = new ExternalRef("jira", "T-1", Map.of("url", "there"));
    refused(Refusal.UnknownProcess.class, registry().setExternal(id("p"), ref));
    register(rerunnable("p"));
    ProcessRecord named = registry().setExternal(id("p"), ref).orThrow();
    assertThat(named.external()).contains(ref);
    room().advance(Duration.ofSeconds(1));
    writingNothing(
        () -> assertThat(registry().setExternal(id("p"), ref).orThrow()).isEqualTo(named));
    for (ExternalRef other :
        List.of(
            new ExternalRef("jira", "T-2", Map.of("url", "there")),
            new ExternalRef("mail", "T-1", Map.of("url", "there")),
            new ExternalRef("jira", "T-1", Map.of("url", "elsewhere")),
            new ExternalRef("jira", "T-1", Map.of()))) {
      Refusal.Different refusal =
          refused(Refusal.Different.class, registry().setExternal(id("p"), other));
      assertThat(refusal.what()).isEqualTo(Refusal.Different.What.EXTERNAL_REFERENCE);
    }
    assertThat(registry().get(id("p"))).isEqualTo(named);
  }

  @Test
  default void aNameElsewhereStaysAfterTheEndAndComesNotAfterIt() {
    ExternalRef ref = new ExternalRef("jira", "T-1", Map.of());
    register(rerunnable("named"));
    register(rerunnable("unnamed"));
    registry().setExternal(id("named"), ref).orThrow();
    complete("named");
    complete("unnamed");
    assertThat(registry().setExternal(id("named"), ref).orThrow().external()).contains(ref);
    refused(Refusal.Ended.class, registry().setExternal(id("unnamed"), ref));
  }

  @Test
  default void whoIsUnknownIsNamed() {
    assertThat(registry().find(id("p"))).isEmpty();
    assertThatThrownBy(() -> registry().get(id("p")))
        .isInstanceOfSatisfying(
            ProcessException.UnknownProcess.class,
            e -> {
              assertThat(e.process()).isEqualTo(id("p"));
              assertThat(e.wasPruned()).isFalse();
            })
        .hasMessage("process must be known, got: 'p'");
    assertThatThrownBy(() -> registry().registration(id("p")))
        .isInstanceOf(ProcessException.UnknownProcess.class);
  }

  @Test
  default void unregisteredGivesBackWhatNobodyHasInTheOrderGiven() {
    register(rerunnable("a"));
    register(rerunnable("gone"));
    complete("gone");
    register(rerunnable("ended"));
    pruneAll();
    complete("ended");
    assertThat(
            registry()
                .unregistered(List.of(id("z"), id("a"), id("gone"), id("b"), id("ended"), id("z"))))
        .containsExactly(id("z"), id("gone"), id("b"), id("z"));
  }

  /** 41, 46: what others see of it is checked after each test, reopened and followed. */
  @Test
  default void aTypeThatLooksIntoPayloadsMayBeUsedAtOnceAndEver() {
    Selector whole = new Selector.Pointer("");
    EventType last =
        new EventType(
            "last",
            PayloadRule.any(),
            new Semantics.Terminal(Semantics.Terminal.State.COMPLETED, Optional.of(whole)));
    register(Registration.external("p", "k", Payload.EMPTY).events(last));
    ProcessEvent event = append("p", ProcessAppend.of("last", json("[1]")).key("k"));
    assertThat(event.ends()).contains(RegistryContract.succeeded("[1]"));
  }

  @Test
  default void aClosedRegistryAnswersNothing() {
    register(rerunnable("p"));
    registry().close();
    assertThatThrownBy(() -> registry().find(id("p"))).isInstanceOf(ProcessException.Closed.class);
    assertThatThrownBy(() -> registry().register(rerunnable("q")))
        .isInstanceOf(ProcessException.Closed.class);
    registry().close();
  }
}
