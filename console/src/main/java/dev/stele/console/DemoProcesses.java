package dev.stele.console;

import dev.stele.process.Context;
import dev.stele.process.Payload;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Processes;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The part of the demonstration with work that outlives its worker: what can be run again is, what
 * was bound to the dead one is given up.
 */
final class DemoProcesses {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PrintWriter out;

  DemoProcesses(PrintWriter out) {
    this.out = out;
  }

  /** Shows it; false if anything is not as it must be. */
  boolean show(Path directory) throws IOException, InterruptedException {
    out.println();
    out.println("6. Work is begun by another process, which is killed.");
    int count = DemoWork.RERUNNABLE.size() + DemoWork.OWNER_BOUND.size();
    Set<String> begun = new TreeSet<>();
    int status;
    try (Child worker = Child.start(DemoWork.NAME, directory.toString())) {
      while (begun.size() < count) {
        Optional<String> line = worker.line();
        if (line.isEmpty()) {
          return false; // It has ended by itself; standard error says why.
        }
        begun.add(line.get());
      }
      worker.kill();
      status = worker.end();
    }
    out.println(
        "   %d processes were begun there, and none has ended; exit status %d."
            .formatted(begun.size(), status));
    return takeOver(directory) && status == DemoKill.KILLED;
  }

  private boolean takeOver(Path directory) throws InterruptedException {
    try (Store store = Store.open(directory, DemoWriter.options());
        Processes processes = Processes.open(store, DemoWork.SCOPE);
        Worker worker =
            processes.work(
                WorkerOptions.standard("second"), Map.of(DemoWork.KIND, DemoProcesses::sum))) {
      List<ProcessRecord> again = ended(processes, DemoWork.RERUNNABLE);
      List<ProcessRecord> lost = ended(processes, DemoWork.OWNER_BOUND);
      long completed =
          again.stream()
              .filter(record -> record.attempts() == 2)
              .filter(record -> record.outcome().get() instanceof ProcessOutcome.Succeeded)
              .count();
      long abandoned =
          lost.stream()
              .filter(record -> record.attempts() == 1)
              .filter(record -> record.outcome().get() instanceof ProcessOutcome.Abandoned)
              .count();
      out.println(
          "   Opened again: of %d that can be run again, %d completed in their second attempt;"
              .formatted(again.size(), completed));
      out.println(
          "   of %d that cannot, %d were given up, and not run twice, for the reason that"
              .formatted(lost.size(), abandoned));
      out.println("     " + evidence(lost.getFirst()));
      return completed == DemoWork.RERUNNABLE.size()
          && abandoned == DemoWork.OWNER_BOUND.size()
          && worker.statistics().attempts() == completed;
    }
  }

  private static ProcessOutcome sum(Context context) {
    long sum = context.input().text().chars().filter(Character::isDigit).map(c -> c - '0').sum();
    return new ProcessOutcome.Succeeded(Payload.text(Long.toString(sum)));
  }

  private static List<ProcessRecord> ended(Processes processes, List<ProcessId> ids)
      throws InterruptedException {
    for (ProcessId id : ids) {
      ProcessOutcome _ = processes.awaitEnd(id, PATIENCE).orElseThrow();
    }
    return ids.stream().map(processes.registry()::get).toList();
  }

  private static String evidence(ProcessRecord record) {
    return record.outcome().orElseThrow() instanceof ProcessOutcome.Abandoned abandoned
        ? abandoned.evidence()
        : "NONE: it was not given up";
  }
}
