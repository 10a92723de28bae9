package dev.stele.process;

import static dev.stele.process.ProcessChecks.require;

import dev.stele.ground.Disk;
import dev.stele.store.Store;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Engines of every kind that an inline worker runs to their ends, on a disk that may fail. How
 * often an engine was begun, and what was answered to others, is kept outside, as by a world that
 * does not forget when a machine does. Promises: the body of bound work begins once; other work is
 * not lost; each process ends once; an event with a key is there once; what was answered is there.
 */
final class InlineWorkerScenario implements Scenario {

  static final ProcessId STEPS = ProcessId.of("steps");
  private static final ProcessId ASKS = ProcessId.of("asks");
  private static final ProcessId FAILS = ProcessId.of("fails");
  private static final ProcessId BOUND = ProcessId.of("bound");
  private static final ProcessId BOSS = ProcessId.of("boss");
  private static final ProcessId WAITS = ProcessId.of("waits");
  private static final ProcessId OUTSIDE = ProcessId.of("outside");

  /** What can be run again: one that tells, waits and tells, and one whose attempt fails. */
  static final List<ProcessId> AGAIN = List.of(ASKS, FAILS);

  /** Bound work, also some that waits for work that can be run again, and what is of others. */
  static final List<ProcessId> BOUND_AND_OTHERS = List.of(BOSS, STEPS, BOUND, WAITS, OUTSIDE);

  private static final SessionScope OWNER = SessionScope.of("owner");
  private static final Payload YES = Payload.text("yes");
  private static final ProcessOutcome DONE = new ProcessOutcome.Succeeded(Payload.text("done"));

  /** How engines tell of what they did. */
  enum Telling {
    WITH_KEYS,
    WITHOUT_KEYS
  }

  private final List<ProcessId> all;
  private final Telling telling;
  private final Map<ProcessId, Integer> begun = new HashMap<>();
  private final Map<ProcessId, ProcessRecord> registered = new LinkedHashMap<>();
  private final List<ProcessEvent> answered = new ArrayList<>();
  private final Map<ProcessId, ProcessOutcome> ended = new LinkedHashMap<>();

  InlineWorkerScenario(List<ProcessId> all, Telling telling) {
    this.all = all;
    this.telling = telling;
  }

  @Override
  public void run(Disk disk) {
    SimClock clock = SimClock.at(Jobs.DAWN);
    try (Store store = ProcessScenario.open(disk, clock, 0);
        Registry registry = ProcessScenario.open(store, clock)) {
      InlineWorker worker = worker(registry, clock, begun);
      for (ProcessId id : all) {
        registered.put(id, register(registry, id));
      }
      worker.runDue();
      say(registry).ifPresent(answered::add);
      worker.runDue();
      if (endOutside(registry)) {
        ended.put(OUTSIDE, DONE);
      }
      untilNothingIsDue(worker, clock);
      for (ProcessId id : all) {
        registry.get(id).outcome().ifPresent(outcome -> ended.put(id, outcome));
      }
    }
  }

  private static ProcessRecord register(Registry registry, ProcessId id) {
    return registry.register(registration(id), Grant.of(OWNER, id)).orThrow();
  }

  private static Registration registration(ProcessId id) {
    return id.equals(OUTSIDE)
        ? Registration.external(id.value(), "theirs", Payload.EMPTY)
        : Registration.of(
                id.value(),
                Work.run(id.value(), Payload.EMPTY),
                id.equals(BOUND) || id.equals(BOSS)
                    ? Disposition.OWNER_BOUND
                    : Disposition.RERUNNABLE)
            .events(EventType.signal("go"), EventType.plain("out"));
  }

  private InlineWorker worker(Registry registry, SimClock clock, Map<ProcessId, Integer> counts) {
    Map<String, Engine> engines = new HashMap<>();
    engines.put("steps", this::steps);
    engines.put("asks", this::asks);
    engines.put("fails", InlineWorkerScenario::fails);
    engines.put("bound", this::bound);
    engines.put("boss", context -> context.awaitProcess(STEPS));
    engines.put("waits", context -> context.awaitProcess(OUTSIDE));
    engines.replaceAll((_, engine) ->
        context -> {
          counts.merge(context.process(), 1, Integer::sum);
          return engine.run(context);
        });
    return InlineWorker.of(registry, engines, WorkerOptions.standard("w"), clock);
  }

  // Engines.

  private void tell(Context context, String what) {
    ProcessAppend out = ProcessAppend.of("out", Payload.text(what));
    context.emit(telling == Telling.WITH_KEYS ? out.key(what) : out);
  }

  private ProcessOutcome steps(Context context) {
    tell(context, "one");
    tell(context, "two");
    return DONE;
  }

  private ProcessOutcome asks(Context context) throws InterruptedException {
    tell(context, "asked");
    Payload answer = context.awaitSignal("go").payload();
    tell(context, "answered");
    boolean isLate = context.awaitSignal("go", Duration.ofMinutes(1)).isEmpty();
    return isLate ? new ProcessOutcome.Succeeded(answer) : DONE;
  }

  private static ProcessOutcome fails(Context context) {
    if (context.lease().attempt() == 1) {
      throw new IllegalStateException("no luck");
    }
    return DONE;
  }

  private ProcessOutcome bound(Context context) {
    tell(context, "one");
    return DONE;
  }

  // What others do.

  /** Tells one that asks, who may have been told and have ended in an earlier life. */
  private Optional<ProcessEvent> say(Registry registry) {
    return all.contains(ASKS)
            && registry.signal(ASKS, "go", YES, "yes") instanceof Answer.Done<Appended>(Appended it)
        ? Optional.of(it.event())
        : Optional.empty();
  }

  /** Ends what is of others; false if it has ended. */
  private boolean endOutside(Registry registry) {
    return all.contains(OUTSIDE)
        && registry.complete(OUTSIDE, DONE, new Authority.ExternalOwner(OWNER)).isDone();
  }

  private static void untilNothingIsDue(InlineWorker worker, SimClock clock) {
    worker.runDue();
    for (Optional<Instant> at = worker.nextDue(); at.isPresent(); at = worker.nextDue()) {
      clock.advance(Duration.between(clock.instant(), at.get()));
      require(worker.runDue() > 0, "what is due must be run: %s", at);
    }
  }

  // What must hold.

  @Override
  public void audit(Disk disk) {
    SimClock clock = SimClock.at(Jobs.DAWN.plus(Duration.ofDays(1)));
    try (Store store = ProcessScenario.open(disk, clock, 0);
        Registry registry = ProcessScenario.open(store, clock)) {
      promised(registry);
      Map<ProcessId, Integer> counts = new HashMap<>(begun);
      InlineWorker worker = worker(registry, clock, counts);
      all.forEach(id -> register(registry, id));
      worker.runDue();
      Optional<ProcessEvent> _ = say(registry);
      boolean _ = endOutside(registry);
      untilNothingIsDue(worker, clock);
      ProcessChecks.whole(registry, clock);
      promised(registry);
      for (ProcessId id : all) {
        atItsEnd(registry, registry.get(id), counts.getOrDefault(id, 0));
      }
    }
  }

  private void promised(Registry registry) {
    registered.forEach((id, record) -> {
      ProcessRecord found = registry.find(id).orElse(null);
      require(found != null, "must be there: %s", id);
      require(
          registry.register(registration(id)).orThrow().registered().equals(record.registered()),
          "must be the one that was registered: %s",
          record);
    });
    for (ProcessEvent event : answered) {
      require(events(registry, event.process()).contains(event), "must be there: %s", event);
    }
    ended.forEach((id, outcome) ->
        require(
            registry.get(id).outcome().equals(Optional.of(outcome)),
            "%s must have ended in %s",
            id,
            outcome));
  }

  private static List<ProcessEvent> events(Registry registry, ProcessId id) {
    return registry.eventsAfter(id, 0, ProcessReader.PAGE_MAX);
  }

  private static void atItsEnd(Registry registry, ProcessRecord record, int count) {
    require(record.hasEnded(), "must have ended: %s", record);
    ProcessOutcome outcome = record.outcome().orElseThrow();
    List<ProcessEvent> events = events(registry, record.id());
    long ends = events.stream().filter(event -> event.ends().isPresent()).count();
    require(ends == 1, "must have ended once: %s", events);
    List<String> told =
        events.stream()
            .filter(event -> event.type().equals("out"))
            .map(event -> event.payload().text())
            .toList();
    require(told.stream().distinct().count() == told.size(), "must be told once: %s", told);
    switch (record.disposition()) {
      case OWNER_BOUND -> {
        require(count <= 1, "bound work must begin once: %s, found %s", record, count);
        require(
            outcome instanceof ProcessOutcome.Abandoned || (count == 1 && outcome.equals(DONE)),
            "bound work must be done or given up: %s",
            record);
      }
      case RERUNNABLE -> {
        require(count >= 1, "must have been run: %s", record);
        require(outcome.equals(wanted(record.id())), "must have succeeded: %s", record);
        require(told.equals(toBeTold(record.id())), "must have told all: %s", told);
      }
      case EXTERNALLY_OWNED -> require(outcome.equals(DONE), "must have succeeded: %s", record);
    }
  }

  private static ProcessOutcome wanted(ProcessId id) {
    return id.equals(ASKS) ? new ProcessOutcome.Succeeded(YES) : DONE;
  }

  private static List<String> toBeTold(ProcessId id) {
    if (id.equals(STEPS)) {
      return List.of("one", "two");
    }
    return id.equals(ASKS) ? List.of("asked", "answered") : List.of();
  }

  @Override
  public boolean isExpected(Throwable thrown) {
    return Scenario.super.isExpected(thrown)
        || (thrown instanceof RefusedException refused
            && refused.refusal() instanceof Refusal.NoRoom);
  }
}
