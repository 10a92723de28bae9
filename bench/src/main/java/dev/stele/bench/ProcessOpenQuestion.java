package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MILLIS;

import dev.stele.process.Claim;
import dev.stele.process.Disposition;
import dev.stele.process.EventType;
import dev.stele.process.Owner;
import dev.stele.process.Payload;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Registration;
import dev.stele.process.Registry;
import dev.stele.process.Waiting;
import dev.stele.process.Work;
import dev.stele.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How long many processes take to open in a fresh JVM, and what heap they then need. */
final class ProcessOpenQuestion implements Question {

  private static final int CALLERS = 512;
  private static final Duration TTL = Duration.ofSeconds(30);
  private static final double MICROS_MAX = 1_000_000;
  private static final long HEAP_BYTES_MAX = 256 << 20;

  @Override
  public void answer(Setting setting) throws Exception {
    int ended = setting.scale().choose(1_000_000, 200);
    int waiting = setting.scale().choose(100_000, 20);
    setting
        .out()
        .printf(
            Locale.ROOT,
            "4. Opening store and registry in a fresh JVM with %s, files in the page cache:%n"
                + "%,d processes that have ended, %,d that wait for a signal.%n",
            ProcessProbe.HEAP,
            ended,
            waiting);
    Path folder = setting.scratch().folder("process-open");
    fill(folder, ended, waiting);
    AtomicLong heapBytesMax = new AtomicLong();
    ProcessProbe.Opening[] last = {ProcessProbe.run(folder)};
    Rounds rounds = new Rounds(Rounds.Unit.MILLIS);
    Contestant first =
        rounds.add(
            "opening",
            _ -> {
              last[0] = ProcessProbe.run(folder);
              heapBytesMax.accumulateAndGet(last[0].heapBytes(), Math::max);
              return new Contestant.Sample(last[0].nanos() / 1e3, last[0].cpuMillis() * 1e3, 0);
            });
    rounds.add(
        "opening, classes loaded", _ -> new Contestant.Sample(last[0].againNanos() / 1e3, 0, 0));
    rounds.run(setting.out(), setting.scale(), 1);
    setting.goals().judge(atMost(MICROS_MAX, MILLIS, "to open"), first.micros());
    setting.goals().count("processes that wait", waiting, last[0].running());
    setting.goals().count("processes that have ended", ended, last[0].completed());
    setting.out().printf(Locale.ROOT, "%,d bytes of heap at most%n", heapBytesMax.get());
    setting
        .goals()
        .count("openings with a heap over 256 MB", 0, heapBytesMax.get() > HEAP_BYTES_MAX ? 1 : 0);
    Scratch.remove(folder);
  }

  private static void fill(Path folder, int ended, int waiting) throws Exception {
    AtomicLong numbers = new AtomicLong();
    try (Store store = Store.open(folder);
        Registry registry = Registry.open(store, "bench")) {
      Rounds.Work ending =
          count -> {
            for (int i = 0; i < count; i++) {
              Claim.Acquired claim = started(registry, "ended-" + numbers.incrementAndGet());
              registry
                  .complete(claim.lease(), new ProcessOutcome.Succeeded(Payload.EMPTY))
                  .orThrow();
            }
          };
      Callers.each(Collections.nCopies(CALLERS, ending)).run(ended);
      Rounds.Work parking =
          count -> {
            for (int i = 0; i < count; i++) {
              Claim.Acquired claim = started(registry, "waiting-" + numbers.incrementAndGet());
              Waiting forSignal = new Waiting.ForSignal("go", 1, Instant.EPOCH, Optional.empty());
              registry.setWaiting(claim.lease(), forSignal).orThrow();
            }
          };
      Callers.each(Collections.nCopies(CALLERS, parking)).run(waiting);
    }
  }

  private static Claim.Acquired started(Registry registry, String id) {
    Registration registration =
        Registration.of(
                id, Work.run("bench", Payload.text("what it works on")), Disposition.RERUNNABLE)
            .events(EventType.signal("go"));
    registry.register(registration).orThrow();
    Owner owner = new Owner("bench", registry.incarnation());
    Claim claim = registry.claimToRun(ProcessId.of(id), owner, TTL).orThrow();
    if (claim instanceof Claim.Acquired acquired) {
      return acquired;
    }
    throw new IllegalStateException("expected a lease, found " + claim);
  }
}
