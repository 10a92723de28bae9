package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Samples.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is asked for the end of a process: what is on record first, then an engine that knows. */
class ProcessesTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final AtomicInteger asked = new AtomicInteger();

  private Processes processes(EngineAttach attach) {
    Processes.Options options = Processes.Options.standard().clock(clock);
    return Processes.inMemory(
        options.attach((id, atMost) -> {
          asked.incrementAndGet();
          return attach.awaitEnd(id, atMost);
        }));
  }

  private static EngineAttach failing(RuntimeException failure) {
    return (_, _) -> {
      throw failure;
    };
  }

  @Test
  void aProcessThatHasEndedIsAnsweredWithoutAskingTheEngine() throws Exception {
    ProcessOutcome its = new ProcessOutcome.Cancelled("it says so", Optional.empty());
    try (Processes processes = processes((_, _) -> Optional.of(its))) {
      processes.registry().register(Samples.rerunnable("a")).orThrow();
      processes.registry().complete(ID, DONE, KEY).orThrow();
      assertThat(processes.awaitEnd(ID, LONG)).contains(DONE);
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void theEngineIsAskedAboutAProcessThatRuns() throws Exception {
    ProcessOutcome its = new ProcessOutcome.Cancelled("it says so", Optional.empty());
    try (Processes processes =
        processes((_, atMost) -> Optional.of(its).filter(_ -> atMost.equals(LONG)))) {
      processes.registry().register(Samples.rerunnable("a")).orThrow();
      assertThat(processes.awaitEnd(ID, LONG)).contains(its);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void whatTheEngineFailsWithIsTheCallersAndNobodyPolls() {
    IllegalStateException failure = new IllegalStateException("no engine");
    try (Processes processes = processes(failing(failure))) {
      processes.registry().register(Samples.rerunnable("a")).orThrow();
      assertThatThrownBy(() -> processes.awaitEnd(ID, Duration.ZERO)).isSameAs(failure);
      assertThat(processes.hub().size()).isZero();
      assertThat(clock.untilNext()).isEmpty();
    }
  }

  @Test
  void attachingAgainAfterTheEndAsksNoEngine() throws Exception {
    Processes[] self = new Processes[1];
    EngineAttach ending =
        (id, _) -> {
          self[0].registry().complete(id, DONE, KEY).orThrow();
          return Optional.of(DONE);
        };
    try (Processes processes = processes(ending)) {
      self[0] = processes;
      processes.registry().register(Samples.rerunnable("a")).orThrow();
      assertThat(processes.awaitEnd(ID, LONG)).contains(DONE);
      assertThat(processes.awaitEnd(ID, LONG)).contains(DONE);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void theEngineIsNotAskedAboutAnUnknownProcess() {
    try (Processes processes = processes((_, _) -> Optional.of(DONE))) {
      assertThatThrownBy(() -> processes.awaitEnd(ID, LONG))
          .isInstanceOf(ProcessException.UnknownProcess.class)
          .hasMessageContaining("'a'");
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void eventsAreNeverTheEngines() throws Exception {
    try (Processes processes = processes(failing(new IllegalStateException("asked")))) {
      processes.registry().register(Samples.rerunnable("a")).orThrow();
      processes.registry().append(ID, Samples.out("1")).orThrow();
      assertThat(processes.awaiter().awaitEvent(ID, "out", 0, LONG))
          .isInstanceOf(Awaited.Came.class);
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void withoutAnEngineTheRegistryIsWaitedFor() throws Exception {
    try (Processes processes = Processes.inMemory(Processes.Options.standard().clock(clock))) {
      processes.registry().register(Samples.rerunnable("a")).orThrow();
      Thread ending =
          Schedules.begin(
              "ending",
              () -> {
                clock.awaitWaiters(1);
                processes.registry().complete(ID, DONE, KEY).orThrow();
              });
      assertThat(processes.awaitEnd(ID, LONG)).contains(DONE);
      ending.join();
    }
  }

  /**
   * Who is woken looks, and finds it closed. The registry was closed last: who was faster than that
   * found it open, and slept until the next look, for which a clock that stands still never came.
   */
  @Test
  void closingEndsWaits() throws Exception {
    Processes processes = Processes.inMemory(Processes.Options.standard().clock(clock));
    processes.registry().register(Samples.rerunnable("a")).orThrow();
    Thread closer =
        Schedules.begin(
            "closer",
            () -> {
              clock.awaitWaiters(1);
              processes.close();
            });
    assertThatThrownBy(() -> processes.awaitEnd(ID, LONG))
        .isInstanceOf(ProcessException.Closed.class);
    closer.join();
  }
}
