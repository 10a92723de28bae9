package dev.stele.process;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Processes in a ledger in memory that is opened again and again, by a clock that stands still:
 * each opening is the death of those before. Attempts run in the caller's thread.
 */
final class Jobs {

  static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");
  static final String KIND = "job";
  static final Duration TTL = Duration.ofSeconds(30);
  static final WorkerOptions OPTIONS = WorkerOptions.standard("w").grace(Duration.ZERO);

  final SimClock clock = SimClock.at(DAWN);
  final MemoryLedger ledger = new MemoryLedger(clock);

  /** What engines have done: the name of the attempt's owner each time. */
  final List<String> runs = new CopyOnWriteArrayList<>();

  private int attempts;

  Registry open() {
    return LedgerRegistry.open(ledger, Documents.none(), clock, () -> {});
  }

  static Registration registration(String id, Disposition disposition) {
    return disposition == Disposition.EXTERNALLY_OWNED
        ? Registration.external(id, KIND, Payload.text(id)).events(EventType.signal("go"))
        : Registration.of(id, Work.run(KIND, Payload.text(id)), disposition)
            .events(EventType.signal("go"), EventType.plain("out"));
  }

  static ProcessId register(Registry registry, String id, Disposition disposition) {
    return registry.register(registration(id, disposition)).orThrow().id();
  }

  static Owner owner(Registry registry, String name) {
    return new Owner(name, registry.incarnation());
  }

  static Owner elsewhere(String name) {
    return new Owner(name, new Incarnation.Elsewhere("host-" + name));
  }

  static Claim.Acquired acquired(Answer<Claim> answer) {
    if (answer.orThrow() instanceof Claim.Acquired acquired) {
      return acquired;
    }
    throw new AssertionError("claim must be granted, got: " + answer);
  }

  /** An owner takes a process to run it, and is not heard of again. */
  static Lease begin(Registry registry, ProcessId id, String owner) {
    Owner claimant = owner(registry, owner);
    Answer<Claim> answer = registry.claimToRun(id, claimant, TTL);
    if (answer instanceof Answer.Done<Claim>(Claim.Busy(Lease holder))) {
      registry.reclaim(id, claimant, holder, TTL).orThrow();
      answer = registry.claimToRun(id, claimant, TTL);
    }
    return acquired(answer).lease();
  }

  Triage.Verdict judge(Registry registry, ProcessId id) {
    return new Triage(registry, java.util.Set.of(KIND), clock).judge(registry.get(id));
  }

  Attempt attempt(Registry registry, ProcessId id, Engine engine) {
    Slots slots = new Slots(1);
    slots.tryTake();
    Engines engines =
        new Engines(Map.of(KIND, counted(engine)), slots, Awaiter.polling(registry, clock));
    Owner owner = owner(registry, "attempt-" + ++attempts);
    return new Attempt(registry, engines, id, owner, OPTIONS, clock, new Tally(), () -> {});
  }

  /** An engine that says that it ran. */
  Engine counted(Engine engine) {
    return context -> {
      runs.add(context.lease().owner().name());
      return engine.run(context);
    };
  }

  /** Tries once to run a process, with an engine that succeeds. */
  Optional<ProcessOutcome> tried(Registry registry, ProcessId id) {
    return tried(registry, id, context -> new ProcessOutcome.Succeeded(context.input()));
  }

  Optional<ProcessOutcome> tried(Registry registry, ProcessId id, Engine engine) {
    attempt(registry, id, engine).run();
    return registry.get(id).outcome();
  }
}
