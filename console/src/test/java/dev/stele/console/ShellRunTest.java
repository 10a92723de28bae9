package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import dev.stele.process.ProcessId;
import dev.stele.process.Processes;
import dev.stele.process.Worker;
import dev.stele.process.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command's run on a machine that is slow. */
class ShellRunTest {

  private static final int LINES = 5_000;

  @TempDir private Path folder = Path.of("");

  /** Whoever looks at it twice finds that the machine stood still for an hour in between. */
  private static final class HaltingClock implements Clock {
    private final AtomicLong hours = new AtomicLong();

    @Override
    public Instant instant() {
      return Clock.system().instant();
    }

    @Override
    public long nanoTime() {
      return Clock.system().nanoTime() + Duration.ofHours(hours.incrementAndGet()).toNanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Clock.system().sleep(duration);
    }

    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanos)
        throws InterruptedException {
      return Clock.system().awaitUntil(lock, condition, deadlineNanos);
    }
  }

  /** What was printed last was lost if the machine stood still when the command had ended. */
  @Test
  void whatWasPrintedIsKeptThoughTheMachineStandsStillAtTheEnd() throws Exception {
    ProcessId id = ProcessId.of("burst");
    ShellWork work =
        new ShellWork(
            List.of("/bin/sh", "-c", "printf 'line\\n%.0s' $(seq " + LINES + ")"),
            folder,
            Duration.ofSeconds(1));
    try (Processes processes = Processes.inMemory(Processes.Options.standard());
        Worker _ =
            processes.work(
                WorkerOptions.standard("host"),
                Map.of(ShellWork.KIND, new ShellEngine(new HaltingClock())))) {
      processes.registry().register(work.registration(id.value(), "")).orThrow();
      assertThat(processes.awaitEnd(id, Duration.ofMinutes(5))).isPresent();
      assertThat(processes.registry().history(id))
          .filteredOn(entry -> entry.what().equals(ShellWork.STDOUT))
          .hasSize(LINES);
    }
  }
}
