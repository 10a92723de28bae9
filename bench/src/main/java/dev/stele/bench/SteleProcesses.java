package dev.stele.bench;

import dev.stele.process.Disposition;
import dev.stele.process.Filter;
import dev.stele.process.Payload;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Work;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our processes, run by one worker. */
final class SteleProcesses implements ProcessPeer {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WatchedDisk disk = new WatchedDisk();
  private final Store store;
  private final Processes processes;
  private final Worker worker;

  SteleProcesses(Path folder) {
    store = Store.open(folder, StoreOptions.standard().on(disk));
    processes = Processes.open(store, "bench");
    worker =
        processes.work(
            WorkerOptions.standard("bench"),
            Map.of(
                "bench",
                context -> {
                  ProcessRuns.run(context.process().value());
                  return new ProcessOutcome.Succeeded(Payload.EMPTY);
                }));
  }

  @Override
  public void start(String id) {
    Registration registration =
        Registration.of(
            id, Work.run("bench", Payload.text("what it works on")), Disposition.RERUNNABLE);
    processes.registry().register(registration).orThrow();
  }

  @Override
  public void awaitEnded() throws InterruptedException {
    while (true) {
      List<ProcessRecord> running =
          processes.registry().list(Filter.running(), Optional.empty(), 1);
      if (running.isEmpty()) {
        return;
      }
      ProcessId id = running.getFirst().id();
      if (processes.awaitEnd(id, PATIENCE).isEmpty()) {
        throw new IllegalStateException("expected '" + id + "' to end, found it running");
      }
    }
  }

  @Override
  public long syncs() {
    return disk.syncs();
  }

  @Override
  public void close() {
    worker.close();
    processes.close();
    store.close();
  }
}
