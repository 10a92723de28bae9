package dev.stele.console;

import dev.stele.ground.Clock;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code stele} command: reads the command line, runs one subcommand, ends with its exit code.
 *
 * <p>Exit codes stand in {@link ExitCode}.
 */
@Command(
    name = "stele",
    synopsisSubcommandLabel = "COMMAND [ARGUMENT...]",
    header = "An embedded event store for the JVM, from the shell.",
    description = {
      "  Works on event stores without a program around them, and shows what the",
      "  library can do. Results go to standard output, everything else to standard",
      "  error. 'stele help COMMAND' tells more about one command."
    },
    footer = {
      "  stele import --store data events.jsonl",
      "  stele read --store data --scope shop --limit 10",
      "  source <(stele completion)        completes commands in bash and zsh",
      "",
      "  In a checkout, the launcher adds: ./stele test, ./stele bench NAME, and",
      "  ./stele format."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      Demo.class,
      ImportCommand.class,
      ExportCommand.class,
      AppendCommand.class,
      ReadCommand.class,
      TailCommand.class,
      AttachCommand.class,
      StartCommand.class,
      PsCommand.class,
      AwaitCommand.class,
      SignalCommand.class,
      CancelCommand.class,
      AbandonCommand.class,
      HistoryCommand.class,
      GetCommand.class,
      CausesCommand.class,
      EffectsCommand.class,
      StatCommand.class,
      VerifyCommand.class,
      KeygenCommand.class,
      CheckpointCommand.class,
      ProveCommand.class,
      VerifyProofCommand.class,
      SalvageCommand.class,
      BenchCommand.class,
      DemoWriter.class,
      DemoWork.class,
      HostCommand.class,
      Completion.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Tell of a failure where in the program it happened, too.")
  private boolean showsTraces;

  private final Terminal terminal;
  private final Clock clock = Clock.system();

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Runs one command line and ends the JVM with its exit code.
   *
   * @param args the words after {@code stele}
   */
  public static void main(String[] args) {
    // UTF-8 whatever the locale says: what is exported must be what was imported.
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int exitCode = commandLine(Terminal.detect()).setOut(out).setErr(err).execute(args);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
            1 << 16));
  }

  /** The whole command tree; tests give it writers of their own. */
  static CommandLine commandLine() {
    return commandLine(Terminal.none());
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine all = new CommandLine(new Main(terminal));
    all.setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Instant.class, new Times.Moment())
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
    // What follows the command that is started is its own, whatever it looks like.
    CommandLine start = Objects.requireNonNull(all.getSubcommands().get(StartCommand.NAME));
    start.setStopAtPositional(true);
    ManualPage.layOut(all);
    return all;
  }

  Terminal terminal() {
    return terminal;
  }

  Clock clock() {
    return clock;
  }

  boolean showsTraces() {
    return showsTraces;
  }

  /** No subcommand was named: help where nothing was asked, a complaint where options were. */
  @Override
  public void run() {
    if (spec.commandLine().getParseResult().originalArgs().isEmpty()) {
      spec.commandLine().usage(spec.commandLine().getOut());
    } else {
      throw new ParameterException(spec.commandLine(), "command expected after the options");
    }
  }
}
