package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.journal.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Does the same to a registry and to the model, as a seed decides, and compares what they say. */
final class RegistryHistory {

  private static final List<String> IDS = List.of("a", "b", "c", "d");
  private static final List<SessionScope> SCOPES =
      List.of(SessionScope.of("s"), SessionScope.of("s", "f"), SessionScope.of("t"));
  private static final List<Duration> TTLS =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMinutes(20));
  private static final RetryPolicy POLICY =
      new RetryPolicy(2, Duration.ofSeconds(1), 2, Duration.ofSeconds(9));
  private static final EventType PING =
      new EventType(
          "ping",
          PayloadRule.any(),
          new Semantics.Wake(
              Optional.empty(),
              new Selector.Whole(),
              Optional.of(new Selector.Constant(Payload.json("\"ping\"")))));

  /** A lease, as the registry has it and as the model has it. */
  private record Held(Lease lease, ModelLife.Token token) {}

  private final SplittableRandom random;
  private final RegistryRoom room;
  private final RegistryModel model;
  private final Map<String, Integer> counts;
  private final List<Held> leases = new ArrayList<>();

  RegistryHistory(long seed, RegistryRoom room, Map<String, Integer> counts) {
    this.random = new SplittableRandom(seed);
    this.room = room;
    this.model = new RegistryModel(RegistryRoom.DAWN);
    this.counts = counts;
  }

  private Registry registry() {
    return room.registry();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static ProcessId id(String id) {
    return new ProcessId(id);
  }

  void step() {
    String id = one(IDS);
    switch (random.nextInt(27)) {
      case 0, 1, 2 -> register(id);
      case 3 -> {
        ExternalRef ref = new ExternalRef("s", one(List.of("1", "1", "2")), Map.of());
        same("external", model.setExternal(id, ref), word(registry().setExternal(id(id), ref)));
      }
      case 4 -> {
        Grant grant = grant(id);
        same("grant", model.grant(grant), word(registry().grant(grant)));
      }
      case 5 -> {
        SessionScope scope = one(SCOPES);
        model.revoke(scope, id);
        registry().revoke(scope, id(id));
      }
      case 6 -> transfer();
      case 7 -> deleteSession();
      case 8, 9, 10, 11 -> append(id);
      case 12 ->
          same(
              "abandon",
              model.requestAbandon(id, "by"),
              word(registry().requestAbandon(id(id), "by", Optional.empty())));
      case 13 -> acknowledge(id);
      case 14, 15, 16, 17 -> claim(id);
      case 18 -> complete(id);
      case 19, 20, 21, 22, 23 -> byLease();
      case 24 -> {
        Duration time = Duration.ofMillis(one(List.of(10, 4_000, 61_000, 1_300_000)));
        model.advance(time);
        room.advance(time);
      }
      case 25 -> prune();
      default -> reopen();
    }
    check(id);
  }

  private Grant grant(String id) {
    return new Grant(one(SCOPES), id(id), Optional.of(one(List.of("x", "y"))), Optional.empty());
  }

  private void register(String id) {
    Registration plain =
        switch (random.nextInt(4)) {
          case 0 -> RegistryContract.ownerBound(id);
          case 1 -> RegistryContract.external(id);
          default -> RegistryContract.rerunnable(id);
        };
    Registration target = random.nextBoolean() ? plain.wakes(one(SCOPES)) : plain;
    Registration registration = target.retry(POLICY).events(PING);
    if (random.nextBoolean()) {
      ModelLife known = model.lives.get(id);
      registration = known == null ? registration : known.registration;
    }
    Optional<Grant> grant = random.nextBoolean() ? Optional.of(grant(id)) : Optional.empty();
    Registration it = registration;
    Answer<ProcessRecord> answer =
        grant.map(given -> registry().register(it, given)).orElseGet(() -> registry().register(it));
    same("register", model.register(it, grant), word(answer));
  }

  private void transfer() {
    SessionScope from = one(SCOPES);
    SessionScope to = one(SCOPES);
    List<String> ids = random.nextBoolean() ? List.of(one(IDS)) : List.of(one(IDS), one(IDS));
    Answer<List<Grant>> answer =
        registry().transfer(from, to, ids.stream().map(RegistryHistory::id).toList());
    same("transfer", model.transfer(from, to, ids), word(answer));
  }

  private void deleteSession() {
    String session = one(List.of("s", "t"));
    SessionDeletion report = registry().deleteSession(session);
    String word = "done " + report.revoked() + " " + report.orphaned() + " " + report.preserved();
    same("delete session", model.deleteSession(session), word);
  }

  private ProcessAppend appendage() {
    Payload text = Payload.text(one(List.of("1", "2")));
    ProcessAppend append =
        switch (random.nextInt(9)) {
          case 0 -> ProcessAppend.of("wake", Payload.json("{\"say\":\"" + text + "\"}"));
          case 1 -> ProcessAppend.of("wake", Payload.json("{\"say\":1}"));
          case 2 ->
              ProcessAppend.of("ping", text.equals(Payload.text("1")) ? json("3") : json("4"));
          case 3 -> ProcessAppend.of("finish", text);
          case 4 -> ProcessAppend.of("process.cancel_requested", text);
          case 5 -> ProcessAppend.of("undeclared", text);
          default -> ProcessAppend.of("note", text);
        };
    ProcessAppend keyed = random.nextInt(3) == 0 ? append : append.key(one(List.of("k", "l", "m")));
    return random.nextInt(4) == 0 ? keyed.wakes(one(SCOPES)) : keyed;
  }

  private static Payload json(String text) {
    return Payload.json(text);
  }

  private void append(String id) {
    ProcessAppend append = appendage();
    same("append", model.append(id, append, null), appended(registry().append(id(id), append)));
  }

  private static String appended(Answer<Appended> answer) {
    return answer instanceof Answer.Done<Appended>(Appended done)
        ? "done " + (done.isReplay() ? "replay " : "") + done.event().sequence()
        : word(answer);
  }

  private void acknowledge(String id) {
    long sequence = random.nextInt(5);
    same(
        "acknowledge",
        model.acknowledge(id, sequence),
        word(registry().acknowledgeWake(id(id), sequence)));
  }

  private void claim(String id) {
    boolean isHere = random.nextInt(4) > 0;
    String name = one(List.of("w1", "w2"));
    Owner owner =
        isHere
            ? new Owner(name, registry().incarnation())
            : new Owner(name, new Incarnation.Elsewhere("host"));
    Duration ttl = one(TTLS);
    Held seen = leases.isEmpty() || random.nextBoolean() ? null : leases.getLast();
    boolean toRun = seen == null && random.nextInt(3) > 0;
    Answer<Claim> answer;
    if (seen != null) {
      answer = registry().reclaim(id(id), owner, seen.lease(), ttl);
    } else {
      answer =
          toRun ? registry().claimToRun(id(id), owner, ttl) : registry().claim(id(id), owner, ttl);
    }
    ModelLife.@Nullable Token token = seen == null ? null : seen.token();
    String expected = model.claim(id, name, isHere, ttl, toRun, token);
    String found =
        switch (answer) {
          case Answer.Refused<Claim> _ -> word(answer);
          case Answer.Done<Claim>(Claim.Acquired _) -> "done acquired";
          case Answer.Done<Claim>(Claim.Busy _) -> "done busy";
          case Answer.Done<Claim>(Claim.Ended _) -> "done ended";
        };
    same(seen == null ? "claim" : "reclaim", expected, found);
    if (answer instanceof Answer.Done<Claim>(Claim.Acquired(Lease lease, ProcessRecord _))) {
      ModelLife.@Nullable Token now = Objects.requireNonNull(model.lives.get(id)).lease;
      if (now != null) {
        assertThat(lease.expires()).isEqualTo(now.expires);
        leases.add(new Held(lease, now));
      }
    }
  }

  private ProcessOutcome outcome() {
    return switch (random.nextInt(4)) {
      case 0 -> ProcessOutcome.failed("f", "c", one(List.of("1", "2")));
      case 1 -> new ProcessOutcome.Cancelled("m", Optional.empty());
      case 2 ->
          new ProcessOutcome.Abandoned(
              ProcessOutcome.AbandonedBy.SWEEP, Optional.empty(), "e", RegistryRoom.DAWN);
      default -> new ProcessOutcome.Succeeded(json(one(List.of("1", "2"))));
    };
  }

  private void complete(String id) {
    ProcessOutcome outcome = outcome();
    Authority authority =
        one(
            List.of(
                new Authority.WorkflowKey("k"),
                new Authority.ExternalOwner(SCOPES.getFirst()),
                new Authority.ReconciledAbandon()));
    same(
        "complete",
        model.complete(id, outcome, null, authority),
        word(registry().complete(id(id), outcome, authority)));
  }

  private void byLease() {
    if (leases.isEmpty()) {
      return;
    }
    // Mostly one of the last, which may hold still.
    int from = random.nextInt(4) == 0 ? 0 : Math.max(0, leases.size() - 3);
    Held held = one(leases.subList(from, leases.size()));
    Lease lease = held.lease();
    ModelLife.Token token = held.token();
    String process = lease.process().value();
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        Answer<Boolean> answer = registry().start(lease);
        String found =
            answer instanceof Answer.Done<Boolean>(Boolean first) ? "done " + first : word(answer);
        same("start", model.start(token), found);
      }
      case 2, 3 -> {
        Duration ttl = one(TTLS);
        same("renew", model.renew(token, ttl), word(registry().renew(lease, ttl)));
      }
      case 4 -> {
        model.release(token);
        registry().release(lease);
      }
      case 5 -> same("give back", model.giveBack(token), word(registry().giveBack(lease)));
      case 6, 7 ->
          same("fail", model.failAttempt(token, "why"), word(registry().failAttempt(lease, "why")));
      case 8 -> {
        Waiting waiting =
            random.nextBoolean()
                ? new Waiting.ForProcess(id(one(IDS)), model.now())
                : new Waiting.ForSignal(
                    "go", 1, model.now(), Optional.of(model.now().plus(one(TTLS))));
        same("wait", model.setWaiting(token, waiting), word(registry().setWaiting(lease, waiting)));
      }
      case 9 -> same("resume", model.clearWaiting(token), word(registry().clearWaiting(lease)));
      case 10 -> {
        ProcessOutcome outcome = outcome();
        same(
            "complete by lease",
            model.complete(process, outcome, token, null),
            word(registry().complete(lease, outcome)));
      }
      default -> appendBy(lease, token);
    }
    check(process);
  }

  private void appendBy(Lease lease, ModelLife.Token token) {
    if (random.nextBoolean()) {
      ProcessAppend append = appendage();
      same(
          "append by lease",
          model.append(lease.process().value(), append, token),
          appended(registry().append(lease, append)));
    } else {
      ProcessAppend note = ProcessAppend.of("note", Payload.text("n"));
      int count = 1 + random.nextInt(3);
      Answer<Long> answer = registry().appendAll(lease, java.util.Collections.nCopies(count, note));
      String found = answer instanceof Answer.Done<Long>(Long last) ? "done " + last : word(answer);
      same("append several", model.appendAll(token, count, note), found);
    }
  }

  private void prune() {
    Duration age = Duration.ofSeconds(one(List.of(0, 100)));
    Optional<String> kind = random.nextBoolean() ? Optional.empty() : Optional.of("build");
    Filter filter = kind.map(Filter.any()::kind).orElse(Filter.any());
    PruneReport report =
        registry().prune(room.clock.instant().minus(age), filter, Optional.empty());
    same("prune", model.prune(age, kind), "done " + report.processes() + " " + report.events());
  }

  private void reopen() {
    if (room instanceof StoreRoom store) {
      if (random.nextInt(3) == 0) {
        store.snapshot();
      }
      if (random.nextBoolean()) {
        store.crash();
      } else {
        store.reopen();
      }
      model.reopen();
      counts.merge("reopened", 1, Integer::sum);
      checkEverything();
    }
  }

  private static String word(Answer<?> answer) {
    return switch (answer) {
      case Answer.Done<?> _ -> "done";
      case Answer.Refused<?>(Refusal.Different it) -> "Different " + it.what();
      case Answer.Refused<?>(Refusal.UnknownProcess it) ->
          "UnknownProcess" + (it.wasPruned() ? " pruned" : "");
      case Answer.Refused<?>(Refusal other) -> other.getClass().getSimpleName();
    };
  }

  private void same(String what, String expected, String found) {
    counts.merge(found.split(" ", -1)[0], 1, Integer::sum);
    counts.merge(what + ": " + found.replaceAll("[0-9]+|\\[.*", "").strip(), 1, Integer::sum);
    assertThat(found).as(what).isEqualTo(expected);
  }

  /** Compares all that is known of a process. */
  private void check(String name) {
    ModelLife life = model.lives.get(name);
    Optional<ProcessRecord> found = registry().find(id(name));
    assertThat(found.isPresent()).as("there is '%s'", name).isEqualTo(life != null);
    if (life == null || found.isEmpty()) {
      return;
    }
    ProcessRecord record = found.get();
    assertThat(record.outcome()).as("outcome").isEqualTo(Optional.ofNullable(life.outcome));
    assertThat(record.waiting()).as("waiting").isEqualTo(Optional.ofNullable(life.waiting));
    assertThat(record.external()).as("external").isEqualTo(Optional.ofNullable(life.external));
    assertThat(record.cancelRequested()).as("cancel").isEqualTo(Optional.ofNullable(life.cancel));
    assertThat(record.abandonRequested())
        .as("abandon")
        .isEqualTo(Optional.ofNullable(life.abandon));
    assertThat(record.started().map(started -> started.owner().name()))
        .as("started")
        .isEqualTo(Optional.ofNullable(life.startedBy));
    assertThat(record.attempts()).as("attempts").isEqualTo(life.attempts);
    assertThat(record.sequence()).as("sequence").isEqualTo(life.events.size());
    assertThat(record.wakeTarget()).as("wake target").isEqualTo(life.target);
    assertThat(record.created()).as("created").isEqualTo(life.created);
    assertThat(record.updated()).as("updated").isEqualTo(life.updated);
    Optional<Lease> lease = registry().lease(id(name));
    assertThat(lease.map(it -> it.owner().name() + " " + it.expires()))
        .as("lease")
        .isEqualTo(Optional.ofNullable(life.lease).map(it -> it.owner + " " + it.expires));
  }

  void checkEverything() {
    for (String name : IDS) {
      check(name);
      ModelLife life = model.lives.get(name);
      if (life != null) {
        assertThat(registry().grantsOf(id(name))).containsExactlyElementsOf(life.grants.values());
        assertThat(registry().unacknowledgedWakes(id(name), 0, 1_000))
            .extracting(ProcessEvent::sequence)
            .isEqualTo(life.unacknowledged());
        assertThat(registry().registration(id(name))).isEqualTo(life.registration);
        checkEvents(life, registry().eventsAfter(id(name), 0, 1_000));
      }
    }
    for (SessionScope scope : SCOPES) {
      assertThat(registry().wakes(scope, Position.FIRST, 1_000))
          .extracting(WakeDelivery::input)
          .isEqualTo(model.told.getOrDefault(scope, List.of()));
      assertThat(registry().grants(scope))
          .extracting(grant -> grant.process().value())
          .isEqualTo(
              model.lives.entrySet().stream()
                  .filter(it -> it.getValue().grants.containsKey(scope.key()))
                  .map(Map.Entry::getKey)
                  .toList());
    }
    Map<String, Long> states = new TreeMap<>();
    model.lives.values().forEach(life -> states.merge(state(life), 1L, Long::sum));
    StateCounts found = registry().counts();
    assertThat(found.running()).isEqualTo(states.getOrDefault("running", 0L));
    assertThat(found.completed()).isEqualTo(states.getOrDefault("Succeeded", 0L));
    assertThat(found.failed()).isEqualTo(states.getOrDefault("Failed", 0L));
    assertThat(found.cancelled()).isEqualTo(states.getOrDefault("Cancelled", 0L));
    assertThat(found.abandoned()).isEqualTo(states.getOrDefault("Abandoned", 0L));
    assertThat(found.waiting())
        .isEqualTo(model.lives.values().stream().filter(life -> life.waiting != null).count());
    assertThat(RegistryContract.ids(registry().list(Filter.any(), Optional.empty(), 100)))
        .isEqualTo(List.copyOf(model.lives.keySet()));
    assertThat(RegistryContract.ids(RegistryAudit.changes(registry())))
        .containsExactlyInAnyOrderElementsOf(model.lives.keySet());
  }

  private static String state(ModelLife life) {
    return life.outcome == null ? "running" : life.outcome.getClass().getSimpleName();
  }

  private static void checkEvents(ModelLife life, List<ProcessEvent> events) {
    assertThat(events).hasSize(life.events.size());
    for (int i = 0; i < events.size(); i++) {
      ProcessEvent found = events.get(i);
      ModelLife.Happened expected = life.events.get(i);
      assertThat(found.sequence()).isEqualTo(i + 1L);
      if (!expected.type().startsWith("process.end") && !expected.type().endsWith("failed")) {
        assertThat(found.type()).isEqualTo(expected.type());
        assertThat(found.payload()).isEqualTo(expected.payload());
        assertThat(found.replayKey()).isEqualTo(expected.key());
      }
      assertThat(found.wake().isPresent()).isEqualTo(expected.wakes());
    }
  }
}
