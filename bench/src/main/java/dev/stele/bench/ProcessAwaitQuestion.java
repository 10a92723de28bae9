package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MICROS;

import dev.stele.ground.Clock;
import dev.stele.process.Authority;
import dev.stele.process.Awaiter;
import dev.stele.process.ChangeHub;
import dev.stele.process.Payload;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Registration;
import dev.stele.process.Registry;
import dev.stele.process.SessionScope;
import dev.stele.process.WatchedRegistry;
import dev.stele.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How long after its end is durable somebody who waits for a process knows of it. */
final class ProcessAwaitQuestion implements Question {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicLong numbers = new AtomicLong();

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("3. From the durable end of a process to the return of one who waits for");
    setting.out().println("it on a virtual thread. A figure is the median of a round.");
    Path folder = setting.scratch().folder("process-await");
    AtomicLong durableNanos = new AtomicLong();
    try (Store store = Store.open(folder);
        ChangeHub hub = new ChangeHub(Clock.system());
        Registry registry =
            new WatchedRegistry(
                timed(Registry.open(store, "bench"), durableNanos), hub, Optional.empty())) {
      Awaiter awaiter = Awaiter.of(registry, hub, Clock.system());
      Rounds rounds = new Rounds();
      Contestant waking =
          rounds.add("await", operations -> measured(registry, awaiter, durableNanos, operations));
      rounds.run(setting.out(), setting.scale(), setting.scale().choose(300, 5));
      setting.goals().judge(atMost(100, MICROS, "from durable to known"), waking.micros());
    }
    Scratch.remove(folder);
  }

  /** Notes when the registry says that an end is durable, before anybody is told. */
  private static Registry timed(Registry registry, AtomicLong durableNanos) {
    return (Registry)
        Proxy.newProxyInstance(
            Registry.class.getClassLoader(),
            new Class<?>[] {Registry.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(registry, arguments);
                if (method.getName().equals("complete")) {
                  durableNanos.set(System.nanoTime());
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Contestant.Sample measured(
      Registry registry, Awaiter awaiter, AtomicLong durableNanos, int operations)
      throws Exception {
    long[] nanos = new long[operations];
    LinkedBlockingQueue<Long> known = new LinkedBlockingQueue<>();
    SessionScope owner = SessionScope.of("bench");
    long cpu = CpuClock.nanos();
    for (int i = 0; i < operations; i++) {
      ProcessId id = ProcessId.of("await-" + numbers.incrementAndGet());
      registry.register(Registration.external(id.value(), "bench", Payload.EMPTY)).orThrow();
      Thread.startVirtualThread(() -> {
        try {
          if (awaiter.awaitEnd(id, PATIENCE).isPresent()) {
            known.add(System.nanoTime());
          }
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
      TimeUnit.MILLISECONDS.sleep(1); // It waits by then.
      registry
          .complete(
              id, new ProcessOutcome.Succeeded(Payload.EMPTY), new Authority.ExternalOwner(owner))
          .orThrow();
      Long at = known.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (at == null) {
        throw new IllegalStateException("expected the end of '" + id + "' to be known");
      }
      nanos[i] = at - durableNanos.get();
    }
    double cpuMicros = (CpuClock.nanos() - cpu) / 1e3 / operations;
    Arrays.sort(nanos);
    return new Contestant.Sample(nanos[operations / 2] / 1e3, cpuMicros, 0);
  }
}
