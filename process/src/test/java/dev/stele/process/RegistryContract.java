package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every registry promises, by subject in the heirs of this interface. Numbers in the comments
 * are those of the conformance suite that the promises come from.
 */
interface RegistryContract {

  Duration TTL = Duration.ofSeconds(30);
  SessionScope ALICE = SessionScope.of("alice");
  SessionScope BOB = SessionScope.of("bob");
  SessionScope ALICE_FRAME = SessionScope.of("alice", "frame-1");

  /** The room that the test is in, which whoever runs it closes. */
  RegistryRoom room();

  default Registry registry() {
    return room().registry();
  }

  static ProcessId id(String value) {
    return new ProcessId(value);
  }

  static Payload json(String text) {
    return Payload.json(text.replace('\'', '"'));
  }

  /** Work that may run again, with the types of events that most tests use. */
  static Registration rerunnable(String id) {
    return Registration.of(id, Work.run("build", json("{}")), Disposition.RERUNNABLE)
        .events(note(), wake(), finish());
  }

  static Registration ownerBound(String id) {
    return Registration.of(id, Work.run("shell", json("{}")), Disposition.OWNER_BOUND)
        .events(note(), wake(), finish());
  }

  static Registration external(String id) {
    return Registration.external(id, "ticket", json("{}")).events(note(), wake(), finish());
  }

  static EventType note() {
    return EventType.plain("note");
  }

  /** Wakes with the text at {@code /say}, if {@code /when} is there and true. */
  static EventType wake() {
    return new EventType(
        "wake",
        PayloadRule.json(Map.of("/say", Documents.Kind.TEXT)),
        new Semantics.Wake(Optional.empty(), new Selector.Pointer("/say"), Optional.empty()));
  }

  static EventType finish() {
    return new EventType(
        "finish",
        PayloadRule.any(),
        new Semantics.Terminal(Semantics.Terminal.State.COMPLETED, Optional.empty()));
  }

  static ProcessAppend noting(String text) {
    return ProcessAppend.of("note", Payload.text(text));
  }

  static ProcessAppend waking(String text) {
    return ProcessAppend.of("wake", json("{'say': '" + text + "'}"));
  }

  default ProcessRecord register(Registration registration) {
    return registry().register(registration).orThrow();
  }

  default ProcessEvent append(String id, ProcessAppend append) {
    return registry().append(id(id), append).orThrow().event();
  }

  /** An attempt of a worker of this opening. */
  default Owner owner(String name) {
    return new Owner(name, registry().incarnation());
  }

  static Owner elsewhere(String name) {
    return new Owner(name, new Incarnation.Elsewhere("host-7"));
  }

  default Lease claim(String id, String owner) {
    return acquired(registry().claim(id(id), owner(owner), TTL));
  }

  default Lease claimToRun(String id, String owner) {
    return acquired(registry().claimToRun(id(id), owner(owner), TTL));
  }

  static Lease acquired(Answer<Claim> answer) {
    Claim claim = answer.orThrow();
    assertThat(claim).isInstanceOf(Claim.Acquired.class);
    return ((Claim.Acquired) claim).lease();
  }

  static ProcessOutcome succeeded(String json) {
    return new ProcessOutcome.Succeeded(json(json));
  }

  static Authority workflow() {
    return new Authority.WorkflowKey("flow-1");
  }

  default ProcessRecord complete(String id) {
    return registry().complete(id(id), succeeded("1"), workflow()).orThrow();
  }

  default List<String> running() {
    return ids(registry().list(Filter.running(), Optional.empty(), 1_000));
  }

  default List<String> list(Filter filter) {
    return ids(registry().list(filter, Optional.empty(), 1_000));
  }

  static List<String> ids(List<ProcessRecord> records) {
    return records.stream().map(record -> record.id().value()).toList();
  }

  default List<ProcessEvent> events(String id) {
    return registry().eventsAfter(id(id), 0, 1_000);
  }

  /** Prunes everything that has ended before now. */
  default PruneReport pruneAll() {
    room().advance(Duration.ofSeconds(1));
    return registry().prune(now(), Filter.any(), Optional.empty());
  }

  default Instant now() {
    return room().clock.instant();
  }

  /** Returns the refusal, which must be of a type. */
  static <R extends Refusal> R refused(Class<R> type, Answer<?> answer) {
    @Nullable Refusal refusal = answer instanceof Answer.Refused<?>(Refusal found) ? found : null;
    assertThat(refusal).as("the refusal of " + answer).isInstanceOf(type);
    assertThat(type.cast(refusal).message()).isNotBlank().doesNotEndWith(".");
    return type.cast(refusal);
  }

  /** Checks that something leaves no trace in the log. */
  default void writingNothing(Runnable action) {
    long end = room().ledger().end();
    action.run();
    assertThat(room().ledger().end()).as("the end of the log").isEqualTo(end);
  }
}
