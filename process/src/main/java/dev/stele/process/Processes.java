package dev.stele.process;

import dev.stele.attach.Items;
import dev.stele.attach.Spawned;
import dev.stele.ground.Clock;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Durable processes in a scope of a store: the registry, and all that waits above it.
 *
 * {@snippet :
 * try (Store store = Store.open(Path.of("data"));
 *     Processes processes = Processes.open(store, "jobs");
 *     Worker worker = processes.work(WorkerOptions.standard("w"), Map.of("mail", mailEngine))) {
 *   processes.registry().register(
 *       Registration.of("mail-17", Work.run("mail", input), Disposition.RERUNNABLE)).orThrow();
 *   Optional<ProcessOutcome> outcome =
 *       processes.awaitEnd(ProcessId.of("mail-17"), Duration.ofMinutes(1));
 * }
 * }
 *
 * <p>Safe for any thread. Close its workers first; closing it does not close the store.
 */
public final class Processes implements AutoCloseable {

  /** What is seen of processes, and by whom. */
  public record Options(
      Documents documents, Clock clock, Optional<EventSink> sink, Optional<EngineAttach> attach) {

    /** Returns those of a store on this machine, without a sink or engines of others. */
    public static Options standard() {
      return new Options(Documents.none(), Clock.system(), Optional.empty(), Optional.empty());
    }

    /** Returns these options with something that looks into payloads. */
    public Options documents(Documents other) {
      return new Options(other, clock, sink, attach);
    }

    /** Returns these options with another clock. */
    public Options clock(Clock other) {
      return new Options(documents, other, sink, attach);
    }

    /** Returns these options with a sink. */
    public Options sink(EventSink other) {
      return new Options(documents, clock, Optional.of(other), attach);
    }

    /** Returns these options with an engine that knows of ends first. */
    public Options attach(EngineAttach other) {
      return new Options(documents, clock, sink, Optional.of(other));
    }
  }

  private final @Nullable Store store;
  private final String scope;
  private final Options options;
  private final ChangeHub hub;
  private final WatchedRegistry registry;
  private final Awaiter awaiter;

  private Processes(@Nullable Store store, String scope, Registry registry, Options options) {
    this.store = store;
    this.scope = scope;
    this.options = options;
    this.hub = new ChangeHub(options.clock());
    this.registry = new WatchedRegistry(registry, hub, options.sink());
    this.awaiter = Awaiter.of(this.registry, hub, options.clock());
  }

  /**
   * Opens the processes in a scope of a store.
   *
   * @throws ProcessException.AlreadyOpen if they are open in this JVM already
   */
  public static Processes open(Store store, String scope) {
    return open(store, scope, Options.standard());
  }

  /** As above, with options. */
  public static Processes open(Store store, String scope, Options options) {
    Registry registry = Registry.open(store, scope, options.documents(), options.clock());
    return new Processes(store, scope, registry, options);
  }

  /** Opens processes in memory, which are gone with it. */
  public static Processes inMemory(Options options) {
    Registry registry = Registry.inMemory(options.documents(), options.clock());
    return new Processes(null, "", registry, options);
  }

  /** Returns the registry, which tells the hub of all that is written. */
  public Registry registry() {
    return registry;
  }

  /** Returns who is told of changes. */
  public ChangeHub hub() {
    return hub;
  }

  /** Returns what waits for events. */
  public Awaiter awaiter() {
    return awaiter;
  }

  /**
   * Waits for the end of a process: told by its engine if there is one that knows, whose failure is
   * the caller's. One that has ended is answered without asking it.
   *
   * @return empty if the time ran out
   * @throws ProcessException.UnknownProcess if there is none
   * @throws InterruptedException if the thread is interrupted; nothing was changed
   */
  public Optional<ProcessOutcome> awaitEnd(ProcessId id, Duration atMost)
      throws InterruptedException {
    Optional<ProcessOutcome> ended = registry.get(id).outcome();
    if (ended.isPresent()) {
      return ended;
    }
    return options.attach().isPresent()
        ? options.attach().get().awaitEnd(id, atMost)
        : awaiter.awaitEnd(id, atMost);
  }

  /** Begins to run processes of some kinds. */
  public Worker work(WorkerOptions workerOptions, Map<String, Engine> engines) {
    return Worker.start(registry, hub, awaiter, engines, workerOptions, options.clock());
  }

  /**
   * Makes a worker of some kinds that runs them when it is told to, on the thread that tells it.
   */
  public InlineWorker workInline(WorkerOptions workerOptions, Map<String, Engine> engines) {
    return InlineWorker.of(registry, engines, workerOptions, options.clock());
  }

  /**
   * Attaches to the events of a process: those that were, then each as soon as it is durable.
   * {@link #event} tells what each is.
   *
   * @throws IllegalStateException if the processes are in memory: nothing is attached to there
   */
  public Spawned<Items<Event>, Event> attach(ProcessId id) {
    if (store == null) {
      throw new IllegalStateException("processes must be in a store, got: some in memory");
    }
    return attach(store, scope, id);
  }

  /** As above, to the processes in a scope of a store that somebody else writes. */
  public static Spawned<Items<Event>, Event> attach(StoreReader store, String scope, ProcessId id) {
    return store.attach(Region.of(Coordinate.of(scope, Streams.main(id))));
  }

  /**
   * Tells what an event of the store is to its process.
   *
   * @return empty if it is the registration, or that the process was pruned
   */
  public static Optional<ProcessEvent> event(ProcessRecord record, Event event) {
    boolean isEvent = !event.type().equals(Types.REGISTERED) && !event.type().equals(Types.PRUNED);
    if (!isEvent || event.position().compareTo(record.registered()) < 0) {
      return Optional.empty();
    }
    long sequence = event.version().value() - record.firstVersion();
    return Optional.of(Reads.event(record.id(), sequence, StoreLedger.decoded(event)));
  }

  /** Closes the registry, and lets nobody wait any more. A second call does nothing. */
  @Override
  public void close() {
    try {
      registry.close();
    } finally {
      hub.close(); // Afterwards: who is woken looks again, and is to find it closed.
    }
  }
}
