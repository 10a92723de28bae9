package dev.stele.examples;

import dev.stele.process.Answer;
import dev.stele.process.Authority;
import dev.stele.process.EventType;
import dev.stele.process.ExternalRef;
import dev.stele.process.Payload;
import dev.stele.process.ProcessAppend;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Registry;
import dev.stele.process.SessionScope;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Somebody else does the work: a print shop, a payment provider. No worker ever runs it here; who
 * does it says how far it is, and ends it, and everybody else waits for it as for any other.
 */
public final class ExternalJob {

  private static final ProcessId POSTER = ProcessId.of("poster-17");
  private static final SessionScope SHOP = SessionScope.of("print-shop");

  private ExternalJob() {}

  /** The end of what is done outside: by its owner, who calls back. */
  static Answer<?> calledBack(Registry registry, String result) {
    return registry.complete(
        POSTER,
        new ProcessOutcome.Succeeded(Payload.text(result)),
        new Authority.ExternalOwner(SHOP));
  }

  /** Orders a poster, waits for it, and is called back, twice. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "orders");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Registry registry = processes.registry();
      registry
          .register(
              Registration.external(POSTER.value(), "print", Payload.text("A1, twice"))
                  .events(EventType.plain("progress")))
          .orThrow();
      // What they call it, so that a callback finds it.
      registry.setExternal(POSTER, new ExternalRef("print-shop", "PX-4711", Map.of())).orThrow();
      Future<ProcessOutcome> waiting =
          threads.submit(() -> processes.awaitEnd(POSTER, Duration.ofMinutes(1)).orElseThrow());
      registry.append(POSTER, ProcessAppend.of("progress", Payload.text("printed 1 of 2")));
      System.out.println(
          registry.get(POSTER).external().orElseThrow().id()
              + " says: "
              + registry.recent(POSTER, 1).getFirst().payload().text());
      System.out.println("called back: " + calledBack(registry, "shipped").isDone());
      System.out.println("once more, lost answer: " + calledBack(registry, "shipped").isDone());
      System.out.println("who says otherwise: " + refused(calledBack(registry, "burnt")));
      System.out.println("who waited was told: " + waiting.get().word());
    }
  }

  private static String refused(Answer<?> answer) {
    return switch (answer) {
      case Answer.Refused<?>(var refusal) -> refusal.message();
      case Answer.Done<?> _ -> "done";
    };
  }
}
