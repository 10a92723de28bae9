package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.process.Context;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.ProcessAppend;
import dev.stele.process.ProcessOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run of a command, from its first line to its end. */
final class ShellRun {

  /** How often at least it is looked whether the command has ended. */
  private static final Duration LOOK = Duration.ofMillis(20);

  /** How long the output of a command that has ended is kept open by others who have it. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** As many looks are made in any case: time passes while a machine stands still, too. */
  private static final int LINGER_LOOKS = 100;

  private final Context context;
  private final ShellWork work;
  private final Process process;
  private final ShellOutput output;
  private final Clock clock;
  private boolean isTold;
  private boolean isKilled;
  private boolean isGone;
  private long killNanos;
  private long lingerNanos;
  private int lingerLooks;

  ShellRun(Context context, ShellWork work, Process process, ShellOutput output, Clock clock) {
    this.context = context;
    this.work = work;
    this.process = process;
    this.output = output;
    this.clock = clock;
  }

  /** Keeps what it prints until it has ended; tells it to end if the process is to. */
  ProcessOutcome toItsEnd() throws InterruptedException {
    while (!hasEnded()) {
      keep();
    }
    int status = process.waitFor();
    if (isTold && !context.isCancelRequested()) {
      throw new InterruptedException("its host ends");
    }
    if (isTold) {
      return new ProcessOutcome.Cancelled(reason(), Optional.of(exit(status)));
    }
    return status == 0
        ? new ProcessOutcome.Succeeded(exit(status))
        : ProcessOutcome.failed(
            "exit", Integer.toString(status), "command must end with 0, ended with " + status);
  }

  private static Payload exit(int status) {
    return Payload.json("{\"exitCode\":" + status + "}");
  }

  private String reason() {
    return context
        .registry()
        .firstAfter(context.process(), EventType.CANCEL_REQUESTED, 0)
        .map(event -> event.payload().text())
        .orElse("");
  }

  private boolean hasEnded() {
    if (process.isAlive()) {
      killLate();
      return false;
    }
    if (!isGone) {
      isGone = true;
      lingerNanos = clock.deadlineAfter(LINGER);
    }
    lingerLooks++;
    return output.isOver() || (lingerLooks > LINGER_LOOKS && clock.nanoTime() - lingerNanos >= 0);
  }

  private void killLate() {
    if (isTold && !isKilled && clock.nanoTime() - killNanos >= 0) {
      isKilled = true;
      new OsProcess(process.toHandle()).kill();
    }
  }

  private void keep() {
    List<ProcessAppend> batch = List.of();
    try {
      batch = output.next(LOOK);
    } catch (InterruptedException _) {
      isTold = true;
      killNanos = clock.deadlineAfter(work.grace());
      new OsProcess(process.toHandle()).terminate();
    }
    if (!batch.isEmpty()) {
      context.emitAll(batch);
    }
  }
}
