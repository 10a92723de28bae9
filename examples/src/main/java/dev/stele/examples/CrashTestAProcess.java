package dev.stele.examples;

import dev.stele.ground.Disk;
import dev.stele.journal.JournalOptions;
import dev.stele.process.Context;
import dev.stele.process.Disposition;
import dev.stele.process.Engine;
import dev.stele.process.EventType;
import dev.stele.process.InlineWorker;
import dev.stele.process.Payload;
import dev.stele.process.ProcessAppend;
import dev.stele.process.ProcessEvent;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Work;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import dev.stele.trial.Reach;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * You have an engine that charges a customer and ships an order: does it charge once, wherever the
 * power goes?
 *
 * <p>A worker that runs on the test's own thread, a clock that stands still, and a disk that is cut
 * during each of its operations find out. No test in which the engine comes to its end does.
 */
public final class CrashTestAProcess {

  private static final ProcessId ORDER = ProcessId.of("order-17");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private CrashTestAProcess() {}

  /** Waits until the order is packed, charges, and ships. Run again, it charges again. */
  static ProcessOutcome shipNaively(Context context) throws InterruptedException {
    if (context.awaitSignal("packed", Duration.ofDays(2)).isEmpty()) {
      return ProcessOutcome.failed("warehouse", "late", "nobody packed it");
    }
    context.emit(ProcessAppend.of("charged", context.input()));
    context.emit(ProcessAppend.of("shipped", Payload.EMPTY));
    return new ProcessOutcome.Succeeded(Payload.EMPTY);
  }

  /** As above, with a key for what must be there once however often it is run. */
  static ProcessOutcome ship(Context context) throws InterruptedException {
    if (context.awaitSignal("packed", Duration.ofDays(2)).isEmpty()) {
      return ProcessOutcome.failed("warehouse", "late", "nobody packed it");
    }
    context.emit(ProcessAppend.of("charged", context.input()).key("charge"));
    context.emit(ProcessAppend.of("shipped", Payload.EMPTY).key("ship"));
    return new ProcessOutcome.Succeeded(Payload.EMPTY);
  }

  /** What the program does, each time that it is started, with a worker on this thread. */
  static final class Shop implements AutoCloseable {
    private final SimClock clock = SimClock.at(NOON);
    private final Store store;
    private final Processes processes;
    private final InlineWorker worker;

    Shop(Disk disk, Engine engine) {
      JournalOptions journal = new JournalOptions(1 << 16, 512, disk, clock, SimEntropy.of(1));
      store =
          Store.open(
              Path.of("/shop"),
              StoreOptions.standard()
                  .journal(journal)
                  .restarts(new StoreOptions.RestartBudget(0, Duration.ofMinutes(1))));
      try {
        processes = Processes.open(store, "orders", Processes.Options.standard().clock(clock));
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
      worker = processes.workInline(WorkerOptions.standard("shop"), Map.of("order", engine));
    }

    /** Takes the order, unless it was taken already. */
    void order() {
      processes
          .registry()
          .register(
              Registration.of(
                      ORDER.value(),
                      Work.run("order", Payload.text("12.50")),
                      Disposition.RERUNNABLE)
                  .events(
                      EventType.signal("packed"),
                      EventType.plain("charged"),
                      EventType.plain("shipped")))
          .orThrow();
      worker.runDue();
    }

    /** Tells that it is packed; the key makes it safe to tell again. */
    void pack() {
      if (!outcome().isPresent()) {
        processes.registry().signal(ORDER, "packed", Payload.EMPTY, "packed").orThrow();
      }
      worker.runDue();
    }

    /** Lets time pass, as far as something is due by itself. */
    void passTime() {
      for (Optional<Instant> at = worker.nextDue(); at.isPresent(); at = worker.nextDue()) {
        clock.advance(Duration.between(clock.instant(), at.get()));
        worker.runDue();
      }
    }

    Instant now() {
      return clock.instant();
    }

    Optional<ProcessOutcome> outcome() {
      return processes.registry().get(ORDER).outcome();
    }

    /** Tells what was done for the customer, in its order. */
    List<String> done() {
      return processes.registry().eventsAfter(ORDER, 0, 100).stream()
          .map(ProcessEvent::type)
          .filter(type -> type.equals("charged") || type.equals("shipped"))
          .toList();
    }

    @Override
    public void close() {
      try {
        processes.close();
      } finally {
        store.close();
      }
    }
  }

  /** The shop, killed at any moment, and started again. */
  record KilledShop(Engine engine) implements Scenario {

    @Override
    public void run(Disk disk) {
      try (Shop shop = new Shop(disk, engine)) {
        shop.order();
        shop.pack();
      }
    }

    @Override
    public void audit(Disk disk) {
      try (Shop shop = new Shop(disk, engine)) {
        shop.order();
        shop.pack();
        shop.passTime();
        if (!shop.done().equals(List.of("charged", "shipped"))) {
          throw new AssertionError("must be charged once and shipped once, found " + shop.done());
        }
      }
    }
  }

  /** Kills at each operation of the disk. What torn bytes do is the store's business: no cuts. */
  static CrashHunt hunt(String name, Engine engine) {
    return CrashHunt.of(name, () -> new KilledShop(engine))
        .reaching(new Reach(0, 0, (file, position, bytes) -> IntStream.empty()))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  /** Lets two days pass, and hunts both engines. */
  public static void main(String[] arguments) {
    try (Shop shop = new Shop(SimDisk.empty(), CrashTestAProcess::ship)) {
      shop.order();
      shop.passTime();
      System.out.println("after " + Duration.between(NOON, shop.now()) + ": " + shop.outcome());
    }
    try {
      System.out.println("survived: " + hunt("naive", CrashTestAProcess::shipNaively).run());
    } catch (HuntFailure broken) {
      String.valueOf(broken.getMessage())
          .lines()
          .filter(line -> line.startsWith("naive") || line.startsWith("  replay"))
          .forEach(System.out::println);
    }
    System.out.println("survived: " + hunt("mended", CrashTestAProcess::ship).run());
  }
}
