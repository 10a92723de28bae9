package dev.stele.process;

import dev.stele.attach.Cursor;
import dev.stele.journal.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A registry that tells a hub of what it has written, and hands events to a sink.
 *
 * <p>Tells of: registrations, external references, events, ends, attempts that begin or fail,
 * requests to abandon, waits that begin and end, wakes that are acknowledged, processes that are
 * given back to be run. Does not tell of other leases, grants, reads and prunes: who waits for an
 * end has been told of it before it can be pruned.
 *
 * <p>The sink gets the events of a process in their order, whoever appends them. What it throws is
 * counted and dropped; ends never reach it.
 */
public final class WatchedRegistry implements Registry {

  private final Registry inner;
  private final ChangeHub hub;
  private final Optional<EventSink> sink;
  private final IdLocks emitting = new IdLocks();
  private final AtomicLong sinkFailures = new AtomicLong();

  /** Watches a registry, to which nobody else should write from now on. */
  public WatchedRegistry(Registry inner, ChangeHub hub, Optional<EventSink> sink) {
    this.inner = inner;
    this.hub = hub;
    this.sink = sink;
  }

  /** Returns how often the sink has thrown something. */
  public long sinkFailures() {
    return sinkFailures.get();
  }

  /** Writes, and tells of it: of a write of which nobody knows whether it was done, too. */
  private <T> Answer<T> told(ProcessId id, Supplier<Answer<T>> write) {
    boolean mayBeWritten = true;
    try {
      Answer<T> answer = write.get();
      mayBeWritten = answer.isDone();
      return answer;
    } finally {
      if (mayBeWritten) {
        hub.tell(id);
      }
    }
  }

  /** Appends, hands on what was appended, and tells: in this order, one append after another. */
  private Answer<Appended> appended(ProcessId id, Supplier<Answer<Appended>> append) {
    if (sink.isEmpty()) {
      return told(id, append);
    }
    try (IdLocks.Held _ = emitting.lock(id)) {
      return told(
          id,
          () -> {
            Answer<Appended> answer = append.get();
            if (answer instanceof Answer.Done<Appended>(Appended appended)
                && !appended.isReplay()) {
              emit(appended.event());
            }
            return answer;
          });
    }
  }

  private void emit(ProcessEvent event) {
    if (event.ends().isEmpty()) {
      try {
        sink.ifPresent(it -> it.emit(event));
      } catch (Throwable _) { // A sink may fail in any way; what was written stands.
        sinkFailures.incrementAndGet();
      }
    }
  }

  @Override
  public Incarnation.Opening incarnation() {
    return inner.incarnation();
  }

  @Override
  public Answer<ProcessRecord> register(Registration registration) {
    return told(registration.id(), () -> inner.register(registration));
  }

  @Override
  public Answer<ProcessRecord> register(Registration registration, Grant grant) {
    return told(registration.id(), () -> inner.register(registration, grant));
  }

  @Override
  public Answer<ProcessRecord> setExternal(ProcessId id, ExternalRef external) {
    return told(id, () -> inner.setExternal(id, external));
  }

  @Override
  public Answer<Grant> grant(Grant grant) {
    return inner.grant(grant);
  }

  @Override
  public void revoke(SessionScope scope, ProcessId id) {
    inner.revoke(scope, id);
  }

  @Override
  public Answer<List<Grant>> transfer(SessionScope from, SessionScope to, List<ProcessId> ids) {
    return inner.transfer(from, to, ids);
  }

  @Override
  public SessionDeletion deleteSession(String session) {
    return inner.deleteSession(session);
  }

  @Override
  public Answer<Appended> append(ProcessId id, ProcessAppend append) {
    return appended(id, () -> inner.append(id, append));
  }

  @Override
  public Answer<Appended> append(Lease lease, ProcessAppend append) {
    return appended(lease.process(), () -> inner.append(lease, append));
  }

  @Override
  public Answer<Long> appendAll(Lease lease, List<ProcessAppend> appends) {
    ProcessId id = lease.process();
    if (sink.isEmpty()) {
      return told(id, () -> inner.appendAll(lease, appends));
    }
    try (IdLocks.Held _ = emitting.lock(id)) {
      return told(
          id,
          () -> {
            Answer<Long> answer = inner.appendAll(lease, appends);
            if (answer instanceof Answer.Done<Long>(Long last)) {
              emitLast(id, last, appends.size());
            }
            return answer;
          });
    }
  }

  private void emitLast(ProcessId id, long last, int count) {
    try {
      for (int from = 0; from < count; from += PAGE_MAX) {
        int page = Math.min(PAGE_MAX, count - from);
        inner.eventsAfter(id, last - count + from, page).forEach(this::emit);
      }
    } catch (RuntimeException _) {
      // The events are there: that they could not be read is no failure of who appended them.
      sinkFailures.incrementAndGet();
    }
  }

  @Override
  public Answer<Appended> signal(ProcessId id, String signal, Payload payload, String key) {
    return appended(id, () -> inner.signal(id, signal, payload, key));
  }

  @Override
  public Answer<Appended> requestCancel(ProcessId id, String reason) {
    return appended(id, () -> inner.requestCancel(id, reason));
  }

  @Override
  public Answer<ProcessRecord> requestAbandon(ProcessId id, String by, Optional<String> reason) {
    return told(id, () -> inner.requestAbandon(id, by, reason));
  }

  @Override
  public Answer<ProcessRecord> acknowledgeWake(ProcessId id, long sequence) {
    return told(id, () -> inner.acknowledgeWake(id, sequence));
  }

  @Override
  public Answer<ProcessRecord> complete(ProcessId id, ProcessOutcome outcome, Authority authority) {
    return told(id, () -> inner.complete(id, outcome, authority));
  }

  @Override
  public Answer<ProcessRecord> complete(Lease lease, ProcessOutcome outcome) {
    return told(lease.process(), () -> inner.complete(lease, outcome));
  }

  @Override
  public Answer<Claim> claim(ProcessId id, Owner owner, Duration ttl) {
    return inner.claim(id, owner, ttl);
  }

  @Override
  public Answer<Claim> claimToRun(ProcessId id, Owner owner, Duration ttl) {
    Answer<Claim> answer = inner.claimToRun(id, owner, ttl);
    boolean begins =
        answer instanceof Answer.Done<Claim>(Claim.Acquired acquired)
            && Attempt.begins(acquired.lease(), acquired.record());
    if (begins) {
      hub.tell(id);
    }
    return answer;
  }

  @Override
  public Answer<Claim> reclaim(ProcessId id, Owner owner, Lease observed, Duration ttl) {
    return inner.reclaim(id, owner, observed, ttl);
  }

  @Override
  public Optional<String> proofOfDeath(Owner owner) {
    return inner.proofOfDeath(owner);
  }

  @Override
  public Answer<Lease> renew(Lease lease, Duration ttl) {
    return inner.renew(lease, ttl);
  }

  @Override
  public void release(Lease lease) {
    inner.release(lease);
  }

  @Override
  public Answer<Boolean> start(Lease lease) {
    return told(lease.process(), () -> inner.start(lease));
  }

  @Override
  public Answer<ProcessRecord> giveBack(Lease lease) {
    return told(lease.process(), () -> inner.giveBack(lease));
  }

  @Override
  public Answer<ProcessRecord> failAttempt(Lease lease, String why) {
    return told(lease.process(), () -> inner.failAttempt(lease, why));
  }

  @Override
  public Answer<ProcessRecord> setWaiting(Lease lease, Waiting waiting) {
    return told(lease.process(), () -> inner.setWaiting(lease, waiting));
  }

  @Override
  public Answer<ProcessRecord> clearWaiting(Lease lease) {
    return told(lease.process(), () -> inner.clearWaiting(lease));
  }

  @Override
  public PruneReport prune(Instant endedBefore, Filter only, Optional<Position> upTo) {
    return inner.prune(endedBefore, only, upTo);
  }

  @Override
  public Tier tier() {
    return inner.tier();
  }

  @Override
  public Optional<ProcessRecord> find(ProcessId id) {
    return inner.find(id);
  }

  @Override
  public Optional<ProcessRecord> findRunning(ProcessId id) {
    return inner.findRunning(id);
  }

  @Override
  public ProcessRecord get(ProcessId id) {
    return inner.get(id);
  }

  @Override
  public List<ProcessId> unregistered(Collection<ProcessId> ids) {
    return inner.unregistered(ids);
  }

  @Override
  public Registration registration(ProcessId id) {
    return inner.registration(id);
  }

  @Override
  public Optional<Lease> lease(ProcessId id) {
    return inner.lease(id);
  }

  @Override
  public List<ProcessRecord> list(Filter filter, Optional<ProcessId> after, int limit) {
    return inner.list(filter, after, limit);
  }

  @Override
  public List<ProcessRecord> latest(Filter filter, Optional<Position> before, int limit) {
    return inner.latest(filter, before, limit);
  }

  @Override
  public StateCounts counts() {
    return inner.counts();
  }

  @Override
  public References references() {
    return inner.references();
  }

  @Override
  public Cursor firstChange() {
    return inner.firstChange();
  }

  @Override
  public Changes changedSince(Cursor cursor, int limit) {
    return inner.changedSince(cursor, limit);
  }

  @Override
  public List<ProcessEvent> eventsAfter(ProcessId id, long sequence, int limit) {
    return inner.eventsAfter(id, sequence, limit);
  }

  @Override
  public Optional<ProcessEvent> firstAfter(ProcessId id, String type, long sequence) {
    return inner.firstAfter(id, type, sequence);
  }

  @Override
  public Optional<ProcessEvent> nth(ProcessId id, String type, long ordinal) {
    return inner.nth(id, type, ordinal);
  }

  @Override
  public long countThrough(ProcessId id, String type, long sequence) {
    return inner.countThrough(id, type, sequence);
  }

  @Override
  public List<ProcessEvent> recent(ProcessId id, int limit) {
    return inner.recent(id, limit);
  }

  @Override
  public List<ProcessEvent> unacknowledgedWakes(ProcessId id, long sequence, int limit) {
    return inner.unacknowledgedWakes(id, sequence, limit);
  }

  @Override
  public List<WakeDelivery> wakes(SessionScope scope, Position from, int limit) {
    return inner.wakes(scope, from, limit);
  }

  @Override
  public List<HistoryEntry> history(ProcessId id) {
    return inner.history(id);
  }

  @Override
  public List<Waiting> waits(ProcessId id) {
    return inner.waits(id);
  }

  @Override
  public List<Grant> grants(SessionScope scope) {
    return inner.grants(scope);
  }

  @Override
  public List<Grant> liveGrants(SessionScope scope) {
    return inner.liveGrants(scope);
  }

  @Override
  public boolean hasGrant(SessionScope scope, ProcessId id) {
    return inner.hasGrant(scope, id);
  }

  @Override
  public List<Grant> grantsOf(ProcessId id) {
    return inner.grantsOf(id);
  }

  @Override
  public void close() {
    inner.close();
  }
}
