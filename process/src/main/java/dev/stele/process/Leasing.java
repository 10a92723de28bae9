package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who has which process, and what they may write. */
final class Leasing {

  private final Deciding deciding;
  private final Clock clock;
  private final Incarnation.Opening incarnation;

  Leasing(Deciding deciding, Clock clock, Incarnation.Opening incarnation) {
    this.deciding = deciding;
    this.clock = clock;
    this.incarnation = incarnation;
  }

  Optional<String> proofOfDeath(Owner owner) {
    return switch (owner.incarnation()) {
      case Incarnation.Opening opening
          when opening.position().compareTo(incarnation.position()) < 0 ->
          Optional.of(
              "its opening at position "
                  + opening.position().value()
                  + " was over when that at position "
                  + incarnation.position().value()
                  + " began");
      case Incarnation.Opening _ -> Optional.empty();
      case Incarnation.Elsewhere _ -> Optional.empty();
    };
  }

  /** Returns why a lease does not hold; empty if it does. */
  Optional<Refusal> lost(Fold fold, Lease lease) {
    Optional<Lease> held = holding(fold);
    boolean isIts =
        held.isPresent()
            && held.get().fence().equals(lease.fence())
            && held.get().owner().equals(lease.owner());
    return isIts ? Optional.empty() : Optional.of(new Refusal.LeaseLost(lease, held));
  }

  /**
   * Returns the lease by which somebody may write now. One of an earlier opening keeps others from
   * claiming until it is reclaimed or has run out, but nobody may write by it.
   */
  Optional<Lease> holding(Fold fold) {
    return Optional.ofNullable(fold.lease())
        .filter(held -> fold.isLeased(incarnation) && proofOfDeath(held.owner()).isEmpty());
  }

  /** Returns why nothing can be written by a lease; empty if it can. */
  Optional<Refusal> lostOrOver(Fold fold, Lease lease) {
    if (!fold.isKnown()) {
      return Optional.of(LedgerRegistry.unknown(fold));
    }
    return fold.hasEnded() ? Optional.of(new Refusal.Ended(fold.record())) : lost(fold, lease);
  }

  private static void requireTtl(Duration ttl) {
    if (ttl.isZero() || ttl.isNegative() || ttl.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "time to live must be positive and <= 365 days, got: " + ttl);
    }
  }

  private void requireAlive(Owner owner) {
    if (owner.incarnation() instanceof Incarnation.Opening opening
        && !opening.equals(incarnation)) {
      throw new IllegalArgumentException(
          "owner must be of this opening, " + incarnation.key() + ", or elsewhere, got: " + owner);
    }
  }

  Answer<Claim> claim(
      ProcessId id, Owner owner, Duration ttl, Optional<Lease> observed, boolean isToRun) {
    requireTtl(ttl);
    requireAlive(owner);
    return deciding.one(
        id,
        fold -> {
          if (!fold.isKnown()) {
            return Step.refused(LedgerRegistry.unknown(fold));
          }
          if (fold.hasEnded()) {
            return Step.done(new Claim.Ended(fold.record()));
          }
          Lease held = fold.lease();
          if (held == null || !fold.isLeased(incarnation)) {
            return claiming(fold, owner, ttl, isToRun);
          }
          if (held.owner().equals(owner)) {
            return held(fold, ttl, isToRun && !fold.isLeaseStarted() && mayRun(fold));
          }
          boolean isSeen =
              observed
                  .filter(seen -> seen.fence().equals(held.fence()))
                  .filter(seen -> seen.owner().equals(held.owner()))
                  .isPresent();
          return isSeen && proofOfDeath(held.owner()).isPresent()
              ? claiming(fold, owner, ttl, isToRun)
              : Step.done(new Claim.Busy(held));
        });
  }

  private Step<Claim> claiming(Fold fold, Owner owner, Duration ttl, boolean isToRun) {
    Map<String, String> fields = new HashMap<>();
    OutcomeFields.putOwner(fields, owner);
    fields.put("expires", clock.instant().plus(ttl).toString());
    fields.put("ttl-nanos", Long.toString(ttl.toNanos()));
    if (isToRun && mayRun(fold)) {
      fields.put("begins", "attempt");
    }
    Fact fact = new Fact(Streams.control(fold.id), Types.CLAIMED, fields);
    return Step.write(List.of(fact), _ -> acquired(fold));
  }

  private static Claim.Acquired acquired(Fold fold) {
    Lease lease = fold.lease();
    if (lease == null) {
      throw new IllegalStateException("lease must be held after a claim, got: none");
    }
    return new Claim.Acquired(lease, fold.record());
  }

  /** Whoever has it already has it for longer. */
  private Step<Claim> held(Fold fold, Duration ttl, boolean begins) {
    List<Fact> facts = new ArrayList<>();
    if (fold.isLeaseOf(incarnation)) {
      prolong(fold, ttl);
    } else {
      facts.add(renewed(fold, ttl));
    }
    if (begins) {
      facts.add(new Fact(Streams.control(fold.id), Types.STARTED, Map.of()));
    }
    return facts.isEmpty() ? Step.done(acquired(fold)) : Step.write(facts, _ -> acquired(fold));
  }

  /** A lease of somebody elsewhere outlives this opening, and so must its renewal. */
  private Fact renewed(Fold fold, Duration ttl) {
    String expires = clock.instant().plus(ttl).toString();
    return new Fact(Streams.control(fold.id), Types.RENEWED, Map.of("expires", expires));
  }

  private Lease prolong(Fold fold, Duration ttl) {
    return fold.prolong(clock.instant().plus(ttl), clock.deadlineAfter(ttl));
  }

  /** Tells whether a process may be run by whoever takes it to run it. */
  private static boolean mayRun(Fold fold) {
    return mayBegin(fold) && fold.record().abandonRequested().isEmpty();
  }

  /** Tells whether an attempt of a process may be noted by whoever has it. */
  private static boolean mayBegin(Fold fold) {
    ProcessRecord record = fold.record();
    boolean isCancelledUnstarted =
        record.cancelRequested().isPresent() && record.started().isEmpty();
    return !isCancelledUnstarted
        && switch (record.disposition()) {
          case RERUNNABLE -> record.attempts() < record.retry().attemptsMax();
          case OWNER_BOUND -> record.started().isEmpty();
          case EXTERNALLY_OWNED -> false;
        };
  }

  Answer<Lease> renew(Lease lease, Duration ttl) {
    requireTtl(ttl);
    Fold running = deciding.running(lease.process());
    if (running != null && lease.owner().incarnation().equals(incarnation)) {
      // Without waiting for those who write: a renewal must not be late because the disk is slow.
      Lease longer =
          running.renew(lease, incarnation, clock.instant().plus(ttl), clock.deadlineAfter(ttl));
      if (longer != null) {
        return Answer.done(longer);
      }
    }
    return deciding.one(
        lease.process(),
        fold -> {
          Optional<Refusal> lost = lostOrOver(fold, lease);
          if (lost.isPresent()) {
            return Step.refused(lost.get());
          }
          return fold.isLeaseOf(incarnation)
              ? Step.done(prolong(fold, ttl))
              : Step.write(List.of(renewed(fold, ttl)), _ -> acquired(fold).lease());
        });
  }

  void release(Lease lease) {
    deciding
        .one(
            lease.process(),
            fold -> {
              Lease held = fold.isKnown() ? fold.lease() : null;
              boolean isIts =
                  held != null
                      && held.fence().equals(lease.fence())
                      && held.owner().equals(lease.owner());
              Fact fact = new Fact(Streams.control(fold.id), Types.RELEASED, Map.of());
              return isIts ? Step.write(List.of(fact), _ -> true) : Step.done(false);
            })
        .orThrow();
  }

  Answer<Boolean> start(Lease lease) {
    return deciding.one(
        lease.process(),
        fold -> {
          Optional<Refusal> lost = lostOrOver(fold, lease);
          if (lost.isPresent()) {
            return Step.refused(lost.get());
          }
          boolean isFirst = fold.record().started().isEmpty();
          boolean begins = !fold.isLeaseStarted() && mayBegin(fold);
          Fact fact = new Fact(Streams.control(fold.id), Types.STARTED, Map.of());
          return begins ? Step.write(List.of(fact), _ -> isFirst) : Step.done(false);
        });
  }

  Answer<ProcessRecord> giveBack(Lease lease) {
    return held(
        lease,
        fold -> {
          Map<String, String> fields =
              fold.isLeaseStarted() && fold.record().attempts() > 0
                  ? Map.of("uncounted", "attempt")
                  : Map.of();
          return new Fact(Streams.control(fold.id), Types.RELEASED, fields);
        });
  }

  Answer<ProcessRecord> failAttempt(Lease lease, String why) {
    return held(
        lease,
        fold -> {
          ProcessRecord record = fold.record();
          int failed = Math.max(1, record.attempts());
          boolean isLast =
              record.disposition() != Disposition.RERUNNABLE
                  || failed >= record.retry().attemptsMax();
          if (isLast) {
            return ending(
                fold.id,
                ProcessOutcome.failed(
                    ProcessOutcome.ATTEMPTS, "attempts_exhausted", Texts.bounded(why)),
                Map.of());
          }
          Instant now = clock.instant();
          Waiting waiting =
              new Waiting.ForAttempt(
                  now.plus(record.retry().after(failed)), failed, Texts.bounded(why), now);
          return new Fact(
              Streams.control(fold.id), Types.ATTEMPT_FAILED, WaitingFields.of(waiting));
        });
  }

  Answer<ProcessRecord> setWaiting(Lease lease, Waiting waiting) {
    return held(
        lease,
        fold -> new Fact(Streams.control(fold.id), Types.WAITING, WaitingFields.of(waiting)));
  }

  Answer<ProcessRecord> clearWaiting(Lease lease) {
    return held(
        lease,
        fold -> {
          Map<String, String> fields =
              fold.isWaitOver(clock.instant())
                  ? Map.of("attempts", Integer.toString(fold.attemptsBeforeWait()))
                  : Map.of();
          return fold.isWaiting()
              ? new Fact(Streams.control(fold.id), Types.RESUMED, fields)
              : null;
        });
  }

  /** Makes a fact of a process, or null if there is nothing to be written. */
  @FunctionalInterface
  private interface Making {
    @org.jspecify.annotations.Nullable Fact of(Fold fold);
  }

  private Answer<ProcessRecord> held(Lease lease, Making made) {
    return deciding.one(
        lease.process(),
        fold -> {
          Optional<Refusal> lost = lostOrOver(fold, lease);
          if (lost.isPresent()) {
            return Step.refused(lost.get());
          }
          Fact fact = made.of(fold);
          return fact == null
              ? Step.done(fold.record())
              : Step.write(List.of(fact), _ -> fold.record());
        });
  }

  Answer<ProcessRecord> complete(Lease lease, ProcessOutcome outcome) {
    Map<String, String> by = Map.of("fence", Long.toString(lease.fence().value()));
    return deciding.one(
        lease.process(),
        fold -> {
          Optional<Step<ProcessRecord>> over = over(fold, outcome);
          if (over.isPresent()) {
            return over.get();
          }
          Optional<Refusal> lost = lost(fold, lease);
          return lost.isPresent()
              ? Step.refused(lost.get())
              : Step.write(List.of(ending(fold.id, outcome, by)), _ -> fold.record());
        });
  }

  Answer<ProcessRecord> complete(ProcessId id, ProcessOutcome outcome, Authority authority) {
    Map<String, String> by = Map.of("authority", authority.text());
    return deciding.one(
        id,
        fold -> {
          Optional<Step<ProcessRecord>> over = over(fold, outcome);
          if (over.isPresent()) {
            return over.get();
          }
          ProcessRecord record = fold.record();
          if (!fits(authority, record, outcome)) {
            return Step.refused(new Refusal.WrongAuthority(id, authority, record.disposition()));
          }
          Optional<Lease> held = holding(fold);
          return held.isPresent()
              ? Step.refused(new Refusal.Leased(held.get()))
              : Step.write(List.of(ending(id, outcome, by)), _ -> fold.record());
        });
  }

  private static boolean fits(Authority authority, ProcessRecord record, ProcessOutcome outcome) {
    boolean isExternal = record.disposition() == Disposition.EXTERNALLY_OWNED;
    boolean isAbandoned = outcome instanceof ProcessOutcome.Abandoned;
    return switch (authority) {
      case Authority.ExternalOwner _ -> isExternal && !isAbandoned;
      case Authority.WorkflowKey _ -> !isExternal;
      case Authority.ReconciledAbandon _ ->
          isExternal && isAbandoned && record.abandonRequested().isPresent();
    };
  }

  /** What is answered if there is no such process, or it has ended. */
  private static Optional<Step<ProcessRecord>> over(Fold fold, ProcessOutcome outcome) {
    if (!fold.isKnown()) {
      return Optional.of(Step.refused(LedgerRegistry.unknown(fold)));
    }
    Optional<ProcessOutcome> before = fold.record().outcome();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    if (before.get().equals(outcome)) {
      return Optional.of(Step.done(fold.record()));
    }
    return Optional.of(
        Step.refused(
            before.get().word().equals(outcome.word())
                ? new Refusal.Different(
                    fold.id, Refusal.Different.What.OUTCOME, before.get().toString())
                : new Refusal.Ended(fold.record())));
  }

  private static Fact ending(ProcessId id, ProcessOutcome outcome, Map<String, String> by) {
    Map<String, String> fields = new HashMap<>(OutcomeFields.fields(outcome));
    fields.putAll(by);
    return new Fact(
        Streams.main(id),
        outcome.eventType(),
        fields,
        OutcomeFields.payload(outcome),
        Set.of(Types.TAG_ENDED));
  }
}
