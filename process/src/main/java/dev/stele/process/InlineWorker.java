package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * A worker without threads: runs what is due when it is told to, on the thread that tells it.
 *
 * <p>It takes, runs and ends processes as a {@link Worker} does, in an order that depends on
 * nothing but the registry. With a clock that stands still and a disk that fails when it is told
 * to, a test thus goes through every step of an engine, and through every crash of it. A program
 * that has a loop of its own may use it, too.
 *
 * {@snippet :
 * InlineWorker worker = processes.workInline(WorkerOptions.standard("w"), engines);
 * worker.runDue();
 * worker.nextDue().ifPresent(at -> clock.advance(Duration.between(clock.instant(), at)));
 * worker.runDue();
 * }
 *
 * <p>What differs from a worker with threads:
 *
 * <ul>
 *   <li>An engine that waits for what is not there yet cannot stay. One that can be run again is
 *       interrupted and given back; the attempt does not count, the wait stands in the registry,
 *       and the engine is run from its beginning when what it waits for is there or the time is
 *       over. While one that is bound to its owner waits, whatever else is due is run; if what it
 *       waits for is not there then, the wait throws an {@link IllegalStateException} that names
 *       it.
 *   <li>What the registry or the store throws comes out of {@link #runDue} as it is, a simulated
 *       crash too; what is refused for want of room, and what a gate denies that is not the outcome
 *       of an attempt, which fails by that, as a {@link RefusedException}. Nothing is tried again:
 *       an outcome that could not be written is lost, as if the worker had died, and the next
 *       opening of the registry goes on from there.
 *   <li>Leases are not renewed. An engine under which more time passes than {@link
 *       WorkerOptions#ttl} has lost its process.
 *   <li>A request to end the process that comes while its engine runs is not passed on to it.
 *   <li>An engine waits by its context alone: one that sleeps on a clock that stands still, or
 *       waits otherwise for what this thread would do, does so for ever.
 * </ul>
 *
 * <p>Of its options it uses the name and the time to live. Workers that are at one registry at the
 * same time have different names: the name is the owner's. For one thread; any number of workers
 * may share a registry.
 */
public final class InlineWorker {

  /*
   * All that is running is judged, and what can be taken is taken one by one, each judged again
   * just before, since those before it may have changed it. That is repeated until nothing was
   * taken: what has ended may be what others wait for.
   *
   * Attempts and waits are given clocks on which nobody sleeps. Who would sleep on the attempt's,
   * to try again later what the store did not do, is interrupted and says what was in the way. Who
   * would sleep on the awaiter's is an engine whose event is not there.
   */

  private final Registry registry;
  private final Map<String, Engine> engines;
  private final WorkerOptions options;
  private final Clock clock;
  private final Triage triage;
  private final Tally tally = new Tally();
  private int running;
  private int taken;
  private long owners;

  private InlineWorker(
      Registry registry, Map<String, Engine> engines, WorkerOptions options, Clock clock) {
    this.registry = registry;
    this.engines = Map.copyOf(engines);
    this.options = options;
    this.clock = clock;
    this.triage = new Triage(registry, engines.keySet(), clock);
  }

  /**
   * Makes a worker, which does nothing yet.
   *
   * @param engines by the kind of the processes that each is for
   * @param clock the one of the registry
   */
  public static InlineWorker of(
      Registry registry, Map<String, Engine> engines, WorkerOptions options, Clock clock) {
    return new InlineWorker(registry, engines, options, clock);
  }

  /**
   * Runs what can be run now, the highest priority and then the oldest first, one attempt each; and
   * again what can be then, until there is nothing. Time does not pass by that.
   *
   * <p>That the thread is interrupted counts when it returns; while an engine runs, an interrupt is
   * the engine's.
   *
   * @return how many attempts it made, with those that ended a process without its engine
   * @throws RefusedException if there was no room, or a gate denied it
   */
  public int runDue() {
    boolean wasInterrupted = Thread.interrupted();
    try {
      int takenBefore = taken;
      int takenLast;
      do {
        takenLast = taken;
        Agenda agenda = judged();
        for (ProcessId id = agenda.next(); id != null; id = agenda.next()) {
          registry
              .findRunning(id)
              .filter(record -> triage.judge(record) instanceof Triage.Verdict.Now)
              .ifPresent(this::attempt);
        }
      } while (taken > takenLast);
      return taken - takenBefore;
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Returns when something is due by itself: the next attempt, the end of a wait, the end of
   * somebody's lease; the time it is now if something can be taken already. Empty if nothing will
   * be until somebody does something.
   */
  public Optional<Instant> nextDue() {
    Agenda agenda = judged();
    return agenda.size() > 0 ? Optional.of(clock.instant()) : agenda.nextDue();
  }

  /** Returns what it has done. */
  public WorkerStatistics statistics() {
    return tally.statistics(running, 0);
  }

  private Agenda judged() {
    Agenda agenda = new Agenda();
    triage.eachRunning(record -> agenda.note(record.id(), triage.judge(record)));
    return agenda;
  }

  /** Tries to run a process, unless somebody else has it. What is in the way is thrown. */
  private void attempt(ProcessRecord record) {
    Attempt attempt = new Turn(record).attempt;
    running++;
    try {
      attempt.run();
    } finally {
      running--;
    }
    taken += attempt.lease().isPresent() ? 1 : 0;
    Optional<RuntimeException> trouble = attempt.trouble();
    if (trouble.isPresent()) {
      throw trouble.get();
    }
  }

  /** An attempt, and what becomes of its waits. */
  private final class Turn {
    private final ProcessRecord record;
    private final Attempt attempt;

    Turn(ProcessRecord record) {
      this.record = record;
      Awaiter awaiter = Awaiter.polling(registry, new Sleepless(clock, this::mayLookAgain));
      this.attempt =
          new Attempt(
              registry,
              new Engines(engines, new Slots(0), awaiter), // The only slot is this one's.
              record.id(),
              new Owner(options.name() + "/" + ++owners, registry.incarnation()),
              options,
              new Sleepless(clock, () -> false),
              tally,
              () -> {});
    }

    /** What the engine waits for is not there: tells whether it may be by now. */
    private boolean mayLookAgain() {
      if (record.disposition() != Disposition.OWNER_BOUND) {
        attempt.giveWay();
        return false;
      }
      if (runDue() > 0) {
        return true;
      }
      throw new IllegalStateException(
          "what bound work waits for must be there when nothing else is due, got: process '"
              + record.id()
              + "' waits for "
              + registry.get(record.id()).waiting().map(InlineWorker::name).orElse("nothing"));
    }
  }

  private static String name(Waiting waiting) {
    return switch (waiting) {
      case Waiting.ForSignal it -> "signal '" + it.signal() + "', number " + it.ordinal();
      case Waiting.ForProcess it -> "process '" + it.process() + "'";
      case Waiting.ForAttempt _ -> "its next attempt";
    };
  }

  /** A clock on which nobody sleeps: who would either looks again at once or is interrupted. */
  private record Sleepless(Clock clock, BooleanSupplier mayLookAgain) implements Clock {

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (Thread.interrupted() || !mayLookAgain.getAsBoolean()) {
        throw new InterruptedException("an inline worker has no thread to sleep on");
      }
    }

    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
        throws InterruptedException {
      sleep(Duration.ZERO);
      return deadlineNanos - clock.nanoTime() > 0;
    }
  }
}
