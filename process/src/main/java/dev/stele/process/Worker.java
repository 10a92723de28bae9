package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs processes for whose kind it has an engine.
 *
 * <p>Takes each as soon as it can be taken: nothing polls for new ones. Looks at all of them when
 * it begins, and from time to time, for owners that are gone. Renews its leases on a thread of its
 * own, whatever its engines do.
 *
 * <p>Any number of workers may share a registry: each process is run by one at a time. Safe for any
 * thread.
 */
public final class Worker implements AutoCloseable {

  /*
   * One thread decides what is to be done: it is told which processes have changed, judges each, and
   * begins attempts as long as there are slots. Each attempt runs on a virtual thread. What makes an
   * attempt end, or a slot free, pokes that thread. A failure of the registry leaves a process to the
   * next sweep.
   */

  /** How often a renewal that failed is tried in the time between two. */
  private static final int RENEWAL_TRIES = 10;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Registry registry;
  private final WorkerOptions options;
  private final Clock clock;
  private final Slots slots;
  private final Engines engines;
  private final Triage triage;
  private final Agenda agenda = new Agenda();
  private final Tally tally = new Tally();
  private final ConcurrentMap<ProcessId, Attempt> active = new ConcurrentHashMap<>();
  private final ChangeHub.AllChanges changes;
  private final AtomicLong attempts = new AtomicLong();
  private final String name;
  private final Thread dispatcher;
  private final Thread renewer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition(); // An attempt is over, or it closes.
  private boolean isClosing; // Guarded by lock: nothing more begins.
  private boolean isClosed; // Guarded by lock: nobody waits for attempts any more.
  private volatile boolean isSweepWanted = true;

  private Worker(
      Registry registry,
      ChangeHub hub,
      Awaiter awaiter,
      Map<String, Engine> byKind,
      WorkerOptions options,
      Clock clock) {
    this.registry = registry;
    this.options = options;
    this.clock = clock;
    this.slots = new Slots(options.slots());
    this.engines = new Engines(byKind, slots, awaiter);
    this.triage = new Triage(registry, byKind.keySet(), clock);
    this.changes = hub.subscribeAll();
    this.name = options.name() + "-" + NUMBERS.incrementAndGet();
    this.dispatcher = Thread.ofVirtual().name("stele-worker-" + name).unstarted(this::dispatch);
    this.renewer =
        Thread.ofPlatform().daemon().name("stele-renewer-" + name).unstarted(this::keepRenewing);
  }

  /**
   * Begins to work.
   *
   * @param registry a {@link WatchedRegistry}, or all that is written to it otherwise is found by
   *     the sweeps alone
   * @param awaiter what engines wait with
   */
  public static Worker start(
      Registry registry,
      ChangeHub hub,
      Awaiter awaiter,
      Map<String, Engine> engines,
      WorkerOptions options,
      Clock clock) {
    Worker worker = new Worker(registry, hub, awaiter, engines, options, clock);
    worker.dispatcher.start();
    worker.renewer.start();
    return worker;
  }

  /** Looks at all processes soon. Calls meanwhile are one. */
  public void poke() {
    isSweepWanted = true;
    changes.poke();
  }

  /** A slot is free; and who waits for others has nothing to do for a worker that ends. */
  private void parked() {
    changes.poke();
    if (isClosing()) {
      active.values().stream().filter(Attempt::isParked).forEach(Attempt::drain);
    }
  }

  private void dispatch() {
    try {
      long sweepNanos = clock.nanoTime();
      while (!isClosing()) {
        if (isSweepWanted || clock.nanoTime() - sweepNanos >= 0) {
          isSweepWanted = false;
          sweepNanos = clock.deadlineAfter(options.sweepEvery());
          quietly(this::sweep);
        }
        agenda.due(clock.instant()).forEach(id -> quietly(() -> consider(id)));
        begin();
        Set<ProcessId> ids = changes.take(earlier(sweepNanos));
        if (ids == null) {
          isSweepWanted = true;
        } else {
          ids.forEach(id -> quietly(() -> consider(id)));
        }
      }
    } catch (InterruptedException _) {
      // It closes.
    }
  }

  /** Returns the deadline of a sweep, or when a process is due if that is earlier. */
  private long earlier(long sweepNanos) {
    Optional<Instant> due = agenda.nextDue();
    if (due.isEmpty()) {
      return sweepNanos;
    }
    long nowNanos = clock.nanoTime(); // First: time that passes from here on is not added to it.
    Duration left = Duration.between(clock.instant(), due.get());
    Duration toSweep = Duration.ofNanos(sweepNanos - nowNanos);
    if (left.compareTo(toSweep) >= 0) {
      return sweepNanos;
    }
    return left.isNegative() ? nowNanos : nowNanos + left.toNanos();
  }

  /** What fails now is found again by the next sweep: whoever dispatches must go on. */
  private void quietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException _) {
      tally.error(); // Whoever asked for it is told; here nobody has.
    }
  }

  private void sweep() {
    ProcessEvents.Sweeping event = new ProcessEvents.Sweeping();
    event.begin();
    event.processes = triage.eachRunning(record -> quietly(() -> judge(record)));
    event.queued = agenda.size();
    event.commit();
  }

  private void consider(ProcessId id) {
    Optional<ProcessRecord> record = registry.findRunning(id);
    if (record.isPresent()) {
      judge(record.get());
    } else {
      agenda.note(id, new Triage.Verdict.Nothing());
      Attempt attempt = active.get(id);
      if (attempt != null) {
        attempt.lose();
      }
      agenda.waitersFor(id).forEach(this::consider);
    }
  }

  private void judge(ProcessRecord record) {
    Attempt attempt = active.get(record.id());
    if (attempt == null) {
      agenda.note(record.id(), triage.judge(record));
    } else if (record.cancelRequested().isPresent()) {
      attempt.cancel();
    }
  }

  /** Begins attempts while there are slots. */
  private void begin() {
    while (!isClosing() && slots.tryTake()) {
      ProcessId id = agenda.next();
      if (id == null) {
        slots.give();
        return;
      }
      Owner owner = new Owner(name + "/" + attempts.incrementAndGet(), registry.incarnation());
      Attempt attempt =
          new Attempt(registry, engines, id, owner, options, clock, tally, this::parked);
      if (!isEntered(attempt)) {
        slots.give();
        continue;
      }
      Thread.ofVirtual().name("stele-process-" + id).start(() -> run(attempt));
    }
  }

  /** Lets an attempt be one of those that whoever ends the worker waits for. */
  private boolean isEntered(Attempt attempt) {
    lock.lock();
    try {
      return !isClosing && active.putIfAbsent(attempt.id(), attempt) == null;
    } finally {
      lock.unlock();
    }
  }

  private void run(Attempt attempt) {
    try {
      quietly(attempt::run);
    } finally {
      active.remove(attempt.id());
      slots.give();
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      if (attempt.lease().isPresent()) {
        changes.add(attempt.id()); // What happened to it meanwhile was not judged.
      } else {
        changes.poke(); // Somebody has it, who tells of it; or the next sweep looks again.
      }
    }
  }

  private void keepRenewing() {
    try {
      Duration next = options.renewEvery();
      while (!pause(next)) {
        boolean isDone = true;
        for (Attempt attempt : active.values()) {
          isDone &= isRenewed(attempt);
        }
        next = isDone ? options.renewEvery() : options.renewEvery().dividedBy(RENEWAL_TRIES);
      }
    } catch (InterruptedException _) {
      // It closes.
    }
  }

  /**
   * Renews a lease. Only that somebody else has the process, or it has ended, is a loss; what else
   * goes wrong is tried again soon, while the lease holds.
   *
   * @return false if it has to be tried again
   */
  private boolean isRenewed(Attempt attempt) {
    Lease lease = attempt.lease().orElse(null);
    if (lease == null) {
      return true;
    }
    try {
      if (registry.renew(lease, options.ttl()) instanceof Answer.Refused<Lease>) {
        attempt.lose();
      }
      return true;
    } catch (RuntimeException _) {
      tally.error();
      return false;
    }
  }

  /** Waits; returns true if the worker is closing. */
  private boolean pause(Duration atMost) throws InterruptedException {
    long deadlineNanos = clock.deadlineAfter(atMost);
    lock.lockInterruptibly();
    try {
      while (!isClosed) {
        if (!clock.awaitUntil(lock, changed, deadlineNanos)) {
          return false;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return isClosing;
    } finally {
      lock.unlock();
    }
  }

  /** Returns what it has done and does. */
  public WorkerStatistics statistics() {
    return tally.statistics(active.size(), agenda.size());
  }

  /**
   * Begins nothing more, lets engines go on for a time, then asks them to end, and waits for that
   * as long again. Processes that can be run again are given back, and their attempt does not
   * count; those bound to this worker are abandoned, with that as evidence.
   *
   * <p>An engine that does not end keeps its process until the lease runs out; what it writes from
   * then on is refused.
   *
   * @return those whose engines had to be asked to end
   * @throws InterruptedException if the thread is interrupted; the worker begins nothing more
   */
  public List<ProcessId> drain(Duration grace) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      isClosing = true;
    } finally {
      lock.unlock();
    }
    changes.poke();
    parked();
    awaitIdle(grace);
    List<ProcessId> asked = new ArrayList<>();
    for (Attempt attempt : active.values()) {
      attempt.drain();
      asked.add(attempt.id());
    }
    awaitIdle(grace.plus(options.renewEvery()));
    return asked;
  }

  private void awaitIdle(Duration atMost) throws InterruptedException {
    long deadlineNanos = clock.deadlineAfter(atMost);
    lock.lockInterruptibly();
    try {
      while (!active.isEmpty() && clock.awaitUntil(lock, changed, deadlineNanos)) {
        // Looked at again.
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drains with the grace of its options, and ends. A second call does nothing. */
  @Override
  public void close() {
    boolean isInterrupted = false;
    try {
      drain(options.grace());
    } catch (InterruptedException _) {
      isInterrupted = true;
    }
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    changes.close();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
