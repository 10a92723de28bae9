package dev.stele.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.process.Disposition;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Work;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Processes and workers, shown by meters. */
class ProcessMetersTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private static Registration job(String id, String kind) {
    return Registration.of(id, Work.run(kind, Payload.EMPTY), Disposition.OWNER_BOUND)
        .events(EventType.signal("go"));
  }

  private double processes(String state) {
    return meters
        .get(ProcessMeters.PROCESSES)
        .tags("registry", "jobs", "state", state)
        .gauge()
        .value();
  }

  private double outcomes(String outcome) {
    return meters
        .get(ProcessMeters.OUTCOMES)
        .tags("worker", "w", "outcome", outcome)
        .functionCounter()
        .count();
  }

  @SuppressWarnings("try") // That they are closed before is what is tested.
  @Test
  void whatARegistryAndAWorkerHaveIsShownAsItIsWhenAsked() throws Exception {
    try (Processes processes = Processes.inMemory(Processes.Options.standard());
        Worker worker =
            processes.work(
                WorkerOptions.standard("w"),
                Map.of(
                    "good", _ -> new ProcessOutcome.Succeeded(Payload.EMPTY),
                    "bad", _ -> ProcessOutcome.failed("test", "bad", "bad")));
        ProcessMeters ofRegistry = ProcessMeters.of(processes.registry(), "jobs", meters);
        ProcessMeters ofWorker = ProcessMeters.of(worker, "w", meters)) {
      processes.registry().register(job("other", "nobody's")).orThrow();
      for (String each : new String[] {"good", "bad"}) {
        processes.registry().register(job(each, each)).orThrow();
        assertThat(processes.awaitEnd(ProcessId.of(each), SOON)).isPresent();
      }

      assertThat(processes("running")).isEqualTo(1);
      assertThat(processes("waiting")).isZero();
      assertThat(processes("completed")).isEqualTo(1);
      assertThat(processes("failed")).isEqualTo(1);
      assertThat(outcomes("attempts")).isEqualTo(2);
      assertThat(outcomes("lost")).isZero();
      assertThat(meters.getMeters()).hasSize(15);
      assertThat(meters.getMeters())
          .flatExtracting((Meter meter) -> meter.getId().getTags())
          .extracting(Tag::getKey)
          .containsOnly("registry", "worker", "state", "outcome");
      ofWorker.close();
      assertThat(meters.getMeters()).hasSize(6);
      ofRegistry.close();
      assertThat(meters.getMeters()).isEmpty();
    }
  }
}
