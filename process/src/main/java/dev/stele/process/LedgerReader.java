package dev.stele.process;

import dev.stele.attach.Cursor;
import dev.stele.ground.Clock;
import dev.stele.journal.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads processes from a ledger, with those that run at hand. */
abstract class LedgerReader implements ProcessReader {

  final Ledger ledger;
  final LiveSet live;
  final Clock clock;
  final Reads reads;

  LedgerReader(Ledger ledger, LiveSet live, Clock clock) {
    this.ledger = ledger;
    this.live = live;
    this.clock = clock;
    this.reads = new Reads(ledger);
  }

  /**
   * Lets those that run be as they are in the log; fails if this is closed.
   *
   * @return the position up to which they are: of what stands behind it, they may not know
   */
  abstract long beforeReading();

  /** Returns a process as it is; one that is not known if there is none. */
  final Fold fold(ProcessId id) {
    beforeReading();
    Fold held = live.get(id);
    if (held == null) {
      held = live.recent(id);
    }
    return held != null && held.isKnown() ? held : Loading.load(ledger, id, clock);
  }

  private Fold known(ProcessId id) {
    Fold fold = fold(id);
    if (!fold.isKnown()) {
      throw new ProcessException.UnknownProcess(id, fold.wasPruned());
    }
    return fold;
  }

  static void requirePage(int limit) {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new IllegalArgumentException("limit must be 1 to " + PAGE_MAX + ", got: " + limit);
    }
  }

  @Override
  public final Tier tier() {
    return ledger.tier();
  }

  @Override
  public final Optional<ProcessRecord> find(ProcessId id) {
    Fold fold = fold(id);
    return fold.isKnown() ? Optional.of(fold.record()) : Optional.empty();
  }

  @Override
  public final Optional<ProcessRecord> findRunning(ProcessId id) {
    beforeReading();
    Fold running = live.get(id);
    return running != null && running.isKnown()
        ? Optional.of(running.record()).filter(record -> !record.hasEnded())
        : Optional.empty();
  }

  @Override
  public final ProcessRecord get(ProcessId id) {
    return known(id).record();
  }

  @Override
  public final List<ProcessId> unregistered(Collection<ProcessId> ids) {
    return ids.stream().filter(id -> !fold(id).isKnown()).toList();
  }

  @Override
  public final Registration registration(ProcessId id) {
    Head head = known(id).head();
    try (Ledger.Facts facts = ledger.readStream(Streams.main(id), head.firstVersion())) {
      return RegistrationFields.parse(id, facts.next().fact());
    }
  }

  @Override
  public final Optional<Lease> lease(ProcessId id) {
    return Optional.ofNullable(fold(id).lease());
  }

  @Override
  public final List<ProcessRecord> list(Filter filter, Optional<ProcessId> after, int limit) {
    requirePage(limit);
    beforeReading();
    return filter.states() == Filter.States.RUNNING
        ? running(filter, after, limit)
        : all(filter, after, limit);
  }

  private List<ProcessRecord> running(Filter filter, Optional<ProcessId> after, int limit) {
    List<ProcessRecord> page = new ArrayList<>();
    for (Fold fold : live.after(after)) {
      ProcessRecord record = fold.record();
      if (filter.has(record)) {
        page.add(record);
        if (page.size() == limit) {
          break;
        }
      }
    }
    return page;
  }

  /** Looks for the smallest ids behind one, as many as are wanted, until enough pass the filter. */
  private List<ProcessRecord> all(Filter filter, Optional<ProcessId> after, int limit) {
    List<ProcessRecord> page = new ArrayList<>();
    @Nullable ProcessId last = after.orElse(null);
    while (page.size() < limit) {
      SortedSet<ProcessId> ids = smallest(last, Math.max(64, 2 * (limit - page.size())));
      if (ids.isEmpty()) {
        break;
      }
      for (ProcessId id : ids) {
        Optional<ProcessRecord> record = find(id).filter(filter::has);
        if (record.isPresent() && page.size() < limit) {
          page.add(record.get());
        }
      }
      last = ids.last();
    }
    return page;
  }

  private SortedSet<ProcessId> smallest(@Nullable ProcessId after, int count) {
    TreeSet<ProcessId> ids = new TreeSet<>();
    try (Ledger.Facts facts = ledger.read(new Ledger.Where(null, Types.REGISTERED, null, 0))) {
      while (facts.hasNext()) {
        ProcessId id = Streams.process(facts.next().fact().stream()).orElseThrow();
        if (after == null || id.compareTo(after) > 0) {
          ids.add(id);
          if (ids.size() > count) {
            ids.pollLast();
          }
        }
      }
    }
    return ids;
  }

  @Override
  public final List<ProcessRecord> latest(Filter filter, Optional<Position> before, int limit) {
    requirePage(limit);
    beforeReading();
    long end = before.map(Position::value).orElse(Long.MAX_VALUE);
    List<ProcessRecord> page = new ArrayList<>();
    try (Ledger.Facts facts =
        ledger.readBackward(new Ledger.Where(null, Types.REGISTERED, null, 0))) {
      while (page.size() < limit && facts.hasNext()) {
        Stamped next = facts.next();
        if (next.position() < end) {
          ProcessId id = Streams.process(next.fact().stream()).orElseThrow();
          find(id)
              .filter(record -> record.registered().value() == next.position())
              .filter(filter::has)
              .ifPresent(page::add);
        }
      }
    }
    return page;
  }

  @Override
  public final StateCounts counts() {
    beforeReading();
    long running = 0;
    long waiting = 0;
    for (Fold fold : live.after(Optional.empty())) {
      running++;
      waiting += fold.isWaiting() ? 1 : 0;
    }
    return new StateCounts(
        running,
        waiting,
        live.ended("completed"),
        live.ended("failed"),
        live.ended("cancelled"),
        live.ended("abandoned"));
  }

  @Override
  public final References references() {
    beforeReading();
    Map<String, Long> kinds = new TreeMap<>();
    Map<String, Long> environments = new TreeMap<>();
    for (Fold fold : live.after(Optional.empty())) {
      Head head = fold.head();
      kinds.merge(head.kind(), 1L, Long::sum);
      head.environment().ifPresent(name -> environments.merge(name, 1L, Long::sum));
    }
    return new References(kinds, environments);
  }

  @Override
  public final Cursor firstChange() {
    return new Cursor(ledger.lineage(), 0);
  }

  @Override
  public final Changes changedSince(Cursor cursor, int limit) {
    if (limit < 0 || limit > PAGE_MAX) {
      throw new IllegalArgumentException("limit must be 0 to " + PAGE_MAX + ", got: " + limit);
    }
    long known = beforeReading();
    long end = ledger.end();
    if (!cursor.lineage().equals(ledger.lineage()) || cursor.position() > end) {
      return new Changes.Foreign(cursor);
    }
    List<ProcessRecord> records = new ArrayList<>();
    long next = cursor.position();
    try (Ledger.Facts facts = ledger.read(new Ledger.Where(null, null, null, cursor.position()))) {
      while (records.size() < limit && facts.hasNext()) {
        Stamped stamped = facts.next();
        if (stamped.position() >= known) {
          break; // Taken for an old change, it would be passed over for ever.
        }
        Optional<ProcessRecord> changed = lastChange(stamped);
        if (changed.isPresent()) {
          records.add(changed.get());
          next = stamped.position() + 1;
        }
      }
    }
    return new Changes.Page(records, new Cursor(ledger.lineage(), next));
  }

  /** Tells whether what is in memory of a process may lag behind the log. */
  abstract boolean isBusy(ProcessId id);

  /** Returns the process of a fact if that was its last change. */
  private Optional<ProcessRecord> lastChange(Stamped stamped) {
    Optional<ProcessId> id = Streams.process(stamped.fact().stream());
    if (id.isEmpty() || !isChange(stamped.fact())) {
      return Optional.empty();
    }
    boolean isBusy = isBusy(id.get()); // Asked before the process is: who is done has told it.
    boolean hasEnded = stamped.fact().tags().contains(Types.TAG_ENDED);
    if (live.get(id.get()) == null && !hasEnded && !isBusy) {
      return Optional.empty(); // Its end was its last change, and comes later.
    }
    Fold fold = isBusy ? Loading.load(ledger, id.get(), clock) : fold(id.get());
    return Optional.of(fold)
        .filter(Fold::isKnown)
        .map(Fold::record)
        .filter(record -> record.changed().value() == stamped.position());
  }

  private static boolean isChange(Fact fact) {
    return Streams.isMain(fact.stream())
        ? !fact.type().equals(Types.PRUNED)
        : switch (fact.type()) {
          case Types.STARTED,
              Types.ATTEMPT_FAILED,
              Types.WAITING,
              Types.RESUMED,
              Types.EXTERNAL,
              Types.ABANDON_REQUESTED ->
              true;
          case Types.CLAIMED -> fact.fields().containsKey("begins");
          default -> false;
        };
  }

  @Override
  public final List<ProcessEvent> eventsAfter(ProcessId id, long sequence, int limit) {
    requirePage(limit);
    return reads.eventsAfter(known(id).head(), sequence, limit);
  }

  @Override
  public final Optional<ProcessEvent> firstAfter(ProcessId id, String type, long sequence) {
    return reads.firstAfter(known(id).head(), type, sequence);
  }

  @Override
  public final Optional<ProcessEvent> nth(ProcessId id, String type, long ordinal) {
    if (ordinal < 1) {
      throw new IllegalArgumentException("ordinal must be >= 1, got: " + ordinal);
    }
    return reads.nth(known(id).head(), type, ordinal);
  }

  @Override
  public final long countThrough(ProcessId id, String type, long sequence) {
    return reads.countThrough(known(id).head(), type, sequence);
  }

  @Override
  public final List<ProcessEvent> recent(ProcessId id, int limit) {
    requirePage(limit);
    return reads.recent(known(id).head(), limit);
  }

  @Override
  public final List<ProcessEvent> unacknowledgedWakes(ProcessId id, long sequence, int limit) {
    requirePage(limit);
    return reads.unacknowledgedWakes(known(id).head(), sequence, limit);
  }

  @Override
  public final List<WakeDelivery> wakes(SessionScope scope, Position from, int limit) {
    requirePage(limit);
    beforeReading();
    return reads.wakes(scope, from, limit);
  }

  @Override
  public final List<HistoryEntry> history(ProcessId id) {
    return reads.history(known(id).head());
  }

  @Override
  public final List<Waiting> waits(ProcessId id) {
    return reads.waits(known(id).head());
  }

  @Override
  public final List<Grant> grants(SessionScope scope) {
    beforeReading();
    return reads.grants(scope).stream().filter(grant -> hasGrant(scope, grant.process())).toList();
  }

  @Override
  public final List<Grant> liveGrants(SessionScope scope) {
    return grants(scope).stream().filter(grant -> live.get(grant.process()) != null).toList();
  }

  @Override
  public final boolean hasGrant(SessionScope scope, ProcessId id) {
    Fold fold = fold(id);
    return fold.isKnown() && reads.grant(scope, fold.head()).isPresent();
  }

  @Override
  public final List<Grant> grantsOf(ProcessId id) {
    return reads.grantsOf(known(id).head());
  }
}
