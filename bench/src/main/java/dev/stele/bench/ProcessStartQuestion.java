package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MICROS;

import dev.stele.journal.Durability;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** How long after it is asked for a piece of work runs. */
final class ProcessStartQuestion implements Question {

  private final PostgresServer postgres;
  private final AtomicLong numbers = new AtomicLong();

  ProcessStartQuestion(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  public void answer(Setting setting) throws Exception {
    setting.out().println("1. From asking for a piece of work to its first instruction, one after");
    setting
        .out()
        .println("another, both durable before it runs. A figure is the median of a round;");
    setting.out().println("CPU is that of our process, to the durable end.");
    Lineup<ProcessPeer> lineup = new Lineup<>(setting, "process-start", Durability.SYNCED);
    try (lineup) {
      int operations = setting.scale().choose(300, 5);
      Contestant stele =
          lineup.measure("processes", (folder, _) -> new SteleProcesses(folder), this::measured);
      lineup.look(
          "db-scheduler, PostgreSQL", (_, _) -> new DbSchedulerProcesses(postgres), this::measured);
      lineup.look("DBOS, PostgreSQL", (_, _) -> new DbosProcesses(postgres), this::measured);
      lineup.run(operations);
      setting.goals().judgeDurable(atMost(1_000, MICROS, "from asked to running"), stele.micros());
    }
    setting
        .out()
        .println("JobRunr is not measured here: it looks for work each 5 s at the most often.");
  }

  private Contestant.Sample measured(ProcessPeer peer, int operations) throws Exception {
    long[] nanos = new long[operations];
    long cpu = CpuClock.nanos();
    long syncs = peer.syncs();
    for (int i = 0; i < operations; i++) {
      ProcessRuns.expect(1);
      long asked = System.nanoTime();
      peer.start("start-" + numbers.incrementAndGet());
      ProcessRuns.await();
      nanos[i] = ProcessRuns.lastNanos() - asked;
      peer.awaitEnded();
    }
    double cpuMicros = (CpuClock.nanos() - cpu) / 1e3 / operations;
    Arrays.sort(nanos);
    return new Contestant.Sample(
        nanos[operations / 2] / 1e3, cpuMicros, (peer.syncs() - syncs) / (double) operations);
  }
}
