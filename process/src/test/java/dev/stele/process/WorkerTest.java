package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does with processes. */
class WorkerTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path directory;

  private static Registration rerunnable(String id) {
    return Registration.of(id, Work.run("echo", Payload.text(id)), Disposition.RERUNNABLE)
        .events(EventType.signal("go"), EventType.plain("out"));
  }

  @Test
  void aProcessIsRunAndItsEndIsAwaited() throws Exception {
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker worker =
            processes.work(
                WorkerOptions.standard("w"),
                Map.of("echo", context -> new ProcessOutcome.Succeeded(context.input())))) {
      processes.registry().register(rerunnable("a")).orThrow();

      Optional<ProcessOutcome> outcome = processes.awaitEnd(ProcessId.of("a"), SOON);

      assertThat(outcome).contains(new ProcessOutcome.Succeeded(Payload.text("a")));
      assertThat(worker.statistics().attempts()).isEqualTo(1);
    }
  }

  @Test
  void anEngineWaitsForASignalWithoutASlot() throws Exception {
    Engine engine = context -> new ProcessOutcome.Succeeded(context.awaitSignal("go").payload());
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker _ = processes.work(WorkerOptions.standard("w").slots(1), Map.of("echo", engine))) {
      for (int i = 0; i < 10; i++) {
        processes.registry().register(rerunnable("p" + i)).orThrow();
      }
      for (int i = 9; i >= 0; i--) {
        ProcessId id = ProcessId.of("p" + i);
        processes.registry().signal(id, "go", Payload.text("now"), "k").orThrow();
        assertThat(processes.awaitEnd(id, SOON))
            .contains(new ProcessOutcome.Succeeded(Payload.text("now")));
      }
    }
  }

  @Test
  void whatWaitsForASignalSurvivesARestart() throws Exception {
    Engine engine = context -> new ProcessOutcome.Succeeded(context.awaitSignal("go").payload());
    ProcessId id = ProcessId.of("a");
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker _ = processes.work(WorkerOptions.standard("w"), Map.of("echo", engine))) {
      processes.registry().register(rerunnable("a")).orThrow();
      try (ChangeHub.Subscription told = processes.hub().subscribe(id)) {
        while (processes.registry().get(id).waiting().isEmpty()) {
          told.awaitChange(SOON);
        }
      }
    }
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker worker = processes.work(WorkerOptions.standard("w"), Map.of("echo", engine))) {
      processes.registry().signal(id, "go", Payload.text("later"), "k").orThrow();
      assertThat(processes.awaitEnd(id, SOON))
          .contains(new ProcessOutcome.Succeeded(Payload.text("later")));
      assertThat(worker.statistics().attempts()).isEqualTo(1);
    }
  }

  @Test
  void anAttemptThatFailsIsRepeated() throws Exception {
    Engine engine =
        context -> {
          if (context.lease().attempt() < 3) {
            throw new IllegalStateException("not yet");
          }
          return new ProcessOutcome.Succeeded(Payload.EMPTY);
        };
    try (Store store = Store.open(directory);
        Processes processes = Processes.open(store, "jobs");
        Worker worker = processes.work(WorkerOptions.standard("w"), Map.of("echo", engine))) {
      RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1));
      processes.registry().register(rerunnable("a").retry(policy)).orThrow();

      assertThat(processes.awaitEnd(ProcessId.of("a"), SOON))
          .contains(new ProcessOutcome.Succeeded(Payload.EMPTY));
      assertThat(worker.statistics().failed()).isEqualTo(2);
    }
  }
}
