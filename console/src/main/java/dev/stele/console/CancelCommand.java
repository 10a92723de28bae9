package dev.stele.console;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele cancel}: asks a process to end. */
@Command(
    name = "cancel",
    header = "Ask a process to end.",
    description = {
      "  Appends that somebody wants it to end; who runs it sees to that, and 'stele",
      "  await' tells when it has. A shell command gets SIGTERM, all that it has started",
      "  likewise, and SIGKILL when its grace is over."
    },
    footer = "  stele cancel --store data nightly --reason 'the disk is full'")
final class CancelCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private ProcessScope scope = new ProcessScope();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "from the command line",
      description = "Why, for people (${DEFAULT-VALUE}).")
  private String reason = "";

  @Parameters(paramLabel = "ID", description = "The process.")
  private String id = "";

  CancelCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Requests.send(setting, choice, Requests.about(Desk.CANCEL, scope, id).with("reason", reason));
    return ExitCode.DONE;
  }
}
