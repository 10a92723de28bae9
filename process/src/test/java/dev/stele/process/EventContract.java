package dev.stele.process;

import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.json;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static dev.stele.process.RegistryContract.waking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events: their order, their keys, what they must be. */
interface EventContract extends RegistryContract {

  /** 4, the part about sequences and rules. */
  @Test
  default void sequencesBeginWithOneAndHaveNoHoles() {
    register(rerunnable("p"));
    assertThat(append("p", noting("a")).sequence()).isEqualTo(1);
    Answer<Appended> bad = registry().append(id("p"), ProcessAppend.of("wake", json("{}")));
    Refusal.BadPayload refusal = refused(Refusal.BadPayload.class, bad);
    assertThat(refusal.why()).contains("'/say'");
    assertThat(append("p", noting("b")).sequence()).isEqualTo(2);
    assertThat(registry().get(id("p")).sequence()).isEqualTo(2);
  }

  @Test
  default void aTypeMustBeDeclared() {
    register(rerunnable("p"));
    for (String type : List.of("other", "signal.go", "process.completed", "process.registered")) {
      refused(
          Refusal.NotDeclared.class,
          registry().append(id("p"), ProcessAppend.of(type, Payload.EMPTY).key("k")));
    }
    refused(Refusal.UnknownProcess.class, registry().append(id("q"), noting("to nobody")));
    assertThat(events("p")).isEmpty();
  }

  @Test
  default void aPayloadMustBeWhatItsTypeSays() {
    PayloadRule small = new PayloadRule(Optional.of("text/plain"), 3, Map.of());
    PayloadRule shaped =
        PayloadRule.json(Map.of("/a", Documents.Kind.NUMBER, "", Documents.Kind.OBJECT));
    register(
        Registration.external("p", "k", Payload.EMPTY)
            .events(
                new EventType("small", small, new Semantics.Plain()),
                new EventType("shaped", shaped, new Semantics.Plain())));
    append("p", ProcessAppend.of("small", Payload.text("abc")));
    append("p", ProcessAppend.of("shaped", json("{'a': 1}")));
    for (ProcessAppend bad :
        List.of(
            ProcessAppend.of("small", Payload.text("abcd")),
            ProcessAppend.of("small", json("1")),
            ProcessAppend.of("shaped", json("{'a': '1'}")),
            ProcessAppend.of("shaped", json("[1]")),
            ProcessAppend.of("shaped", json("{")),
            ProcessAppend.of("shaped", Payload.text("{'a': 1}")))) {
      refused(Refusal.BadPayload.class, registry().append(id("p"), bad));
    }
    assertThat(events("p")).hasSize(2);
  }

  @Test
  default void anEventIsGivenBackWhole() {
    register(rerunnable("p"));
    room().advance(Duration.ofMillis(1_500));
    Payload bytes = new Payload("image/x", java.nio.ByteBuffer.wrap(new byte[] {0, -1, -2}));
    ProcessEvent event =
        append("p", ProcessAppend.of("note", bytes).key("k #é").causedBy("someone"));
    assertThat(event.process()).isEqualTo(id("p"));
    assertThat(event.payload()).isEqualTo(bytes);
    assertThat(event.replayKey()).contains("k #é");
    assertThat(event.causedBy()).contains("someone");
    assertThat(event.ends()).isEmpty();
    assertThat(event.wake()).isEmpty();
    assertThat(event.at()).isEqualTo(now());
    assertThat(events("p")).containsExactly(event);
    assertThat(registry().get(id("p")).updated()).isEqualTo(event.at());
    assertThat(registry().get(id("p")).changed()).isEqualTo(event.position());
  }

  /** 6, the part about cursors: the awaiter's tests have the waiting. */
  @Test
  default void eventsAreReadInOrderBehindASequence() {
    register(rerunnable("p").wakes(ALICE));
    register(rerunnable("q"));
    append("p", noting("1"));
    append("q", noting("other"));
    append("p", waking("2"));
    append("p", noting("3"));
    assertThat(texts(registry().eventsAfter(id("p"), 0, 10)))
        .containsExactly("1", "{\"say\": \"2\"}", "3");
    assertThat(texts(registry().eventsAfter(id("p"), 2, 10))).containsExactly("3");
    assertThat(texts(registry().eventsAfter(id("p"), 0, 1))).containsExactly("1");
    assertThat(registry().eventsAfter(id("p"), 3, 10)).isEmpty();
    assertThat(registry().eventsAfter(id("p"), Long.MAX_VALUE, 10)).isEmpty();
    assertThat(texts(registry().eventsAfter(id("p"), -5, 1))).containsExactly("1");
    assertThatThrownBy(() -> registry().eventsAfter(id("x"), 0, 1))
        .isInstanceOf(ProcessException.UnknownProcess.class);
    assertThatThrownBy(() -> registry().eventsAfter(id("p"), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be 1 to 10000, got: 0");
  }

  static List<String> texts(List<ProcessEvent> events) {
    return events.stream().map(event -> event.payload().text()).toList();
  }

  /** 22. */
  @Test
  default void countsAndTheLastEventsAreThoseOfTheLog() {
    register(rerunnable("p"));
    append("p", noting("1"));
    append("p", waking("2"));
    append("p", noting("3"));
    append("p", noting("4"));
    assertThat(registry().countThrough(id("p"), "note", 0)).isZero();
    assertThat(registry().countThrough(id("p"), "note", 1)).isEqualTo(1);
    assertThat(registry().countThrough(id("p"), "note", 2)).isEqualTo(1);
    assertThat(registry().countThrough(id("p"), "note", 3)).isEqualTo(2);
    assertThat(registry().countThrough(id("p"), "note", Long.MAX_VALUE)).isEqualTo(3);
    assertThat(registry().countThrough(id("p"), "none", 9)).isZero();
    assertThat(texts(registry().recent(id("p"), 2))).containsExactly("3", "4");
    assertThat(registry().recent(id("p"), 100)).isEqualTo(events("p"));
    assertThatThrownBy(() -> registry().countThrough(id("x"), "note", 1))
        .isInstanceOf(ProcessException.UnknownProcess.class);
    assertThatThrownBy(() -> registry().recent(id("x"), 1))
        .isInstanceOf(ProcessException.UnknownProcess.class);
  }

  @Test
  default void theFirstOfATypeBehindASequenceAndTheNthAreFound() {
    register(rerunnable("p"));
    ProcessEvent first = append("p", noting("1"));
    ProcessEvent wake = append("p", waking("2"));
    ProcessEvent third = append("p", noting("3"));
    assertThat(registry().firstAfter(id("p"), "note", 0)).contains(first);
    assertThat(registry().firstAfter(id("p"), "note", 1)).contains(third);
    assertThat(registry().firstAfter(id("p"), "wake", 1)).contains(wake);
    assertThat(registry().firstAfter(id("p"), "wake", 2)).isEmpty();
    assertThat(registry().firstAfter(id("p"), "note", 77)).isEmpty();
    assertThat(registry().firstAfter(id("p"), "note", Long.MAX_VALUE)).isEmpty();
    assertThat(registry().firstAfter(id("p"), "note", -1)).contains(first);
    assertThat(registry().nth(id("p"), "note", 1)).contains(first);
    assertThat(registry().nth(id("p"), "note", 2)).contains(third);
    assertThat(registry().nth(id("p"), "note", 3)).isEmpty();
    assertThatThrownBy(() -> registry().nth(id("p"), "note", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ordinal must be >= 1, got: 0");
  }

  @Test
  default void theRegistrationIsNoEvent() {
    register(rerunnable("p"));
    append("p", noting("1"));
    assertThat(registry().firstAfter(id("p"), "process.registered", 0)).isEmpty();
    assertThat(registry().nth(id("p"), "process.registered", 1)).isEmpty();
    assertThat(registry().countThrough(id("p"), "process.registered", 9)).isZero();
  }

  /** 8, the part about keys. */
  @Test
  default void aReplayKeyIsOneEvent() {
    register(rerunnable("p"));
    register(rerunnable("q"));
    ProcessEvent first = append("p", noting("1").key("k"));
    room().advance(Duration.ofSeconds(1));
    writingNothing(() -> {
      Appended again = registry().append(id("p"), noting("1").key("k")).orThrow();
      assertThat(again).isEqualTo(new Appended(first, true, Optional.empty()));
      for (ProcessAppend other :
          List.of(
              noting("2").key("k"),
              ProcessAppend.of("note", json("1")).key("k"),
              ProcessAppend.of("undeclared", Payload.text("1")).key("k"))) {
        Refusal.Different refusal =
            refused(Refusal.Different.class, registry().append(id("p"), other));
        assertThat(refusal.what()).isEqualTo(Refusal.Different.What.REPLAY_KEY);
      }
    });
    assertThat(append("q", noting("2").key("k")).sequence()).isEqualTo(1);
  }

  /** 10. */
  @Test
  default void endsAndRequestsToEndNeedKeys() {
    register(rerunnable("p"));
    ProcessAppend cancel = ProcessAppend.of(EventType.CANCEL_REQUESTED, Payload.text("why"));
    refused(Refusal.NeedsKey.class, registry().append(id("p"), cancel));
    refused(
        Refusal.NeedsKey.class, registry().append(id("p"), ProcessAppend.of("finish", json("1"))));
    append("p", cancel.key("c"));
    ProcessOutcome cancelled = new ProcessOutcome.Cancelled("as asked", Optional.empty());
    ProcessRecord ended = registry().complete(id("p"), cancelled, workflow()).orThrow();
    assertThat(ended.outcome()).contains(cancelled);
    assertThat(ended.cancelRequested()).contains(RegistryRoom.DAWN);
  }

  private static Authority workflow() {
    return RegistryContract.workflow();
  }

  @Test
  default void theSameReasonToEndIsOneRequest() {
    register(rerunnable("p"));
    Appended first = registry().requestCancel(id("p"), "enough").orThrow();
    room().advance(Duration.ofSeconds(1));
    Appended again = registry().requestCancel(id("p"), "enough").orThrow();
    assertThat(again.isReplay()).isTrue();
    assertThat(again.event()).isEqualTo(first.event());
    registry().requestCancel(id("p"), "really").orThrow();
    assertThat(events("p")).hasSize(2);
    assertThat(registry().get(id("p")).cancelRequested()).contains(RegistryRoom.DAWN);
    assertThat(registry().get(id("p")).hasEnded()).isFalse();
    complete("p");
    assertThat(registry().requestCancel(id("p"), "enough").orThrow().isReplay()).isTrue();
    refused(Refusal.Ended.class, registry().requestCancel(id("p"), "too late"));
    refused(Refusal.UnknownProcess.class, registry().requestCancel(id("x"), "who"));
  }

  @Test
  default void signalsAreKeyedEventsOfDeclaredNames() {
    register(rerunnable("p").events(EventType.signal("go")));
    Appended sent = registry().signal(id("p"), "go", json("1"), "s-1").orThrow();
    assertThat(sent.event().type()).isEqualTo("signal.go");
    assertThat(registry().signal(id("p"), "go", json("1"), "s-1").orThrow().isReplay()).isTrue();
    refused(Refusal.NotDeclared.class, registry().signal(id("p"), "stop", json("1"), "s-2"));
    assertThatThrownBy(() -> registry().signal(id("p"), "Wait a bit", json("1"), "s-3"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void whatIsAppendedAfterTheEndIsRefusedUnlessItIsAReplay() {
    register(rerunnable("p"));
    ProcessEvent early = append("p", noting("1").key("k"));
    ProcessRecord ended = complete("p");
    room().advance(Duration.ofSeconds(1));
    refused(Refusal.Ended.class, registry().append(id("p"), noting("2")));
    refused(Refusal.Ended.class, registry().append(id("p"), noting("2").key("k2")));
    Appended replay = registry().append(id("p"), noting("1").key("k")).orThrow();
    assertThat(replay).isEqualTo(new Appended(early, true, Optional.empty()));
    refused(Refusal.Different.class, registry().append(id("p"), noting("3").key("k")));
    assertThat(registry().get(id("p"))).isEqualTo(ended);
  }

  @Test
  default void aDeclaredTypeMayEndTheProcess() {
    register(rerunnable("p"));
    ProcessEvent end = append("p", ProcessAppend.of("finish", json("{'a': 1}")).key("f"));
    assertThat(end.ends()).contains(succeeded("{'a': 1}"));
    ProcessRecord record = registry().get(id("p"));
    assertThat(record.status())
        .isEqualTo(new ProcessStatus.Ended(succeeded("{'a': 1}"), 1, end.at()));
    assertThat(registry().append(id("p"), ProcessAppend.of("finish", json("{'a': 1}")).key("f")))
        .isEqualTo(Answer.done(new Appended(end, true, Optional.empty())));
    refused(
        Refusal.Ended.class,
        registry().append(id("p"), ProcessAppend.of("finish", json("2")).key("g")));
    assertThat(list(Filter.of(Filter.States.COMPLETED))).containsExactly("p");
  }

  @Test
  default void aDeclaredEndDoesNotPassOverALease() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w");
    ProcessAppend finish = ProcessAppend.of("finish", json("1")).key("f");
    assertThat(refused(Refusal.Leased.class, registry().append(id("p"), finish)).holder())
        .isEqualTo(lease);
    append("p", noting("a signal of somebody outside"));
    assertThat(registry().append(lease, finish).orThrow().event().ends()).isPresent();
    assertThat(registry().lease(id("p"))).isEmpty();
  }

  @Test
  default void severalEventsAreAppendedTogetherOrNotAtAll() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w");
    assertThat(registry().appendAll(lease, List.of(noting("1"), noting("2"))).orThrow())
        .isEqualTo(2);
    ProcessAppend bad = ProcessAppend.of("undeclared", json("1"));
    writingNothing(() -> {
      refused(Refusal.NotDeclared.class, registry().appendAll(lease, List.of(noting("3"), bad)));
      for (ProcessAppend refused :
          List.of(
              noting("4").key("k"), waking("5"), ProcessAppend.of("finish", json("1")).key("f"))) {
        assertThatThrownBy(() -> registry().appendAll(lease, List.of(noting("3"), refused)))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> registry().appendAll(lease, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    });
    assertThat(texts(events("p"))).containsExactly("1", "2");
    registry().release(lease);
    refused(Refusal.LeaseLost.class, registry().appendAll(lease, List.of(noting("6"))));
  }

  @Test
  default void everythingOnRecordIsHistory() {
    register(rerunnable("p"));
    Lease lease = claimToRun("p", "w");
    append("p", noting("1"));
    registry().grant(Grant.of(ALICE, id("p"))).orThrow();
    registry().complete(lease, succeeded("1")).orThrow();
    List<HistoryEntry> history = registry().history(id("p"));
    assertThat(history)
        .extracting(HistoryEntry::what)
        .containsExactly(
            "process.registered",
            "process.claimed",
            "note",
            "process.granted",
            "process.completed");
    assertThat(history).isSortedAccordingTo(java.util.Comparator.comparing(HistoryEntry::position));
    assertThat(history.get(1).fields()).containsEntry("begins", "attempt");
    assertThat(history.get(4).fields())
        .containsEntry("fence", Long.toString(lease.fence().value()));
    assertThatThrownBy(() -> registry().history(id("x")))
        .isInstanceOf(ProcessException.UnknownProcess.class);
  }
}
