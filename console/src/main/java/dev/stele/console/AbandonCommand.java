package dev.stele.console;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele abandon}: asks for a process to be given up. */
@Command(
    name = "abandon",
    header = "Ask for a process to be given up.",
    description = {
      "  For a process whose owner will not come back: once nobody has it, it ends as",
      "  abandoned, which says that nothing is known of how far it came. Whoever works on",
      "  it still is not disturbed: 'stele cancel' does that."
    },
    footer = "  stele abandon --store data order-17 --reason 'the supplier is gone'")
final class AbandonCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private ProcessScope scope = new ProcessScope();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
  private @Nullable String reason;

  @Parameters(paramLabel = "ID", description = "The process.")
  private String id = "";

  AbandonCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Requests.send(
        setting,
        choice,
        Requests.about(Desk.ABANDON, scope, id)
            .with("by", "command line of " + System.getProperty("user.name"))
            .with("reason", Optional.ofNullable(reason)));
    return ExitCode.DONE;
  }
}
