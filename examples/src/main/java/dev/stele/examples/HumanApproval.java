package dev.stele.examples;

import dev.stele.process.ChangeHub;
import dev.stele.process.Context;
import dev.stele.process.Disposition;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.ProcessEvent;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Waiting;
import dev.stele.process.Work;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A payment waits for somebody to say yes, which may take days: it waits for a signal, takes no
 * slot of its worker meanwhile, and waits on when the program was restarted.
 */
public final class HumanApproval {

  private static final ProcessId PAYMENT = ProcessId.of("payment-17");

  private HumanApproval() {}

  /** The work: waits for a word, then does it, or does not. */
  static ProcessOutcome pay(Context context) throws InterruptedException {
    ProcessEvent word = context.awaitSignal("decision");
    return word.payload().text().startsWith("yes")
        ? new ProcessOutcome.Succeeded(Payload.text("paid " + context.input().text()))
        : ProcessOutcome.failed("approval", "declined", word.payload().text());
  }

  /** Begins a payment, ends the program while it waits, and says yes in the next one. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "payments");
        Worker _ = work(processes)) {
      processes
          .registry()
          .register(
              Registration.of(
                      PAYMENT.value(),
                      Work.run("payment", Payload.text("100 to Bob")),
                      Disposition.RERUNNABLE)
                  .events(EventType.signal("decision")))
          .orThrow();
      awaitWaiting(processes);
      System.out.println("the program ends; the payment waits on");
    }
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "payments");
        Worker worker = work(processes)) {
      System.out.println("another program; the payment waits: " + waitsFor(processes));
      // Alice presses the button twice: the key makes it one signal.
      for (String click : List.of("first", "second")) {
        boolean isReplay =
            processes
                .registry()
                .signal(PAYMENT, "decision", Payload.text("yes, says Alice"), "alice-1")
                .orThrow()
                .isReplay();
        System.out.println(click + " click: " + (isReplay ? "was said before" : "said"));
      }
      ProcessOutcome outcome = processes.awaitEnd(PAYMENT, Duration.ofMinutes(1)).orElseThrow();
      System.out.println(
          outcome instanceof ProcessOutcome.Succeeded(Payload value)
              ? "it has " + outcome.word() + ": " + value.text()
              : "it has " + outcome.word());
      System.out.println("attempts of this worker: " + worker.statistics().attempts());
    }
  }

  private static Worker work(Processes processes) {
    return processes.work(WorkerOptions.standard("payer"), Map.of("payment", HumanApproval::pay));
  }

  private static String waitsFor(Processes processes) {
    return processes
        .registry()
        .get(PAYMENT)
        .waiting()
        .map(waiting ->
            waiting instanceof Waiting.ForSignal it ? "for '" + it.signal() + "'" : "otherwise")
        .orElse("for nothing");
  }

  /** Whoever must know when a process waits looks at it whenever it changes. */
  private static void awaitWaiting(Processes processes) throws InterruptedException {
    try (ChangeHub.Subscription told = processes.hub().subscribe(PAYMENT)) {
      while (processes.registry().get(PAYMENT).waiting().isEmpty()) {
        told.awaitChange(Duration.ofSeconds(10));
      }
    }
    System.out.println("the payment waits " + waitsFor(processes));
  }
}
