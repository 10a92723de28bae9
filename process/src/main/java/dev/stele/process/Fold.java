package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.journal.Position;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process, as the facts make it. Facts are applied in the order of the log; one that was
 * applied already changes nothing. Safe for any thread; who decides by it keeps others out
 * meanwhile.
 */
final class Fold {

  /*
   * A lease of this opening ends by the time that does not jump; one of an owner elsewhere by the
   * wall, since it outlives the opening. By one of an earlier opening nobody may write; it keeps others
   * from claiming, by the wall too, until somebody reclaims it, for which its owner's death is proof.
   */

  final ProcessId id;
  private final Clock clock;

  // Guarded by this.
  private @Nullable Head head;
  private boolean wasPruned;
  private long mainVersion = Ledger.NONE;
  private long controlVersion = Ledger.NONE;
  private long applied = -1;
  private ProcessStatus status = new ProcessStatus.Running();
  private @Nullable Waiting waiting;
  private @Nullable Started started;
  private int attempts;
  private int attemptsBeforeWait;
  private @Nullable Instant attempted;
  private @Nullable Instant cancelRequested;
  private @Nullable AbandonRequest abandonRequested;
  private @Nullable ExternalRef external;
  private Instant updated = Instant.EPOCH;
  private long changed;
  private @Nullable Lease lease;
  private boolean isLeaseStarted;
  private long leaseDeadlineNanos;

  Fold(ProcessId id, Clock clock) {
    this.id = id;
    this.clock = clock;
  }

  synchronized boolean isKnown() {
    return head != null;
  }

  synchronized boolean wasPruned() {
    return wasPruned;
  }

  /** Returns what the process is, which must be known. */
  synchronized Head head() {
    Head known = head;
    if (known == null) {
      throw new IllegalStateException("process must be known, got: '" + id + "'");
    }
    return known;
  }

  synchronized long mainVersion() {
    return mainVersion;
  }

  synchronized long controlVersion() {
    return controlVersion;
  }

  synchronized boolean isWaiting() {
    return waiting != null;
  }

  /** Tells whether it waits for something that has not come in its time. */
  synchronized boolean isWaitOver(Instant now) {
    return waiting instanceof Waiting.ForSignal it
        && it.until().filter(until -> !until.isAfter(now)).isPresent();
  }

  /** Returns how many attempts there were when it began to wait. */
  synchronized int attemptsBeforeWait() {
    return attemptsBeforeWait;
  }

  synchronized boolean hasEnded() {
    return status instanceof ProcessStatus.Ended;
  }

  synchronized @Nullable Lease lease() {
    return lease;
  }

  synchronized boolean isLeaseStarted() {
    return isLeaseStarted;
  }

  /** Tells whether somebody has the process now. */
  synchronized boolean isLeased(Incarnation.Opening now) {
    Lease held = lease;
    if (held == null) {
      return false;
    }
    return switch (held.owner().incarnation()) {
      case Incarnation.Opening opening when opening.equals(now) ->
          leaseDeadlineNanos - clock.nanoTime() > 0;
      case Incarnation.Opening _ -> held.expires().isAfter(clock.instant());
      case Incarnation.Elsewhere _ -> held.expires().isAfter(clock.instant());
    };
  }

  /** Tells whether the lease ends with an opening, and is in memory alone how long it holds. */
  synchronized boolean isLeaseOf(Incarnation.Opening opening) {
    return lease != null && lease.owner().incarnation().equals(opening);
  }

  /** How long a lease holds. */
  private record Held(@Nullable Lease lease, long deadlineNanos) {}

  private synchronized Held held() {
    return new Held(lease, leaseDeadlineNanos);
  }

  /**
   * Takes over how long the lease holds from what was known before, if it is the same: the log does
   * not say, and a lease that is over must not begin anew.
   */
  void keepLease(Fold before) {
    Held known = before.held();
    synchronized (this) {
      Lease now = lease;
      if (now != null && known.lease() != null && known.lease().fence().equals(now.fence())) {
        lease =
            new Lease(
                now.process(), now.owner(), now.fence(), now.attempt(), known.lease().expires());
        leaseDeadlineNanos = known.deadlineNanos();
      }
    }
  }

  /** Lets the lease hold until then; not kept in the log, since it ends with this opening. */
  synchronized Lease prolong(Instant expires, long deadlineNanos) {
    Lease held = lease;
    if (held == null) {
      throw new IllegalStateException("lease must be held, got: none");
    }
    Lease longer = new Lease(held.process(), held.owner(), held.fence(), held.attempt(), expires);
    lease = longer;
    leaseDeadlineNanos = deadlineNanos;
    return longer;
  }

  /**
   * Lets a lease of this opening hold for longer, if it does hold; one that was over once never
   * does again. Needs no lock but this: whoever takes a lease that is over writes so first.
   *
   * @return the lease as it is now; null if it does not hold
   */
  synchronized @Nullable Lease renew(
      Lease asked, Incarnation.Opening now, Instant expires, long deadlineNanos) {
    Lease held = lease;
    boolean isIts =
        held != null
            && held.fence().equals(asked.fence())
            && held.owner().equals(asked.owner())
            && isLeased(now);
    return isIts && !hasEnded() ? prolong(expires, deadlineNanos) : null;
  }

  synchronized ProcessRecord record() {
    Head known = head();
    return new ProcessRecord(
        id,
        known.registered(),
        known.firstVersion(),
        known.hash(),
        known.kind(),
        known.disposition(),
        known.environment(),
        known.originator(),
        known.causedBy(),
        known.wakeTarget(),
        known.label(),
        known.retry(),
        known.notBefore(),
        known.priority(),
        status,
        Optional.ofNullable(waiting),
        Optional.ofNullable(started),
        attempts,
        Optional.ofNullable(attempted),
        Optional.ofNullable(cancelRequested),
        Optional.ofNullable(abandonRequested),
        Optional.ofNullable(external),
        known.sequence(mainVersion),
        known.created(),
        updated,
        new Position(changed));
  }

  /** Applies a fact of the process. */
  synchronized void apply(Stamped stamped) {
    boolean isMain = Streams.isMain(stamped.fact().stream());
    if (stamped.position() <= applied) {
      return;
    }
    applied = stamped.position();
    if (isMain) {
      mainVersion = stamped.version();
      applyMain(stamped);
    } else {
      controlVersion = stamped.version();
      applyControl(stamped);
    }
  }

  /** Applies a fact of the process's own stream after later ones of the other stream. */
  synchronized void applyOutOfOrder(Stamped stamped) {
    Instant updatedBefore = updated;
    long changedBefore = changed;
    applyMain(stamped);
    if (changedBefore > changed) {
      updated = updatedBefore;
      changed = changedBefore;
    }
  }

  /** Takes note of the last event, whatever it was. */
  synchronized void touch(Stamped last) {
    if (last.position() > changed) {
      touched(last);
    }
    applied = Math.max(applied, last.position());
  }

  /** Sets the versions of streams that were not read whole. */
  synchronized void versions(long main, long control) {
    mainVersion = Math.max(mainVersion, main);
    controlVersion = Math.max(controlVersion, control);
  }

  private void applyMain(Stamped stamped) {
    switch (stamped.fact().type()) {
      case Types.REGISTERED -> begin(Head.of(id, stamped));
      case Types.PRUNED -> {
        head = null;
        wasPruned = true;
        return;
      }
      case EventType.CANCEL_REQUESTED -> {
        if (cancelRequested == null) {
          cancelRequested = stamped.at();
        }
      }
      default -> {}
    }
    if (stamped.fact().tags().contains(Types.TAG_ENDED)) {
      long sequence = head().sequence(stamped.version());
      ProcessOutcome outcome = OutcomeFields.parse(stamped.fact());
      status = new ProcessStatus.Ended(outcome, sequence, stamped.at());
      waiting = null;
      lease = null;
    }
    touched(stamped);
  }

  private void begin(Head now) {
    head = now;
    wasPruned = false;
    status = new ProcessStatus.Running();
    waiting = null;
    started = null;
    attempts = 0;
    attemptsBeforeWait = 0;
    attempted = null;
    cancelRequested = null;
    abandonRequested = null;
    external = null;
    lease = null;
  }

  private void touched(Stamped stamped) {
    updated = stamped.at();
    changed = stamped.position();
  }

  private void applyControl(Stamped stamped) {
    Fact fact = stamped.fact();
    switch (fact.type()) {
      case Types.CLAIMED -> claimed(stamped);
      case Types.RENEWED -> {
        if (lease != null) {
          prolong(Instant.parse(fact.field("expires")), leaseDeadlineNanos);
        }
      }
      case Types.STARTED -> attemptBegins(stamped);
      case Types.RELEASED -> {
        lease = null;
        if (fact.fields().containsKey("uncounted")) {
          attempts--;
        }
      }
      case Types.ATTEMPT_FAILED -> {
        lease = null;
        waiting = WaitingFields.parse(fact);
        // One that came from a wait was not counted: it is now, since it has failed.
        attempts = waiting instanceof Waiting.ForAttempt it ? Math.max(attempts, it.failed()) : 0;
        attemptsBeforeWait = 0;
        touched(stamped);
      }
      case Types.WAITING -> {
        waiting = WaitingFields.parse(fact);
        attemptsBeforeWait = attempts > 0 ? attempts : attemptsBeforeWait;
        attempts = 0;
        touched(stamped);
      }
      case Types.RESUMED -> {
        waiting = null;
        attempts = isLeaseStarted ? Math.max(attempts, 1) : attempts; // It goes on, and counts.
        // Nothing has come: its attempts go on to count.
        attempts =
            RegistrationFields.optional(fact, "attempts")
                .map(before -> Math.max(attempts, Integer.parseInt(before)))
                .orElse(attempts);
        attemptsBeforeWait = 0;
        touched(stamped);
      }
      case Types.EXTERNAL -> {
        external = externalOf(fact);
        touched(stamped);
      }
      case Types.ABANDON_REQUESTED -> {
        abandonRequested =
            new AbandonRequest(
                fact.field("by"), RegistrationFields.optional(fact, "reason"), stamped.at());
        touched(stamped);
      }
      default -> {} // Grants and acknowledgements are looked up where they stand.
    }
  }

  private void claimed(Stamped stamped) {
    Fact fact = stamped.fact();
    Owner owner = OutcomeFields.owner(fact).orElseThrow();
    boolean begins = fact.fields().containsKey("begins");
    int attempt = attempts + 1;
    lease =
        new Lease(
            id,
            owner,
            new Position(stamped.position()),
            attempt,
            Instant.parse(fact.field("expires")));
    leaseDeadlineNanos = clock.nanoTime() + Long.parseLong(fact.field("ttl-nanos"));
    isLeaseStarted = false;
    if (begins) {
      attemptBegins(stamped);
    }
  }

  private void attemptBegins(Stamped stamped) {
    isLeaseStarted = true;
    attempts++;
    attempted = stamped.at();
    waiting = waiting instanceof Waiting.ForAttempt ? null : waiting;
    Lease held = lease;
    if (held != null && started == null) {
      started = new Started(held.owner(), held.fence(), stamped.at());
    }
    touched(stamped);
  }

  static Map<String, String> fieldsOf(ExternalRef external) {
    Map<String, String> fields = new java.util.TreeMap<>();
    fields.put("system", external.system());
    fields.put("id", external.id());
    external.metadata().forEach((name, value) -> fields.put("meta." + name, value));
    return fields;
  }

  private static ExternalRef externalOf(Fact fact) {
    Map<String, String> metadata = new java.util.TreeMap<>();
    fact.fields()
        .forEach((name, value) -> {
          if (name.startsWith("meta.")) {
            metadata.put(name.substring("meta.".length()), value);
          }
        });
    return new ExternalRef(fact.field("system"), fact.field("id"), metadata);
  }

  /** Forgets whom the process wakes, if that is a session. */
  synchronized void forgetSession(String session) {
    Head known = head;
    if (known != null
        && known.wakeTarget().filter(to -> to.session().equals(session)).isPresent()) {
      head = known.withoutWakeTarget();
    }
  }

  /** Writes what it knows. */
  synchronized void write(SnapshotOut out) {
    Head known = head();
    out.shape(known);
    out.text(id.value());
    out.number(known.registered().value());
    out.number(known.firstVersion());
    out.digest(known.hash());
    out.instant(known.created());
    out.optional(known.causedBy());
    out.optional(known.wakeTarget().map(SessionScope::key));
    out.optional(known.label());
    out.optional(known.notBefore().orElse(null));
    out.number(mainVersion);
    out.number(controlVersion);
    out.number(applied);
    out.number(attempts);
    out.number(attemptsBeforeWait);
    out.optional(attempted);
    out.instant(updated);
    out.number(changed);
    out.flag(isLeaseStarted);
    out.waiting(waiting);
    out.external(external);
    out.started(started);
    out.request(abandonRequested);
    out.lease(lease);
    out.optional(cancelRequested);
  }

  /** Reads what {@link #write} writes. An ended one is as it was before its end. */
  static Fold read(SnapshotIn in, Clock clock) {
    Head shape = in.shape();
    Fold fold = new Fold(new ProcessId(in.text()), clock);
    Head head =
        shape.of(
            fold.id,
            new Position(in.number()),
            in.number(),
            in.digest(),
            in.instant(),
            in.optional(),
            in.optional().map(SessionScope::parse),
            in.optional(),
            Optional.ofNullable(in.optionalInstant()));
    synchronized (fold) {
      fold.head = head;
      fold.mainVersion = in.number();
      fold.controlVersion = in.number();
      fold.applied = in.number();
      fold.attempts = (int) in.number();
      fold.attemptsBeforeWait = (int) in.number();
      fold.attempted = in.optionalInstant();
      fold.updated = in.instant();
      fold.changed = in.number();
      fold.isLeaseStarted = in.flag();
      fold.waiting = in.waiting();
      fold.external = in.external();
      fold.started = in.started();
      fold.abandonRequested = in.request();
      fold.lease = in.lease(fold.id);
      fold.cancelRequested = in.optionalInstant();
    }
    return fold;
  }
}
