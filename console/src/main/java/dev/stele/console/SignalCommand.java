package dev.stele.console;

import dev.stele.ground.Entropy;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele signal}: tells a process what it waits for. */
@Command(
    name = "signal",
    header = "Send a signal to a process.",
    description = {
      "  Appends the event 'signal.NAME' to a process that has declared it, and so wakes",
      "  whoever waits for it. The payload is JSON if it can be, and else a text. With a",
      "  key, the same signal again is sent once. A shell command takes no signals."
    },
    footer = {
      "  stele signal --store data order-17 approve '{\"by\":\"alice\"}'",
      "  stele signal --store data order-17 approve --key alice-1"
    })
final class SignalCommand implements Callable<Integer> {

  private static final int KEY_BYTES = 16;

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private ProcessScope scope = new ProcessScope();

  @Option(names = "--key", paramLabel = "KEY", description = "The same key again sends nothing.")
  private @Nullable String key;

  @Parameters(index = "0", paramLabel = "ID", description = "The process.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "The signal.")
  private String name = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "PAYLOAD", description = "What it says.")
  private @Nullable String payload;

  SignalCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    byte[] random = new byte[KEY_BYTES];
    Entropy.system().fill(random);
    Requests.send(
        setting,
        choice,
        Requests.about(Desk.SIGNAL, scope, id)
            .with("name", name)
            .with("key", key == null ? HexFormat.of().formatHex(random) : key)
            .with("payload", payload == null ? "" : payload));
    return ExitCode.DONE;
  }
}
