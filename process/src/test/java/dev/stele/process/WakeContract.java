package dev.stele.process;

import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.json;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.waking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events that wake sessions. */
interface WakeContract extends RegistryContract {

  /** A type that wakes. */
  static EventType type(
      String name, Optional<Selector> when, Selector input, Optional<Selector> key) {
    return new EventType(name, PayloadRule.any(), new Semantics.Wake(when, input, key));
  }

  private static Optional<Selector> at(String pointer) {
    return Optional.of(new Selector.Pointer(pointer));
  }

  private static Optional<Selector> constant(String json) {
    return Optional.of(new Selector.Constant(json(json)));
  }

  default Appended appended(String id, ProcessAppend append) {
    return registry().append(id(id), append).orThrow();
  }

  default List<WakeDelivery> wakes(SessionScope scope) {
    return registry().wakes(scope, Position.FIRST, 100);
  }

  default List<ProcessEvent> unacknowledged(String id) {
    return registry().unacknowledgedWakes(id(id), 0, 100);
  }

  /** 4, the part about wakes. */
  @Test
  default void aWakeSaysWhatItsSelectorFindsUntilItIsAcknowledged() {
    register(rerunnable("p").wakes(ALICE));
    append("p", noting("no wake"));
    Appended woken = appended("p", waking("hello"));
    assertThat(woken.event().wake()).contains(new ProcessEvent.Wake("p:2", "hello"));
    WakeDelivery delivery = woken.delivery().orElseThrow();
    assertThat(delivery.input()).isEqualTo("hello");
    assertThat(delivery.target()).isEqualTo(ALICE);
    assertThat(delivery.process()).isEqualTo(id("p"));
    assertThat(delivery.sequence()).isEqualTo(2);
    assertThat(wakes(ALICE)).containsExactly(delivery);
    assertThat(unacknowledged("p")).containsExactly(woken.event());
    registry().acknowledgeWake(id("p"), 2).orThrow();
    assertThat(unacknowledged("p")).isEmpty();
    writingNothing(() -> registry().acknowledgeWake(id("p"), 2).orThrow());
    assertThat(events("p")).hasSize(2);
  }

  @Test
  default void onlyWakesAreAcknowledged() {
    register(rerunnable("p").wakes(ALICE));
    append("p", noting("1"));
    writingNothing(() -> {
      for (long sequence : new long[] {-1, 0, 1, 2, 77}) {
        registry().acknowledgeWake(id("p"), sequence).orThrow();
      }
      refused(Refusal.UnknownProcess.class, registry().acknowledgeWake(id("x"), 1));
    });
    append("p", waking("2"));
    append("p", waking("3"));
    registry().acknowledgeWake(id("p"), 3).orThrow();
    assertThat(unacknowledged("p")).extracting(ProcessEvent::sequence).containsExactly(2L);
    assertThat(registry().unacknowledgedWakes(id("p"), 2, 9)).isEmpty();
    assertThatThrownBy(() -> registry().unacknowledgedWakes(id("x"), 0, 9))
        .isInstanceOf(ProcessException.UnknownProcess.class);
  }

  /** 5. */
  @Test
  default void aReplayedWakeIsTheSameWake() {
    register(rerunnable("p").wakes(ALICE));
    ProcessAppend append = waking("hello").key("k").wakes(ALICE_FRAME).causedBy("tool 7");
    Appended first = appended("p", append);
    assertThat(first.event().causedBy()).contains("tool 7");
    assertThat(first.delivery().orElseThrow().target()).isEqualTo(ALICE_FRAME);
    room().advance(Duration.ofSeconds(1));
    writingNothing(() -> {
      Appended again = appended("p", append);
      assertThat(again).isEqualTo(new Appended(first.event(), true, first.delivery()));
    });
    assertThat(wakes(ALICE_FRAME)).containsExactly(first.delivery().orElseThrow());
    assertThat(wakes(ALICE)).isEmpty();
  }

  /** 7. */
  @Test
  default void eachWayToDeclareAWakeWakes() {
    Selector template =
        new Selector.Template("{who} says {what}!", Map.of("who", "/who", "what", "/what"));
    register(
        Registration.external("p", "k", Payload.EMPTY)
            .wakes(ALICE)
            .events(
                type("when", at("/if"), new Selector.Pointer("/if"), Optional.empty()),
                type("whole", Optional.empty(), new Selector.Whole(), Optional.empty()),
                type("constant", Optional.empty(), new Selector.Constant(json("'wake'")), at("/k")),
                type("template", Optional.empty(), template, constant("'one'")),
                type(
                    "present",
                    Optional.of(new Selector.Present("/a")),
                    new Selector.Present("/b"),
                    constant("'present'"))));
    for (String no : List.of("null", "false", "''", "[]", "{}")) {
      Appended plain = appended("p", ProcessAppend.of("when", json("{'if': " + no + "}")));
      assertThat(plain.event().wake()).as(no).isEmpty();
      assertThat(plain.delivery()).as(no).isEmpty();
    }
    for (String yes : List.of("0", "true", "'x'", "[0]", "{'a': 0}")) {
      Appended woken = appended("p", ProcessAppend.of("when", json("{'if': " + yes + "}")));
      assertThat(woken.delivery()).as(yes).isPresent();
    }
    assertThat(input(appended("p", ProcessAppend.of("whole", json("[1, 'a']")))))
        .isEqualTo("[1, \"a\"]");
    Appended one = appended("p", ProcessAppend.of("constant", json("{'k': 'same'}")));
    Appended two = appended("p", ProcessAppend.of("constant", json("{'k': 'same', 'x': 1}")));
    assertThat(input(one)).isEqualTo("wake");
    assertThat(two.delivery().orElseThrow().id()).isEqualTo(one.delivery().orElseThrow().id());
    Appended filled = appended("p", ProcessAppend.of("template", json("{'who': 'A', 'what': 3}")));
    assertThat(filled.event().wake()).contains(new ProcessEvent.Wake("one", "A says 3!"));
    appended("p", ProcessAppend.of("template", json("{'who': 'B', 'what': []}")));
    assertThat(appended("p", ProcessAppend.of("present", json("{'b': 1}"))).event().wake())
        .isEmpty();
    assertThat(appended("p", ProcessAppend.of("present", json("{'a': 1}"))).event().wake())
        .contains(new ProcessEvent.Wake("present", "false"));
    assertThat(wakes(ALICE))
        .extracting(WakeDelivery::input)
        .containsExactly(
            "0", "true", "x", "[0]", "{\"a\": 0}", "[1, \"a\"]", "wake", "A says 3!", "false");
    assertThat(unacknowledged("p")).hasSize(11); // Each event that wakes, told or not.
  }

  private static String input(Appended appended) {
    return appended.event().wake().orElseThrow().input();
  }

  @Test
  default void whatASelectorCannotFindIsRefused() {
    register(
        Registration.external("p", "k", Payload.EMPTY)
            .wakes(ALICE)
            .events(
                type(
                    "open",
                    Optional.empty(),
                    new Selector.Template("a {b", Map.of("b", "/b")),
                    Optional.empty()),
                type(
                    "unknown",
                    Optional.empty(),
                    new Selector.Template("a {c}", Map.of("b", "/b")),
                    Optional.empty()),
                type(
                    "missing",
                    Optional.empty(),
                    new Selector.Template("a {b}", Map.of("b", "/x")),
                    Optional.empty()),
                type("if", at("/x"), new Selector.Whole(), Optional.empty()),
                type("say", Optional.empty(), new Selector.Pointer("/x"), Optional.empty()),
                type("key", Optional.empty(), new Selector.Whole(), at("/x")),
                type("bad", Optional.empty(), new Selector.Pointer("x"), Optional.empty())));
    for (String type : List.of("open", "unknown", "missing", "if", "say", "key", "bad")) {
      Refusal.BadPayload refusal =
          refused(
              Refusal.BadPayload.class,
              registry().append(id("p"), ProcessAppend.of(type, json("{'b': 1}"))));
      assertThat(refusal.why()).isNotBlank();
    }
    String large = "x".repeat(40_000);
    refused(
        Refusal.BadPayload.class,
        registry().append(id("p"), ProcessAppend.of("say", json("{'x': '" + large + "'}"))));
    assertThat(events("p")).isEmpty();
  }

  /** 8, the part about wakes. */
  @Test
  default void aKeyedWakeIsDeliveredOnce() {
    register(rerunnable("p").wakes(ALICE));
    Appended first = appended("p", waking("a").key("k"));
    Appended again = appended("p", waking("a").key("k"));
    assertThat(again.event()).isEqualTo(first.event());
    assertThat(again.delivery()).isEqualTo(first.delivery());
    refused(Refusal.Different.class, registry().append(id("p"), waking("b").key("k")));
    assertThat(wakes(ALICE)).hasSize(1);
  }

  /** 9. */
  @Test
  default void aWakeOfNobodyIsOnRecord() {
    register(rerunnable("p"));
    Appended woken = appended("p", waking("hello"));
    assertThat(woken.delivery()).isEmpty();
    assertThat(woken.event().wake()).contains(new ProcessEvent.Wake("p:1", "hello"));
    assertThat(unacknowledged("p")).containsExactly(woken.event());
  }

  @Test
  default void equalKeysAreOneWakeAcrossProcessesAndOneForEachScope() {
    EventType all = type("all", Optional.empty(), new Selector.Whole(), constant("'same'"));
    register(Registration.external("p", "k", Payload.EMPTY).wakes(ALICE).events(all));
    register(Registration.external("q", "k", Payload.EMPTY).wakes(ALICE).events(all));
    Appended first = appended("p", ProcessAppend.of("all", json("1")));
    Appended second = appended("q", ProcessAppend.of("all", json("2")));
    Appended third = appended("q", ProcessAppend.of("all", json("3")).wakes(BOB));
    assertThat(second.event().sequence()).isEqualTo(1);
    assertThat(second.delivery().orElseThrow().id()).isEqualTo(first.delivery().orElseThrow().id());
    assertThat(wakes(ALICE)).containsExactly(first.delivery().orElseThrow());
    assertThat(wakes(BOB)).containsExactly(third.delivery().orElseThrow());
    assertThat(third.delivery().orElseThrow().id())
        .isNotEqualTo(first.delivery().orElseThrow().id());
    assertThat(unacknowledged("q")).hasSize(2);
  }

  @Test
  default void wakesAreReadFromAPositionOn() {
    register(rerunnable("p").wakes(ALICE));
    ProcessEvent first = append("p", waking("1"));
    ProcessEvent second = append("p", waking("2"));
    assertThat(registry().wakes(ALICE, second.position(), 9))
        .extracting(WakeDelivery::input)
        .containsExactly("2");
    assertThat(registry().wakes(ALICE, first.position(), 1))
        .extracting(WakeDelivery::input)
        .containsExactly("1");
    assertThat(wakes(BOB)).isEmpty();
  }

  @Test
  default void anEndedProcessKeepsItsWakes() {
    register(rerunnable("p").wakes(ALICE));
    append("p", waking("1"));
    complete("p");
    assertThat(unacknowledged("p")).hasSize(1);
    ProcessRecord before = registry().get(id("p"));
    assertThat(registry().acknowledgeWake(id("p"), 1).orThrow()).isEqualTo(before);
    assertThat(unacknowledged("p")).isEmpty();
    assertThat(registry().get(id("p"))).isEqualTo(before);
  }

  /**
   * A process that was pruned and one of the same id had events with equal sequences; the later
   * one's wakes were taken for those of the first, and told to nobody.
   */
  @Test
  default void aProcessWakesAgainWhereOneOfItsIdDidBefore() {
    register(rerunnable("p").wakes(ALICE));
    append("p", waking("before"));
    complete("p");
    pruneAll();
    register(rerunnable("p").wakes(ALICE));
    append("p", waking("after"));
    assertThat(wakes(ALICE)).extracting(WakeDelivery::input).containsExactly("before", "after");
  }
}
