package dev.stele.console;

import dev.stele.process.Awaiter;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele await}: waits for the end of a process. */
@Command(
    name = "await",
    header = "Wait for a process to end.",
    description = {
      "  Prints what it ended in. Exit status 0 if it has completed, 5 if it has failed,",
      "  6 if it was cancelled, 7 if it was given up, 8 if the time ran out. Stopping to",
      "  wait changes nothing about it."
    },
    footer = {
      "  stele await --store data nightly",
      "  stele await --store data nightly --timeout 10s || echo not yet"
    })
final class AwaitCommand implements Callable<Integer> {

  /** How often it is looked whether the host is there still. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private ProcessScope scope = new ProcessScope();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Times.Length.class,
      description = "Wait no longer: 500ms, 10s, 5m.")
  private @Nullable Duration timeout;

  @Parameters(paramLabel = "ID", description = "The process.")
  private String id = "";

  AwaitCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Looking looking = Looking.begin(setting, choice, scope.name())) {
      Optional<ProcessOutcome> outcome = awaited(looking, ProcessId.of(id));
      if (outcome.isEmpty()) {
        setting.say("process must end in " + timeout + ", got: it runs still");
        return ExitCode.TIMED_OUT;
      }
      setting.print(
          out -> out.println(CloudEventText.printable(ProcessText.outcome(outcome.get()))),
          json -> {
            Setting.put(json, "id", id);
            ProcessText.write(json, outcome.get());
          });
      return ProcessText.exitCode(outcome.get());
    }
  }

  private Optional<ProcessOutcome> awaited(Looking looking, ProcessId process)
      throws IOException, InterruptedException {
    Awaiter awaiter = Awaiter.polling(looking.reader(), setting.clock());
    long end = timeout == null ? 0 : setting.clock().deadlineAfter(timeout);
    while (true) {
      long left = timeout == null ? LOOK.toNanos() : end - setting.clock().nanoTime();
      Duration atMost = Duration.ofNanos(Math.clamp(left, 0, LOOK.toNanos()));
      Optional<ProcessOutcome> outcome = awaiter.awaitEnd(process, atMost);
      if (outcome.isPresent() || left <= 0) {
        return outcome;
      }
      looking.settle();
    }
  }
}
