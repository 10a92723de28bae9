package dev.stele.examples;

import dev.stele.attach.End;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.process.Context;
import dev.stele.process.Disposition;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.ProcessAppend;
import dev.stele.process.ProcessEvent;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Work;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Event;
import dev.stele.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shell command runs for a long time, and people look at it now and then: each line it prints is
 * an event, so that whoever comes back sees what was, and then what comes.
 *
 * <p>The command line has all of this: {@code stele start}, {@code stele attach}.
 */
public final class LongJob {

  private static final ProcessId BUILD = ProcessId.of("build-17");
  private static final EventType LINE = EventType.plain("line");
  private static final EventType GO_ON = EventType.signal("go-on");

  private LongJob() {}

  /** Runs the command that is its input, and keeps what it prints. */
  static ProcessOutcome shell(Context context) throws IOException, InterruptedException {
    Process command =
        new ProcessBuilder("sh", "-c", context.input().text()).redirectErrorStream(true).start();
    try (BufferedReader lines = command.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        context.emit(ProcessAppend.of(LINE.name(), Payload.text(line)));
        if (line.equals("linking")) {
          context.awaitSignal("go-on"); // So that there is time to leave, and to come back.
        }
      }
      int status = command.waitFor();
      return status == 0
          ? new ProcessOutcome.Succeeded(Payload.text("exit code 0"))
          : ProcessOutcome.failed("exit", "" + status, "exit code " + status);
    } finally {
      command.destroy(); // If it was cancelled, or its worker ends.
    }
  }

  /** Looks on from the first line until a line has come, or the job has ended. */
  static List<String> watch(Processes processes, String last) throws InterruptedException {
    ProcessRecord job = processes.registry().get(BUILD);
    List<String> seen = new ArrayList<>();
    try (Live<Items<Event>, Event> live =
        processes
            .attach(BUILD)
            .subscribe()
            .replay(history -> history.forEachRemaining(item -> see(job, item, seen)))
            .live()) {
      while (!seen.contains(last)) {
        switch (live.next()) {
          case Received.Got<Items<Event>, Event>(Item<Event> item) -> see(job, item, seen);
          case Received.Ended<Items<Event>, Event>(End why) ->
              throw new IllegalStateException("store must stay open, got: " + why);
          case Received<Items<Event>, Event> _ -> {} // It has caught up, or fell behind.
        }
      }
    }
    return seen;
  }

  private static void see(ProcessRecord job, Item<Event> item, List<String> seen) {
    Optional<ProcessEvent> event = Processes.event(job, item.value());
    if (event.isPresent() && event.get().type().equals(LINE.name())) {
      seen.add(event.get().payload().text());
      System.out.println("  " + event.get().payload().text());
    } else if (event.isPresent() && event.get().ends().isPresent()) {
      seen.add("ended");
    }
  }

  /** Starts a command, looks on, leaves, and comes back. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker _ =
            processes.work(WorkerOptions.standard("shells"), Map.of("shell", LongJob::shell))) {
      String script = "echo compiling; echo linking; echo testing; echo done";
      processes
          .registry()
          .register(
              Registration.of(
                      BUILD.value(),
                      Work.run("shell", Payload.text(script)),
                      Disposition.OWNER_BOUND)
                  .events(LINE, GO_ON))
          .orThrow();
      System.out.println("attached");
      List<String> first = watch(processes, "linking");
      System.out.println("left; the job goes on");
      processes.registry().signal(BUILD, "go-on", Payload.EMPTY, "now").orThrow();
      ProcessOutcome outcome = processes.awaitEnd(BUILD, Duration.ofMinutes(1)).orElseThrow();
      System.out.println("attached again");
      List<String> second = watch(processes, "ended");
      System.out.println(
          "it has "
              + outcome.word()
              + "; what was seen first is how the rest begins: "
              + second.subList(0, first.size()).equals(first));
    }
  }
}
