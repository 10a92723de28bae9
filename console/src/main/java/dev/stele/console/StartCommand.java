package dev.stele.console;

import dev.stele.ground.Entropy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele start}: starts a command that goes on whatever becomes of the terminal. */
@Command(
    name = StartCommand.NAME,
    header = "Start a command that goes on without this terminal.",
    description = {
      "  Runs a command as a process of the store: each line that it prints is an event,",
      "  its exit code is what it ends in. Prints the process's id and ends at once; the",
      "  command goes on in a host, a process in a session of its own that is started",
      "  where there is none, and ends by itself when it has nothing to do.",
      "",
      "  'stele attach ID' shows all it has printed, and what it prints from then on.",
      "  The same id with the same command again starts nothing, and is no error. If its",
      "  host is killed, the command is killed and given up as soon as anybody looks."
    },
    footer = {
      "  stele start --store data -- make -j2 all",
      "  stele start --store data --id nightly -- sh -c 'sleep 60; date'",
      "  stele attach --store data nightly"
    })
final class StartCommand implements Callable<Integer> {

  static final String NAME = "start";

  private static final int ID_BYTES = 6;

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private ProcessScope scope = new ProcessScope();

  @Option(names = "--id", paramLabel = "ID", description = "What to call it; else a new name.")
  private @Nullable String id;

  @Option(names = "--label", paramLabel = "TEXT", description = "For people; else the command.")
  private @Nullable String label;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      converter = Times.Length.class,
      defaultValue = "5s",
      description = "When cancelled, SIGKILL comes so long after SIGTERM (${DEFAULT-VALUE}).")
  private Duration grace = Duration.ofSeconds(5);

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      converter = Times.Length.class,
      defaultValue = "10s",
      description = "A new host ends after so long without work (${DEFAULT-VALUE}).")
  private Duration idle = Duration.ofSeconds(10);

  @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The command, and its words.")
  private List<String> command = List.of();

  StartCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    String name = id == null ? newName() : id;
    List<String> environment = new ArrayList<>();
    System.getenv().forEach((variable, value) -> environment.add(variable + "=" + value));
    Message request =
        Message.empty()
            .with(Desk.TASK, Desk.START)
            .with("scope", scope.name())
            .with("id", name)
            .with("label", Optional.ofNullable(label))
            .with("directory", Path.of("").toAbsolutePath().toString())
            .with("grace", grace.toString())
            .with(Message.COMMAND, command)
            .with(Message.ENVIRONMENT, environment);
    Path store = choice.directory().toAbsolutePath().normalize();
    Requests.require(new HostLink(store, setting.clock()).byHost(request, idle));
    setting.print(
        out -> out.println(name),
        json -> {
          Setting.put(json, "id", name);
          Setting.put(json, "scope", scope.name());
        });
    return ExitCode.DONE;
  }

  private static String newName() {
    byte[] bytes = new byte[ID_BYTES];
    Entropy.system().fill(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
