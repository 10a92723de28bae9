package dev.stele.console;

import dev.stele.process.Context;
import dev.stele.process.Disposition;
import dev.stele.process.Payload;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Work;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The child of {@code stele demo} that works and is killed: begins some processes, of which each
 * other one can be run again, says so of each, and comes to no end.
 */
@Command(name = DemoWork.NAME, hidden = true, header = "Work until killed; for 'stele demo'.")
final class DemoWork implements Callable<Integer> {

  static final String NAME = "demo-work";
  static final String SCOPE = "work";
  static final String KIND = "sum";

  /** What is begun: first those that can be run again, then those that cannot. */
  static final List<ProcessId> RERUNNABLE =
      List.of(ProcessId.of("report-1"), ProcessId.of("report-2"), ProcessId.of("report-3"));

  static final List<ProcessId> OWNER_BOUND =
      List.of(ProcessId.of("transfer-1"), ProcessId.of("transfer-2"));

  @Parameters private Path directory = Path.of("");

  DemoWork() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Thread.ofPlatform().daemon().start(DemoWriter::endWithTheParent);
    try (Store store = Store.open(directory, DemoWriter.options());
        Processes processes = Processes.open(store, SCOPE);
        Worker _ = processes.work(WorkerOptions.standard("first"), Map.of(KIND, DemoWork::hang))) {
      RERUNNABLE.forEach(id -> register(processes, id, Disposition.RERUNNABLE));
      OWNER_BOUND.forEach(id -> register(processes, id, Disposition.OWNER_BOUND));
      new CountDownLatch(1).await();
    }
    return 1;
  }

  private static void register(Processes processes, ProcessId id, Disposition disposition) {
    processes
        .registry()
        .register(Registration.of(id.value(), Work.run(KIND, Payload.text("1 2 3")), disposition))
        .orThrow();
  }

  private static ProcessOutcome hang(Context context) throws InterruptedException, IOException {
    DemoWriter.say(context.process().value());
    new CountDownLatch(1).await();
    return new ProcessOutcome.Succeeded(Payload.EMPTY);
  }
}
