package dev.stele.process;

import static dev.stele.process.ProcessChecks.require;

import dev.stele.ground.Disk;
import dev.stele.journal.JournalOptions;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimEntropy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lives of processes on a disk that may fail, told as steps. What is done for a process, and
 * what was answered, is kept outside, as by a world that does not forget when a machine does.
 * Promises: what was answered is there; bound work runs once; other work is not lost; all end once;
 * fences rise for ever; what is in memory is what the log says.
 */
final class ProcessScenario implements Scenario {

  static final Path DIRECTORY = Path.of("/store");
  private static final SessionScope SESSION = SessionScope.of("s");

  /** Something that is done. */
  @FunctionalInterface
  interface Doing {
    void in(ProcessScenario life);
  }

  /** What the world knows of a process. */
  private static final class Known {
    private final Disposition disposition;
    private int executions;
    private long fence = -1;
    private boolean isRegistered;
    private boolean isGranted;
    private boolean mayBePruned;
    private boolean mayBeForgotten; // The session that it is granted to.
    private boolean isPruned;
    private @Nullable ProcessOutcome outcome;
    private final List<ProcessEvent> events = new ArrayList<>();

    Known(Disposition disposition) {
      this.disposition = disposition;
    }
  }

  private final List<Doing> doings;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Map<String, Lease> leases = new HashMap<>();
  private final List<Lease> revenants = new ArrayList<>();
  private SimClock clock = SimClock.at(Jobs.DAWN);
  private @Nullable Store store;
  private @Nullable Registry registry;

  ProcessScenario(Doing... doings) {
    this.doings = List.of(doings);
  }

  static Store open(Disk disk, SimClock clock, int restarts) {
    JournalOptions journal = new JournalOptions(1 << 16, 512, disk, clock, SimEntropy.of(7));
    return Store.open(
        DIRECTORY,
        StoreOptions.standard()
            .journal(journal)
            .indexBytes(1 << 20)
            .restarts(new StoreOptions.RestartBudget(restarts, Duration.ofMinutes(1))));
  }

  static Registry open(Store store, SimClock clock) {
    return Registry.open(store, "jobs", Documents.none(), clock);
  }

  @Override
  public void run(Disk disk) {
    clock = SimClock.at(Jobs.DAWN);
    try {
      begin(disk);
      for (Doing doing : doings) {
        doing.in(this);
        if (store == null) {
          begin(disk);
        }
      }
    } finally {
      end();
    }
  }

  private void begin(Disk disk) {
    Store opened = open(disk, clock, 0);
    store = opened;
    registry = open(opened, clock);
  }

  private void end() {
    revenants.addAll(leases.values());
    leases.clear();
    Registry open = registry;
    registry = null;
    Store under = store;
    store = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      if (under != null) {
        under.close();
      }
    }
  }

  private Registry registry() {
    return java.util.Objects.requireNonNull(registry);
  }

  private Known known(String id) {
    return java.util.Objects.requireNonNull(known.get(id), id);
  }

  // What is done. Each takes note of what was answered when it was answered.

  /** Everything is opened anew. */
  static Doing reopen() {
    return ProcessScenario::end;
  }

  static Doing register(String id, Disposition disposition) {
    return life -> {
      Known one = life.known.computeIfAbsent(id, _ -> new Known(disposition));
      if (one.mayBePruned) { // What was may be gone: from now on there may be another one.
        one.isPruned = false;
        one.mayBePruned = false;
        one.outcome = null;
        one.events.clear();
        one.isRegistered = false;
        one.isGranted = false;
        one.executions = 0;
      }
      life.registry().register(registration(id, disposition), Grant.of(SESSION, pid(id))).orThrow();
      one.isRegistered = true;
      one.isGranted = true;
      one.mayBeForgotten = false;
    };
  }

  private static Registration registration(String id, Disposition disposition) {
    return Jobs.registration(id, disposition).wakes(SESSION);
  }

  private static ProcessId pid(String id) {
    return ProcessId.of(id);
  }

  /** An owner takes it and does something that the world sees. */
  static Doing begin(String id) {
    return life -> {
      Known one = life.known(id);
      Owner owner = Jobs.owner(life.registry(), "runs");
      Answer<Claim> answer = life.registry().claimToRun(pid(id), owner, Jobs.TTL);
      if (answer instanceof Answer.Done<Claim>(Claim.Busy(Lease holder))) {
        life.registry().reclaim(pid(id), owner, holder, Jobs.TTL);
        answer = life.registry().claimToRun(pid(id), owner, Jobs.TTL);
      }
      if (answer instanceof Answer.Done<Claim>(Claim.Acquired(Lease lease, ProcessRecord record))) {
        require(lease.fence().value() >= one.fence, "fence %s after %s", lease, one.fence);
        one.fence = lease.fence().value();
        life.leases.put(id, lease);
        if (Attempt.begins(lease, record)) {
          life.executes(id, one);
        }
      }
    };
  }

  private void executes(String id, Known one) {
    one.executions++;
    require(
        one.disposition != Disposition.OWNER_BOUND || one.executions == 1,
        "bound work must run once: %s",
        id);
  }

  private interface Held {
    void by(ProcessScenario life, Lease lease);
  }

  private static Doing held(String id, Held held) {
    return life -> {
      Lease lease = life.leases.get(id);
      if (lease != null) {
        held.by(life, lease);
      }
    };
  }

  static Doing emit(String id, String key) {
    ProcessAppend out = ProcessAppend.of("out", Payload.text(key)).key(key);
    return held(
        id,
        (life, lease) ->
            life.known(id).events.add(life.registry().append(lease, out).orThrow().event()));
  }

  static Doing emitAll(String id) {
    ProcessAppend out = ProcessAppend.of("out", Payload.EMPTY);
    return held(id, (life, lease) -> life.registry().appendAll(lease, List.of(out, out)).orThrow());
  }

  static Doing signal(String id, String key) {
    return life -> {
      if (life.registry().signal(pid(id), "go", Payload.text(key), key)
          instanceof Answer.Done<Appended>(Appended appended)) {
        life.known(id).events.add(appended.event());
      }
    };
  }

  static Doing await(String id, long ordinal) {
    Waiting waiting = new Waiting.ForSignal("go", ordinal, Jobs.DAWN, Optional.empty());
    return held(id, (life, lease) -> life.registry().setWaiting(lease, waiting).orThrow());
  }

  static Doing resume(String id) {
    return held(id, (life, lease) -> life.registry().clearWaiting(lease).orThrow());
  }

  static Doing fail(String id) {
    return held(id, (life, lease) -> life.registry().failAttempt(lease, "no luck").orThrow());
  }

  static Doing giveBack(String id) {
    return held(id, (life, lease) -> life.registry().giveBack(lease).orThrow());
  }

  static Doing complete(String id) {
    ProcessOutcome outcome = new ProcessOutcome.Succeeded(Payload.text("done"));
    return held(
        id,
        (life, lease) -> {
          life.registry().complete(lease, outcome).orThrow();
          life.known(id).outcome = outcome;
        });
  }

  static Doing completeOutside(String id) {
    ProcessOutcome outcome = new ProcessOutcome.Succeeded(Payload.text("outside"));
    return life -> {
      Authority authority = new Authority.ExternalOwner(SESSION);
      if (life.registry().complete(pid(id), outcome, authority).isDone()) {
        life.known(id).outcome = outcome;
      }
    };
  }

  static Doing cancel(String id) {
    return life -> {
      if (life.registry().requestCancel(pid(id), "enough")
          instanceof Answer.Done<Appended>(Appended appended)) {
        life.known(id).events.add(appended.event());
      }
    };
  }

  static Doing abandon(String id) {
    return life -> {
      Answer<ProcessRecord> _ =
          life.registry().requestAbandon(pid(id), "operator", Optional.empty());
    };
  }

  static Doing prune() {
    return life -> {
      life.clock.advance(Duration.ofSeconds(1));
      List<Known> ended = new ArrayList<>();
      for (Map.Entry<String, Known> entry : life.known.entrySet()) {
        if (life.registry().find(pid(entry.getKey())).map(ProcessRecord::hasEnded).orElse(false)) {
          entry.getValue().mayBePruned = true;
          ended.add(entry.getValue());
        }
      }
      long count =
          life.registry().prune(life.clock.instant(), Filter.any(), Optional.empty()).processes();
      require(count == ended.size(), "%s must be pruned, got: %s", ended.size(), count);
      ended.forEach(one -> one.isPruned = true);
    };
  }

  static Doing forget() {
    return life -> {
      life.known.values().forEach(one -> one.mayBeForgotten = true);
      life.registry().deleteSession(SESSION.session());
      life.known.values().forEach(one -> one.isGranted = false);
    };
  }

  static Doing snapshot() {
    return life -> {
      LedgerRegistry opened = (LedgerRegistry) life.registry();
      Snapshots.write(opened.ledger, opened.live.all(), opened.live.counts(), opened.ledger.end());
    };
  }

  /** Whoever was there before writes on. */
  static Doing haunt() {
    return life -> {
      for (Lease lease : life.revenants) {
        ProcessAppend late = ProcessAppend.of("out", Payload.text("late"));
        require(!life.registry().append(lease, late).isDone(), "late: %s", lease);
        require(!life.registry().failAttempt(lease, "late").isDone(), "late: %s", lease);
        require(!life.registry().giveBack(lease).isDone(), "late: %s", lease);
        require(!life.registry().renew(lease, Jobs.TTL).isDone(), "late: %s", lease);
      }
    };
  }

  @Override
  public boolean isExpected(Throwable thrown) {
    return Scenario.super.isExpected(thrown)
        || (thrown instanceof RefusedException refused
            && refused.refusal() instanceof Refusal.NoRoom);
  }

  // What must hold.

  @Override
  public void audit(Disk disk) {
    SimClock now = SimClock.at(Jobs.DAWN.plus(Duration.ofDays(1)));
    try (Store found = open(disk, now, 0);
        Registry opened = open(found, now)) {
      ProcessChecks.whole(opened, now);
      known.forEach((id, one) -> promised(opened, id, one));
      Map<String, Integer> executions = new HashMap<>();
      known.forEach((id, one) -> executions.put(id, one.executions));
      for (int sweep = 0; sweep < 12; sweep++) { // As many attempts as a process has, and more.
        sweep(opened, now, executions);
        now.advance(Duration.ofHours(1));
      }
      known.forEach((id, one) -> ended(opened, id, one, executions));
      ProcessChecks.whole(opened, now);
      known.forEach((id, one) -> promised(opened, id, one));
    }
  }

  private static void promised(Registry registry, String id, Known one) {
    Optional<ProcessRecord> found = registry.find(pid(id));
    require(found.isPresent() || !one.isRegistered || one.mayBePruned, "must be there: %s", id);
    require(found.isEmpty() || !one.isPruned, "must be pruned: %s", found);
    if (found.isEmpty()) {
      return;
    }
    boolean isGranted = registry.hasGrant(SESSION, pid(id));
    require(isGranted || one.mayBeForgotten, "must be granted with its registration: %s", id);
    require(
        !isGranted || one.isGranted || !one.isRegistered || one.mayBeForgotten,
        "must be forgotten: %s",
        id);
    List<ProcessEvent> events = registry.eventsAfter(pid(id), 0, ProcessReader.PAGE_MAX);
    require(events.containsAll(one.events), "of %s, found %s", one.events, events);
    require(
        one.outcome == null || found.get().outcome().equals(Optional.ofNullable(one.outcome)),
        "must have ended in %s, found %s",
        one.outcome,
        found);
    Answer<ProcessRecord> again = registry.register(registration(id, one.disposition));
    require(again.isDone() && again.orThrow().equals(found.get()), "must replay: %s", again);
  }

  /** What a worker does, and somebody who answers those that wait. */
  private void sweep(Registry registry, SimClock now, Map<String, Integer> executions) {
    for (ProcessRecord record : registry.list(Filter.running(), Optional.empty(), 100)) {
      if (record.waiting().orElse(null) instanceof Waiting.ForSignal) {
        registry.signal(record.id(), "go", Payload.EMPTY, "sweep-1").orThrow();
        registry.signal(record.id(), "go", Payload.EMPTY, "sweep-2").orThrow();
      }
    }
    Engine engine =
        context -> {
          String id = context.process().value();
          require(context.lease().fence().value() > known(id).fence, "fences must rise: %s", id);
          executions.merge(id, 1, Integer::sum);
          return new ProcessOutcome.Succeeded(Payload.text("swept"));
        };
    InlineWorker.of(registry, Map.of(Jobs.KIND, engine), Jobs.OPTIONS, now).runDue();
  }

  private static void ended(
      Registry registry, String id, Known one, Map<String, Integer> executions) {
    int executed = executions.getOrDefault(id, 0);
    require(
        one.disposition != Disposition.OWNER_BOUND || executed <= 1,
        "bound work must run once: %s ran %s times",
        id,
        executed);
    Optional<ProcessRecord> found = registry.find(pid(id));
    if (found.isEmpty()) {
      return;
    }
    boolean isAsked = found.get().abandonRequested().isPresent();
    boolean ends = one.disposition != Disposition.EXTERNALLY_OWNED || isAsked;
    require(!ends || found.get().hasEnded(), "must have ended: %s", found);
    if (found.get().outcome().orElse(null) instanceof ProcessOutcome.Succeeded
        && one.disposition != Disposition.EXTERNALLY_OWNED) {
      require(executed >= 1, "must have run: %s", found);
    }
  }
}
