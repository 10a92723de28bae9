package dev.stele.console;

import dev.stele.process.Disposition;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Registration;
import dev.stele.process.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A shell command as a process: what is kept of it. Its environment is not, since secrets live
 * there.
 *
 * @param grace between SIGTERM and SIGKILL when it is cancelled
 */
record ShellWork(List<String> command, Path directory, Duration grace) {

  /** The kind of processes, by which a host finds its work. */
  static final String KIND = "shell";

  /** An event for each line of standard output, with its end. */
  static final String STDOUT = "stdout";

  /** An event for each line of standard error, with its end. */
  static final String STDERR = "stderr";

  private static final int LABEL_MAX = 200;

  /** Returns it as a registration; the label is the command, unless it is given. */
  Registration registration(String id, String label) {
    Payload input =
        Payload.json(
            Message.empty()
                .with(Message.COMMAND, command)
                .with("directory", directory.toString())
                .with("grace", grace.toString())
                .json());
    return Registration.of(id, Work.run(KIND, input), Disposition.OWNER_BOUND)
        .events(EventType.plain(STDOUT), EventType.plain(STDERR))
        .label(label.isEmpty() ? label() : label);
  }

  private String label() {
    String text = CloudEventText.printable(String.join(" ", command));
    return text.length() <= LABEL_MAX ? text : text.substring(0, LABEL_MAX - 1) + "…";
  }

  /** Reads what a registration has. */
  static ShellWork of(Payload input) {
    Message kept = Message.parse(input.text());
    return new ShellWork(
        kept.all(Message.COMMAND),
        Path.of(kept.get("directory")),
        Duration.parse(kept.get("grace")));
  }

  /** Tells whether a process is a shell command that has not ended. */
  static boolean isCommand(ProcessRecord record) {
    return record.kind().equals(KIND)
        && record.disposition() == Disposition.OWNER_BOUND
        && !record.hasEnded();
  }
}
