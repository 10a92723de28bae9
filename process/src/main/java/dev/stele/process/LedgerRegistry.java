package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.journal.Position;
import dev.stele.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registry over a ledger. */
final class LedgerRegistry extends LedgerReader implements Registry {

  /** Closing writes a snapshot if more facts than this would have to be read. */
  private static final long SNAPSHOT_AT_END_FACTS = 10_000;

  private final Deciding deciding;
  private final Leasing leasing;
  private final AppendPlan plan;
  private final Sessions sessions;
  private final Pruning pruning;
  private final Incarnation.Opening incarnation;
  private final Runnable onClose;
  private volatile boolean isClosed;

  private LedgerRegistry(
      Ledger ledger,
      LiveSet live,
      Documents documents,
      Clock clock,
      Incarnation.Opening incarnation,
      long factsRead,
      Runnable onClose) {
    super(ledger, live, clock);
    this.incarnation = incarnation;
    this.onClose = onClose;
    this.deciding = new Deciding(ledger, live, id -> Loading.load(ledger, id, clock), factsRead);
    this.leasing = new Leasing(deciding, clock, incarnation);
    this.plan = new AppendPlan(documents);
    this.sessions = new Sessions(ledger, live, deciding, reads);
    this.pruning = new Pruning(ledger, live, deciding, clock);
  }

  static Registry open(Store store, String scope, Documents documents, Clock clock) {
    Runnable onClose = OpenScopes.open(store, scope);
    boolean isOpen = false;
    try {
      Registry registry = open(new StoreLedger(store, scope), documents, clock, onClose);
      isOpen = true;
      return registry;
    } finally {
      if (!isOpen) {
        onClose.run();
      }
    }
  }

  static Registry open(Ledger ledger, Documents documents, Clock clock, Runnable onClose) {
    LiveSet live = new LiveSet(clock);
    Snapshots.Loaded loaded = Snapshots.load(ledger, live, clock);
    Fact opened = new Fact(Streams.OPENINGS, Types.OPENED, openedBy(ledger));
    return switch (ledger.write(List.of(opened), Map.of(), Optional.empty())) {
      case Ledger.Written.Done(List<Stamped> facts) ->
          new LedgerRegistry(
              ledger,
              live,
              documents,
              clock,
              new Incarnation.Opening(new Position(facts.getFirst().position())),
              loaded.facts(),
              onClose);
      case Ledger.Written.Refused(Refusal refusal) -> throw new RefusedException(refusal);
      case Ledger.Written other ->
          throw new IllegalStateException("opening expects nothing, got: " + other);
    };
  }

  /** For people who look into a store; what is in memory is nobody else's. */
  private static Map<String, String> openedBy(Ledger ledger) {
    return ledger.tier() == Tier.DURABLE
        ? Map.of("pid", Long.toString(ProcessHandle.current().pid()))
        : Map.of();
  }

  @Override
  long beforeReading() {
    requireOpen();
    deciding.settle();
    return Long.MAX_VALUE;
  }

  @Override
  boolean isBusy(ProcessId id) {
    return deciding.isBusy(id);
  }

  private void requireOpen() {
    if (isClosed) {
      throw new ProcessException.Closed("registry");
    }
  }

  @Override
  public Incarnation.Opening incarnation() {
    return incarnation;
  }

  @Override
  public Answer<ProcessRecord> register(Registration registration) {
    return register(registration, Optional.empty());
  }

  @Override
  public Answer<ProcessRecord> register(Registration registration, Grant grant) {
    if (!grant.process().equals(registration.id())) {
      throw new IllegalArgumentException(
          "grant must be for '" + registration.id() + "', got: '" + grant.process() + "'");
    }
    return register(registration, Optional.of(grant));
  }

  private Answer<ProcessRecord> register(Registration registration, Optional<Grant> grant) {
    requireOpen();
    Optional<Refusal> unfit = plan.check(registration);
    if (unfit.isPresent()) {
      return Answer.refused(unfit.get());
    }
    Fact registered = RegistrationFields.of(registration);
    return deciding.one(
        registration.id(),
        fold -> {
          if (!fold.isKnown()) {
            List<Fact> facts = new ArrayList<>(List.of(registered));
            grant.ifPresent(given -> facts.add(Sessions.granted(given)));
            return Step.write(facts, _ -> fold.record());
          }
          if (!fold.head().hash().equals(RegistrationFields.hash(registered))) {
            return Step.refused(
                new Refusal.Different(
                    registration.id(),
                    Refusal.Different.What.REGISTRATION,
                    fold.head().hash().toString()));
          }
          // It was registered before; the grant may not have been asked for then.
          boolean isGranted =
              grant.isEmpty() || reads.grant(grant.get().scope(), fold.head()).equals(grant);
          return isGranted
              ? Step.done(fold.record())
              : Step.write(List.of(Sessions.granted(grant.get())), _ -> fold.record());
        });
  }

  @Override
  public Answer<ProcessRecord> setExternal(ProcessId id, ExternalRef external) {
    requireOpen();
    return deciding.one(
        id,
        fold -> {
          if (!fold.isKnown()) {
            return Step.refused(unknown(fold));
          }
          Optional<ExternalRef> before = fold.record().external();
          if (before.isPresent()) {
            return before.get().equals(external)
                ? Step.done(fold.record())
                : Step.refused(
                    new Refusal.Different(
                        id, Refusal.Different.What.EXTERNAL_REFERENCE, before.get().toString()));
          }
          Fact fact = new Fact(Streams.control(id), Types.EXTERNAL, Fold.fieldsOf(external));
          return fold.hasEnded()
              ? Step.refused(new Refusal.Ended(fold.record()))
              : Step.write(List.of(fact), _ -> fold.record());
        });
  }

  static Refusal unknown(Fold fold) {
    return new Refusal.UnknownProcess(fold.id, fold.wasPruned());
  }

  @Override
  public Answer<Grant> grant(Grant grant) {
    requireOpen();
    return sessions.grant(grant);
  }

  @Override
  public void revoke(SessionScope scope, ProcessId id) {
    requireOpen();
    sessions.revoke(scope, id);
  }

  @Override
  public Answer<List<Grant>> transfer(SessionScope from, SessionScope to, List<ProcessId> ids) {
    requireOpen();
    return sessions.transfer(from, to, ids);
  }

  @Override
  public SessionDeletion deleteSession(String session) {
    requireOpen();
    return sessions.delete(session);
  }

  @Override
  public Answer<Appended> append(ProcessId id, ProcessAppend append) {
    requireOpen();
    return deciding.one(id, fold -> appending(fold, append, Optional.empty()));
  }

  @Override
  public Answer<Appended> append(Lease lease, ProcessAppend append) {
    requireOpen();
    return deciding.one(lease.process(), fold -> appending(fold, append, Optional.of(lease)));
  }

  private Step<Appended> appending(Fold fold, ProcessAppend append, Optional<Lease> lease) {
    if (!fold.isKnown()) {
      return Step.refused(unknown(fold));
    }
    Head head = fold.head();
    Optional<Stamped> before = append.replayKey().flatMap(key -> reads.withKey(head, key));
    if (before.isPresent()) {
      return replayed(head, append, before.get());
    }
    if (fold.hasEnded()) {
      return Step.refused(new Refusal.Ended(fold.record()));
    }
    Optional<Refusal> lost = lease.flatMap(held -> leasing.lost(fold, held));
    if (lost.isPresent()) {
      return Step.refused(lost.get());
    }
    long sequence = head.sequence(fold.mainVersion()) + 1;
    return switch (plan.plan(head, append, sequence)) {
      case Answer.Refused<Planned>(Refusal refusal) -> Step.refused(refusal);
      case Answer.Done<Planned>(Planned planned) -> {
        Optional<Lease> holder = leasing.holding(fold);
        boolean ends = planned.fact().tags().contains(Types.TAG_ENDED);
        yield ends && lease.isEmpty() && holder.isPresent()
            ? Step.refused(new Refusal.Leased(holder.get()))
            : writing(head, planned, sequence);
      }
    };
  }

  private static Step<Appended> writing(Head head, Planned planned, long sequence) {
    Optional<WakeDelivery> delivery =
        planned
            .wake()
            .flatMap(wake -> planned.target().map(to -> delivery(head, to, wake, sequence)));
    List<Fact> facts = new ArrayList<>(List.of(planned.fact()));
    delivery.ifPresent(wake -> facts.add(waking(wake)));
    return new Step.Write<>(
        facts,
        delivery.map(wake -> Types.tagOfWake(wake.id())),
        stamped -> new Appended(Reads.event(head, stamped.getFirst()), false, delivery));
  }

  private static WakeDelivery delivery(
      Head head, SessionScope target, ProcessEvent.Wake wake, long sequence) {
    String id = Types.digest(target.key() + "\n" + wake.key());
    return new WakeDelivery(id, target, head.id(), sequence, wake.input());
  }

  private static Fact waking(WakeDelivery wake) {
    Map<String, String> fields =
        Map.of(
            "wake", wake.id(),
            "process", wake.process().value(),
            "sequence", Long.toString(wake.sequence()));
    return new Fact(
        Streams.wakes(wake.target()),
        Types.WAKE,
        fields,
        Payload.text(wake.input()),
        Set.of(Types.tagOfWake(wake.id())));
  }

  private static Step<Appended> replayed(Head head, ProcessAppend append, Stamped before) {
    Fact fact = before.fact();
    if (!fact.type().equals(append.type()) || !fact.payload().equals(append.payload())) {
      return Step.refused(
          new Refusal.Different(
              head.id(),
              Refusal.Different.What.REPLAY_KEY,
              "'" + fact.type() + "' at position " + before.position()));
    }
    ProcessEvent event = Reads.event(head, before);
    Optional<WakeDelivery> delivery =
        event
            .wake()
            .flatMap(wake ->
                RegistrationFields.optional(fact, "wake.target")
                    .map(SessionScope::parse)
                    .map(to -> delivery(head, to, wake, event.sequence())));
    return Step.done(new Appended(event, true, delivery));
  }

  @Override
  public Answer<Long> appendAll(Lease lease, List<ProcessAppend> appends) {
    requireOpen();
    if (appends.isEmpty()) {
      throw new IllegalArgumentException("events must be >= 1, got: none");
    }
    return deciding.one(
        lease.process(),
        fold -> {
          Optional<Refusal> lost = leasing.lostOrOver(fold, lease);
          if (lost.isPresent()) {
            return Step.refused(lost.get());
          }
          Head head = fold.head();
          List<Fact> facts = new ArrayList<>();
          for (ProcessAppend append : appends) {
            switch (plan.plan(head, append, head.sequence(fold.mainVersion()) + facts.size() + 1)) {
              case Answer.Refused<Planned>(Refusal refusal) -> {
                return Step.refused(refusal);
              }
              case Answer.Done<Planned>(Planned planned) -> facts.add(requirePlain(planned).fact());
            }
          }
          return Step.write(facts, stamped -> head.sequence(stamped.getLast().version()));
        });
  }

  private static Planned requirePlain(Planned planned) {
    if (!planned.fact().tags().isEmpty()) {
      throw new IllegalArgumentException(
          "event among several must have no key, wake nobody and end nothing, got: '"
              + planned.fact().type()
              + "'");
    }
    return planned;
  }

  @Override
  public Answer<Appended> requestCancel(ProcessId id, String reason) {
    String bounded = Texts.bounded(reason);
    ProcessAppend append =
        ProcessAppend.of(EventType.CANCEL_REQUESTED, Payload.text(bounded))
            .key("cancel:" + Types.digest(bounded));
    return append(id, append);
  }

  @Override
  public Answer<ProcessRecord> requestAbandon(ProcessId id, String by, Optional<String> reason) {
    requireOpen();
    Kinds.require("requester", by);
    return deciding.one(
        id,
        fold -> {
          if (!fold.isKnown() || fold.hasEnded()) {
            return Step.refused(fold.isKnown() ? new Refusal.Ended(fold.record()) : unknown(fold));
          }
          if (fold.record().abandonRequested().isPresent()) {
            return Step.done(fold.record());
          }
          Map<String, String> fields = new java.util.TreeMap<>(Map.of("by", by));
          reason.ifPresent(text -> fields.put("reason", Texts.bounded(text)));
          Fact fact = new Fact(Streams.control(id), Types.ABANDON_REQUESTED, fields);
          return Step.write(List.of(fact), _ -> fold.record());
        });
  }

  @Override
  public Answer<ProcessRecord> acknowledgeWake(ProcessId id, long sequence) {
    requireOpen();
    return deciding.one(
        id,
        fold -> {
          if (!fold.isKnown()) {
            return Step.refused(unknown(fold));
          }
          boolean isOpenWake =
              reads.unacknowledgedWakes(fold.head(), sequence - 1, 1).stream()
                  .anyMatch(event -> event.sequence() == sequence);
          Map<String, String> fields = Map.of("sequence", Long.toString(sequence));
          Fact fact = new Fact(Streams.control(id), Types.WAKE_ACKNOWLEDGED, fields);
          return isOpenWake
              ? Step.write(List.of(fact), _ -> fold.record())
              : Step.done(fold.record());
        });
  }

  @Override
  public Answer<ProcessRecord> complete(ProcessId id, ProcessOutcome outcome, Authority authority) {
    requireOpen();
    return leasing.complete(id, outcome, authority);
  }

  @Override
  public Answer<Claim> claim(ProcessId id, Owner owner, Duration ttl) {
    requireOpen();
    return leasing.claim(id, owner, ttl, Optional.empty(), false);
  }

  @Override
  public Answer<Claim> claimToRun(ProcessId id, Owner owner, Duration ttl) {
    requireOpen();
    return leasing.claim(id, owner, ttl, Optional.empty(), true);
  }

  @Override
  public Answer<Claim> reclaim(ProcessId id, Owner owner, Lease observed, Duration ttl) {
    requireOpen();
    return leasing.claim(id, owner, ttl, Optional.of(observed), false);
  }

  @Override
  public Optional<String> proofOfDeath(Owner owner) {
    return leasing.proofOfDeath(owner);
  }

  @Override
  public Answer<Lease> renew(Lease lease, Duration ttl) {
    requireOpen();
    return leasing.renew(lease, ttl);
  }

  @Override
  public void release(Lease lease) {
    requireOpen();
    leasing.release(lease);
  }

  @Override
  public Answer<Boolean> start(Lease lease) {
    requireOpen();
    return leasing.start(lease);
  }

  @Override
  public Answer<ProcessRecord> giveBack(Lease lease) {
    requireOpen();
    return leasing.giveBack(lease);
  }

  @Override
  public Answer<ProcessRecord> failAttempt(Lease lease, String why) {
    requireOpen();
    return leasing.failAttempt(lease, why);
  }

  @Override
  public Answer<ProcessRecord> setWaiting(Lease lease, Waiting waiting) {
    requireOpen();
    return leasing.setWaiting(lease, waiting);
  }

  @Override
  public Answer<ProcessRecord> clearWaiting(Lease lease) {
    requireOpen();
    return leasing.clearWaiting(lease);
  }

  @Override
  public Answer<ProcessRecord> complete(Lease lease, ProcessOutcome outcome) {
    requireOpen();
    return leasing.complete(lease, outcome);
  }

  @Override
  public PruneReport prune(Instant endedBefore, Filter only, Optional<Position> upTo) {
    requireOpen();
    return pruning.prune(endedBefore, only, upTo.map(Position::value).orElse(Long.MAX_VALUE));
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      try {
        deciding.snapshotAtEnd(SNAPSHOT_AT_END_FACTS);
      } finally {
        onClose.run();
      }
    }
  }
}
