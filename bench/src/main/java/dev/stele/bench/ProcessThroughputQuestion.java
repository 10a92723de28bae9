package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PER_SECOND;

import dev.stele.journal.Durability;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;

/** How many pieces of work a second are started, run and ended. */
final class ProcessThroughputQuestion implements Question {

  private static final int CALLERS = 256;

  private final PostgresServer postgres;
  private final AtomicLong numbers = new AtomicLong();

  ProcessThroughputQuestion(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("2. Many pieces of work: asked for by " + CALLERS + " virtual threads, run,");
    setting.out().println("and ended durably. CPU is that of our process, without the server's.");
    try (Lineup<ProcessPeer> alone = new Lineup<>(setting, "process-alone", Durability.SYNCED)) {
      setting.out().println("Alone, with the machine to itself:");
      Contestant stele =
          alone.add("processes", (folder, _) -> new SteleProcesses(folder), this::work);
      alone.run(setting.scale().choose(20_000, 50));
      setting
          .goals()
          .judgeDurable(
              atLeast(10_000, PER_SECOND, "processes from start to end"), stele.perSecond());
    }
    try (Lineup<ProcessPeer> lineup = new Lineup<>(setting, "process-many", Durability.SYNCED)) {
      setting.out().println("Side by side, all of them open, and those who poll polling:");
      lineup.add("processes", (folder, _) -> new SteleProcesses(folder), this::work);
      lineup.find(
          "db-scheduler, PostgreSQL", (_, _) -> new DbSchedulerProcesses(postgres), this::work);
      lineup.find("DBOS, PostgreSQL", (_, _) -> new DbosProcesses(postgres), this::work);
      lineup.find("JobRunr, PostgreSQL", (_, _) -> new JobRunrProcesses(postgres), this::work);
      lineup.run(setting.scale().choose(5_000, 50));
    }
  }

  private Rounds.Work work(ProcessPeer peer) {
    return operations -> {
      ProcessRuns.expect(operations);
      Rounds.Work starting =
          own -> {
            for (int i = 0; i < own; i++) {
              peer.start("many-" + numbers.incrementAndGet());
            }
          };
      Callers.each(Collections.nCopies(CALLERS, starting)).run(operations);
      ProcessRuns.await();
      peer.awaitEnded();
    };
  }
}
