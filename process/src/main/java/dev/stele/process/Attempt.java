package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.ground.DiskException;
import dev.stele.journal.JournalException;
import dev.stele.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one worker at one process: takes it, runs its engine, and writes what came of it.
 */
final class Attempt {

  /*
   * Everything is decided by the record that the claim gave, never by what was known before.
   *
   *   claim   by an owner of its own, so that an attempt of this worker that is still there keeps this
   *           one out; from an owner who is dead by the proof of it
   *   judge   what may be done with the process as it is
   *   run     the engine, interrupted once if the process is to end, the lease is lost, or the worker is
   *   write   what came of it, with the lease: again and again while only the store is in the way, since
   *           an outcome must not be lost because a disk was full for a moment
   *
   * Who has lost the lease writes nothing more.
   */

  private final Registry registry;
  private final Engines engines;
  private final ProcessId id;
  private final Owner owner;
  private final WorkerOptions options;
  private final Clock clock;
  private final Tally tally;
  private final Runnable onPark;

  // Guarded by this.
  private @Nullable Thread engineThread;
  private boolean isCancelRequested;
  private boolean isLost;
  private boolean isDraining;
  private boolean isParked;
  private int emitting;
  private boolean isLossDeferred;
  private boolean hasEndedItself;

  private volatile @Nullable Lease lease;
  private volatile @Nullable RuntimeException trouble;

  /** Why the last write was denied; of the thread that runs this. */
  private Refusal.@Nullable Denied denied;

  Attempt(
      Registry registry,
      Engines engines,
      ProcessId id,
      Owner owner,
      WorkerOptions options,
      Clock clock,
      Tally tally,
      Runnable onPark) {
    this.registry = registry;
    this.engines = engines;
    this.id = id;
    this.owner = owner;
    this.options = options;
    this.clock = clock;
    this.tally = tally;
    this.onPark = onPark;
  }

  ProcessId id() {
    return id;
  }

  /** Returns the lease, once there is one. */
  Optional<Lease> lease() {
    return Optional.ofNullable(lease);
  }

  /** Lets the engine know that the process is to end. */
  void cancel() {
    synchronized (this) {
      if (!isCancelRequested) {
        isCancelRequested = true;
        interruptEngine();
      }
    }
  }

  /** Lets the engine know that its worker ends. */
  void drain() {
    synchronized (this) {
      isDraining = true;
      interruptEngine();
    }
  }

  /** Takes note that nobody stays with the engine while it waits: it is to be given back. */
  synchronized void giveWay() {
    isDraining = true;
  }

  /**
   * Returns what was last in the way of taking it, of the engine, or of writing what came of it.
   */
  Optional<RuntimeException> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Takes note that the engine waits for others, or does not any more. */
  void park(boolean begins) {
    tally.parked(begins);
    synchronized (this) {
      isParked = begins;
    }
    if (begins) {
      onPark.run();
    }
  }

  /** Tells whether the engine waits for others. */
  synchronized boolean isParked() {
    return isParked;
  }

  /** Lets the engine know that the process is somebody else's. */
  void lose() {
    synchronized (this) {
      if (emitting > 0) {
        isLossDeferred = true; // It may be the engine that ends the process this moment.
      } else if (!isLost && !hasEndedItself) {
        isLost = true;
        interruptEngine();
      }
    }
  }

  /** Appends for the engine. That the process ends by that is no loss, and interrupts nobody. */
  Answer<Appended> append(ProcessAppend append, Lease held) {
    synchronized (this) {
      emitting++;
    }
    boolean ends = false;
    try {
      Answer<Appended> answer = registry.append(held, append);
      ends =
          answer instanceof Answer.Done<Appended>(Appended appended)
              && appended.event().ends().isPresent();
      return answer;
    } finally {
      synchronized (this) {
        emitting--;
        hasEndedItself |= ends;
        if (isLossDeferred && emitting == 0) {
          lose();
        }
      }
    }
  }

  private synchronized boolean hasEndedItself() {
    return hasEndedItself;
  }

  private void interruptEngine() {
    Thread thread = engineThread;
    if (thread != null) {
      thread.interrupt();
    }
  }

  synchronized boolean isCancelRequested() {
    return isCancelRequested;
  }

  synchronized boolean isDraining() {
    return isDraining;
  }

  synchronized boolean isLost() {
    return isLost;
  }

  /** Takes the process and does what there is to do. */
  void run() {
    ProcessEvents.Attempting event = new ProcessEvents.Attempting();
    event.begin();
    Answer<Claim> answer = claimed();
    if (answer instanceof Answer.Done<Claim>(Claim.Busy(Lease holder))
        && registry.proofOfDeath(holder.owner()).isPresent()) {
      registry.reclaim(id, owner, holder, options.ttl());
      answer = claimed(); // It is this one's own now, unless somebody was faster, and may begin.
    }
    if (answer instanceof Answer.Refused<Claim>(Refusal refusal)
        && (refusal instanceof Refusal.NoRoom || refusal instanceof Refusal.Denied)) {
      trouble = new RefusedException(refusal);
    }
    if (answer
        instanceof Answer.Done<Claim>(Claim.Acquired(Lease acquired, ProcessRecord record))) {
      lease = acquired;
      event.process = id.value();
      event.kind = record.kind();
      event.attempt = acquired.attempt();
      event.fence = acquired.fence().value();
      event.became = judged(acquired, record);
      event.commit();
    }
  }

  /**
   * Takes the process. If nobody knows whether it did, asks again: an owner who has a process
   * already is told so, and one that has it without knowing it would keep everybody out.
   */
  private Answer<Claim> claimed() {
    PollBackoff backoff = new PollBackoff();
    while (true) {
      try {
        return registry.claimToRun(id, owner, options.ttl());
      } catch (StoreException.OutcomeUnknown e) {
        if (!isRested(backoff)) {
          throw e;
        }
      }
    }
  }

  /** Tells whether an attempt begins with a lease. What else has changed says nothing of that. */
  static boolean begins(Lease held, ProcessRecord record) {
    return record.attempts() == held.attempt();
  }

  private String judged(Lease held, ProcessRecord record) {
    if (begins(held, record)) {
      return running(held, record);
    }
    Optional<ProcessOutcome> end =
        switch (record.disposition()) {
          case EXTERNALLY_OWNED -> requested(record, Optional.empty());
          case OWNER_BOUND -> orphaned(record);
          case RERUNNABLE -> requested(record, record.started().map(Started::owner));
        };
    boolean isUnstartedCancel = record.cancelRequested().isPresent() && record.started().isEmpty();
    if (isUnstartedCancel && record.disposition() != Disposition.EXTERNALLY_OWNED) {
      end = Optional.of(cancelled());
    }
    if (end.isPresent()) {
      return settled(held, end.get());
    }
    if (record.disposition() == Disposition.RERUNNABLE) {
      return settled(() -> registry.failAttempt(held, "its workers ended in each of its attempts"));
    }
    registry.release(held);
    return "left alone";
  }

  /**
   * An owner-bound process: ended only if something is known of who started it, or somebody asks.
   * Who had it later has looked after it, and not run it: his death says nothing.
   */
  private Optional<ProcessOutcome> orphaned(ProcessRecord record) {
    Optional<Owner> starter = record.started().map(Started::owner);
    return starter
        .flatMap(registry::proofOfDeath)
        .<ProcessOutcome>map(evidence ->
            new ProcessOutcome.Abandoned(
                ProcessOutcome.AbandonedBy.SWEEP, starter, evidence, clock.instant()))
        .or(() -> requested(record, starter));
  }

  private Optional<ProcessOutcome> requested(ProcessRecord record, Optional<Owner> last) {
    return record
        .abandonRequested()
        .map(request ->
            new ProcessOutcome.Abandoned(
                ProcessOutcome.AbandonedBy.RECONCILED_REQUEST,
                last,
                "asked for by " + request.by() + request.reason().map(why -> ": " + why).orElse(""),
                clock.instant()));
  }

  private ProcessOutcome cancelled() {
    String reason =
        registry
            .firstAfter(id, EventType.CANCEL_REQUESTED, 0)
            .map(event -> event.payload().text())
            .orElse("");
    return new ProcessOutcome.Cancelled(Texts.bounded(reason), Optional.empty());
  }

  private String running(Lease held, ProcessRecord record) {
    tally.began();
    Engine engine = engines.of(record.kind());
    AttemptContext context = new AttemptContext(this, held, engines, registry, clock);
    if (record.cancelRequested().isPresent()) {
      cancel();
    }
    ProcessOutcome outcome = null;
    Throwable failure = null;
    enter();
    try {
      outcome = ScopedValue.where(Context.CURRENT, context).call(() -> engine.run(context));
    } catch (Throwable e) { // An engine may fail in any way; its worker must not.
      failure = e;
    } finally {
      leave();
    }
    if (hasEndedItself()) {
      tally.endedByEngine();
      return "ended by its engine";
    }
    if (isLost() || failure instanceof ProcessException.LeaseLost) {
      return lost(held);
    }
    if (outcome == null || outcome instanceof ProcessOutcome.Abandoned) {
      Throwable why =
          failure == null
              ? new IllegalStateException("engine must return what it ended in, got: " + outcome)
              : failure;
      return failed(held, record, why);
    }
    String became = settled(held, outcome);
    Refusal.Denied denial = denied;
    return denial == null ? became : overruled(held, record, denial);
  }

  /**
   * A gate does not let the outcome be written: that attempt has failed. If not even that may be
   * written, or the process is to end, it is left until the lease has run out, and then tried
   * again.
   */
  private String overruled(Lease held, ProcessRecord record, Refusal.Denied denial) {
    String why = "outcome was denied: " + denial.message();
    if (isCancelRequested()) {
      return why;
    }
    trouble = null; // It is told by what is written of it.
    if (record.disposition() == Disposition.RERUNNABLE) {
      tally.failed();
      return settled(() -> registry.failAttempt(held, why));
    }
    return settled(held, ProcessOutcome.failed("outcome", "denied", Texts.bounded(why)));
  }

  private synchronized void enter() {
    engineThread = Thread.currentThread();
    if (isCancelRequested || isDraining || isLost) {
      interruptEngine();
    }
  }

  private synchronized void leave() {
    engineThread = null;
    boolean _ = Thread.interrupted(); // It was meant for the engine.
  }

  private String lost(Lease held) {
    tally.lost();
    ProcessEvents.Losing event = new ProcessEvents.Losing();
    event.process = id.value();
    event.fence = held.fence().value();
    event.commit();
    return "lease lost";
  }

  private String failed(Lease held, ProcessRecord record, Throwable failure) {
    boolean isRerunnable = record.disposition() == Disposition.RERUNNABLE;
    if (isCancelRequested()) {
      ProcessOutcome kind = new ProcessOutcome.Cancelled("", Optional.empty());
      return ended(settled(() -> registry.complete(held, cancelled())), kind);
    }
    String why = Failures.text(failure);
    boolean isDrained = isDraining();
    RuntimeException below = Failures.below(failure);
    if (isDrained || below != null) {
      trouble = below;
      String evidence =
          (isDrained ? "its worker ended" : "its engine could not go on") + " under it: " + why;
      if (isRerunnable && !isDrained) {
        rest(record.retry().first());
      }
      return isRerunnable
          ? settled(() -> registry.giveBack(held))
          : settled(
              held,
              new ProcessOutcome.Abandoned(
                  ProcessOutcome.AbandonedBy.OWNER_DRAIN,
                  Optional.of(owner),
                  Texts.bounded(evidence),
                  clock.instant()));
    }
    if (isRerunnable) {
      tally.failed();
      return settled(() -> registry.failAttempt(held, why));
    }
    return settled(
        held, ProcessOutcome.failed("exception", failure.getClass().getName(), Texts.bounded(why)));
  }

  /** Leaves the process alone for a time, without a slot, while it still is this worker's. */
  private void rest(Duration time) {
    engines.slots().give();
    park(true);
    enter();
    try {
      clock.sleep(time);
    } catch (InterruptedException _) {
      // The worker ends, or the process is to.
    } finally {
      leave();
      park(false);
      engines.slots().resume();
    }
  }

  private String settled(Lease held, ProcessOutcome outcome) {
    try {
      ProcessOutcome fit = Texts.bounded(outcome);
      return ended(settled(() -> registry.complete(held, fit)), fit);
    } catch (IllegalArgumentException e) { // It would be again, and the process never end.
      ProcessOutcome failed =
          ProcessOutcome.failed("outcome", "unwritable", Texts.bounded(Failures.text(e)));
      return ended(settled(() -> registry.complete(held, failed)), failed);
    }
  }

  private String ended(String became, ProcessOutcome outcome) {
    if (became.equals("written")) {
      tally.ended(outcome);
      return outcome.word();
    }
    return became;
  }

  /** Writes what came of it; tries again while it is only the store that cannot. */
  private String settled(Supplier<Answer<ProcessRecord>> write) {
    PollBackoff backoff = new PollBackoff();
    denied = null;
    while (true) {
      try {
        switch (write.get()) {
          case Answer.Done<ProcessRecord> _ -> {
            return "written";
          }
          case Answer.Refused<ProcessRecord>(Refusal.NoRoom full) ->
              trouble = new RefusedException(full);
          case Answer.Refused<ProcessRecord>(Refusal.TooLarge large) -> {
            return tooLarge(large);
          }
          case Answer.Refused<ProcessRecord>(Refusal.Denied denial) -> {
            denied = denial;
            trouble = new RefusedException(denial);
            return "denied by " + denial.gate();
          }
          case Answer.Refused<ProcessRecord> _ -> {
            Lease held = lease;
            return held == null ? "lease lost" : lost(held);
          }
        }
      } catch (StoreException.Closed | ProcessException.Closed e) {
        trouble = e;
        return "closed: " + e.getMessage();
      } catch (StoreException | JournalException | DiskException e) {
        trouble = e; // The writer may be restarted, or the disk have room again.
      }
      if (!isRested(backoff)) {
        return "interrupted";
      }
    }
  }

  /** Waits before it is tried again; false if it was interrupted, which nobody does here. */
  private boolean isRested(PollBackoff backoff) {
    try {
      clock.sleep(backoff.next());
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private String tooLarge(Refusal.TooLarge large) {
    Lease held = lease;
    ProcessOutcome outcome =
        ProcessOutcome.failed(
            "outcome",
            "too_large",
            new Refusal.TooLarge(large.bytes(), large.bytesMax()).message());
    return held == null ? "lease lost" : settled(held, outcome);
  }
}
