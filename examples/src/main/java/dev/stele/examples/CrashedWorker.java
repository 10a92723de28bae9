package dev.stele.examples;

import dev.stele.process.Context;
import dev.stele.process.Disposition;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.ProcessAppend;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Registry;
import dev.stele.process.Work;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A worker is killed in the middle of its work. What can be run again is, at once: the new opening
 * of the store is the proof that the old worker is dead. What was bound to it is given up, and says
 * so: nobody knows how far it came.
 */
public final class CrashedWorker {

  private static final ProcessId REPORT = ProcessId.of("report");
  private static final ProcessId TRANSFER = ProcessId.of("transfer");

  private CrashedWorker() {}

  /** Sums up its input; what a first worker did is thrown away. */
  static ProcessOutcome add(Context context) throws InterruptedException {
    System.out.println("begun " + context.process() + ", attempt " + context.lease().attempt());
    context.emit(ProcessAppend.of("begun", Payload.EMPTY));
    if (System.getProperty("stele.example.hangs") != null) {
      new CountDownLatch(1).await(); // Until it is killed.
    }
    long sum = context.input().text().chars().filter(Character::isDigit).map(c -> c - '0').sum();
    return new ProcessOutcome.Succeeded(Payload.text("" + sum));
  }

  private static Worker work(Processes processes) {
    return processes.work(WorkerOptions.standard("adder"), Map.of("add", CrashedWorker::add));
  }

  private static Registration job(ProcessId id, Disposition disposition) {
    return Registration.of(id.value(), Work.run("add", Payload.text("1 2 3")), disposition)
        .events(EventType.plain("begun"));
  }

  /** The program that will be killed. */
  private static void crash(Path directory) throws InterruptedException {
    System.setProperty("stele.example.hangs", "yes");
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker _ = work(processes)) {
      processes.registry().register(job(REPORT, Disposition.RERUNNABLE)).orThrow();
      processes.registry().register(job(TRANSFER, Disposition.OWNER_BOUND)).orThrow();
      processes.awaitEnd(REPORT, Duration.ofDays(1));
    }
  }

  /** Lets another JVM begin two jobs, kills it, and takes over. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    if (arguments.length > 1) {
      crash(directory);
      return;
    }
    Process other = OtherProcess.start(CrashedWorker.class, directory.toString(), "crash");
    try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
      for (String line : List.of(lines.readLine(), lines.readLine()).stream().sorted().toList()) {
        System.out.println("the other process: " + line);
      }
      other.toHandle().destroyForcibly();
    }
    System.out.println("killed: it ended with " + other.waitFor());
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker _ = work(processes)) {
      for (ProcessId id : List.of(REPORT, TRANSFER)) {
        if (processes.awaitEnd(id, Duration.ofMinutes(1)).isPresent()) {
          tell(processes.registry(), id);
        }
      }
    }
  }

  private static void tell(Registry registry, ProcessId id) {
    ProcessRecord record = registry.get(id);
    System.out.println(
        id
            + ": "
            + switch (record.outcome().orElseThrow()) {
              case ProcessOutcome.Succeeded(Payload value) ->
                  value.text() + ", in attempt " + record.attempts();
              case ProcessOutcome.Abandoned it -> "abandoned, since " + it.evidence();
              case ProcessOutcome it -> it.word();
            });
  }
}
