package dev.stele.console;

import dev.stele.attach.Cursor;
import dev.stele.process.ProcessEvent;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Processes;
import dev.stele.store.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a process: all that it has said, and then what it says, until its end. */
final class ProcessView implements Following.Sink {

  private final Setting setting;
  private final Looking looking;
  private final ProcessRecord record;
  private final @Nullable Cursor after;
  private @Nullable ProcessOutcome outcome;

  private ProcessView(
      Setting setting, Looking looking, ProcessRecord record, @Nullable Cursor after) {
    this.setting = setting;
    this.looking = looking;
    this.record = record;
    this.after = after;
  }

  /** Shows it; returns what the command ends with. */
  static int show(
      Setting setting,
      StoreChoice choice,
      String scope,
      String id,
      Following.Bounds bounds,
      @Nullable Cursor after)
      throws IOException {
    try (Looking looking = Looking.begin(setting, choice, scope);
        Interruption interruption = Interruption.inWaits(setting.out())) {
      requireCursor(looking, after);
      ProcessRecord record = looking.reader().get(ProcessId.of(id));
      ProcessView view = new ProcessView(setting, looking, record, after);
      Following following = new Following(setting, bounds, interruption);
      following.run(Processes.attach(looking.store(), scope, record.id()), view);
      if (view.outcome != null) {
        setting.say(ProcessText.outcome(view.outcome));
        return ProcessText.exitCode(view.outcome);
      }
      following
          .behind()
          .ifPresent(end ->
              setting.say("goes on with --after " + new Cursor(looking.store().lineage(), end)));
      return ExitCode.DONE;
    }
  }

  private static void requireCursor(Looking looking, @Nullable Cursor after) {
    if (after != null && !after.lineage().equals(looking.store().lineage())) {
      throw new FailedException(
          ExitCode.REFUSED,
          "cursor must be of this store's lineage %s, got: %s; attach anew without it"
              .formatted(looking.store().lineage(), after));
    }
  }

  @Override
  public void take(Event event) {
    boolean isNew = after == null || event.position().value() >= after.position();
    Optional<ProcessEvent> told = Processes.event(record, event);
    if (told.isPresent() && outcome == null) {
      outcome = told.get().ends().orElse(null);
      if (isNew) {
        print(told.get());
      }
    }
  }

  private void print(ProcessEvent event) {
    if (setting.isJson()) {
      setting.json(json -> {
        Cursor cursor = new Cursor(looking.store().lineage(), event.position().value() + 1);
        Setting.put(json, "cursor", cursor);
        ProcessText.write(json, event);
      });
      return;
    }
    switch (event.type()) {
      case ShellWork.STDOUT -> setting.out().print(event.payload().text());
      case ShellWork.STDERR -> {
        setting.out().flush(); // In the order in which they came, where both go to one place.
        PrintWriter err = setting.err();
        err.print(event.payload().text());
        err.flush();
      }
      default -> {
        if (event.ends().isEmpty()) {
          setting
              .out()
              .println(
                  setting.terminal().faint(event.at().toString())
                      + "  "
                      + setting.terminal().strong(CloudEventText.printable(event.type()))
                      + "  "
                      + CloudEventText.printable(event.payload().toString()));
        }
      }
    }
  }

  @Override
  public boolean flush() throws IOException {
    if (outcome == null) {
      looking.settle();
    }
    return !setting.out().checkError() && outcome == null;
  }
}
