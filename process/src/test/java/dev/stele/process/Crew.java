package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.trial.SimClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Workers at a ledger in memory, by a clock that stands still. What their threads are to do is
 * waited for in real time, and fails if it does not come.
 */
final class Crew implements AutoCloseable {

  /**
   * How often it is looked, a millisecond apart, before a test gives up. Looks are counted and not
   * seconds: a machine that stands still for a minute costs one look, and nobody a chance. Tests
   * whose worker does what it should never look that often.
   */
  private static final int LOOKS_MAX = 30_000;

  final SimClock clock;
  final Registry inner;
  final Registry registry;
  final ChangeHub hub;
  final Awaiter awaiter;

  Crew() {
    this(new Jobs(), UnaryOperator.identity());
  }

  /** A registry over what other crews have left, with something before it. */
  Crew(Jobs jobs, UnaryOperator<Registry> between) {
    this.clock = jobs.clock;
    this.inner = jobs.open();
    this.hub = new ChangeHub(clock);
    this.registry = new WatchedRegistry(between.apply(inner), hub, Optional.empty());
    this.awaiter = Awaiter.of(registry, hub, clock);
  }

  Worker worker(WorkerOptions options, Map<String, Engine> engines) {
    return Worker.start(registry, hub, awaiter, engines, options, clock);
  }

  Worker worker(Engine engine) {
    return worker(Jobs.OPTIONS, Map.of(Jobs.KIND, engine));
  }

  ProcessId register(String id, Disposition disposition) {
    return Jobs.register(registry, id, disposition);
  }

  /** Waits until a process is so; one that has ended will not be otherwise. */
  ProcessRecord until(ProcessId id, Predicate<ProcessRecord> is) throws InterruptedException {
    ProcessRecord record = registry.get(id);
    for (int look = 0; !is.test(record); look++) {
      if (look == LOOKS_MAX || record.hasEnded()) {
        throw new AssertionError("process must have become otherwise, found " + record);
      }
      Clock.system().sleep(Duration.ofMillis(1));
      record = registry.get(id);
    }
    return record;
  }

  ProcessOutcome end(ProcessId id) throws InterruptedException {
    return until(id, ProcessRecord::hasEnded).outcome().orElseThrow();
  }

  static ProcessOutcome done(String text) {
    return new ProcessOutcome.Succeeded(Payload.text(text));
  }

  /** An engine that says that it runs, and goes on when it is let, whatever interrupts it. */
  static Engine stubborn(CountDownLatch runs, CountDownLatch let) {
    return context -> {
      runs.countDown();
      boolean isInterrupted = true;
      while (isInterrupted) {
        try {
          let.await();
          isInterrupted = false;
        } catch (InterruptedException _) {
          // It does not listen.
        }
      }
      return done("stubborn");
    };
  }

  /** An engine that says that it runs, and waits until it is interrupted. */
  static Engine patient(CountDownLatch runs) {
    return context -> {
      runs.countDown();
      new CountDownLatch(1).await();
      throw new AssertionError("nobody lets it");
    };
  }

  /** Waits until a worker's statistics are so. */
  static void await(Worker worker, Predicate<WorkerStatistics> is) throws InterruptedException {
    WorkerStatistics statistics = worker.statistics();
    for (int look = 0; !is.test(statistics); look++) {
      if (look == LOOKS_MAX) {
        throw new AssertionError("worker must do otherwise, found " + statistics);
      }
      Clock.system().sleep(Duration.ofMillis(1));
      statistics = worker.statistics();
    }
  }

  @Override
  public void close() {
    hub.close();
    registry.close();
  }
}
