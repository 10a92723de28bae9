package dev.stele.console;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code stele} command: reads the command line, runs one subcommand, ends with its exit code.
 *
 * <p>Exit codes: 0, the command did what it was asked; 1, it failed, and standard error says why;
 * 2, the command line was not understood, and nothing was done.
 */
@Command(
    name = "stele",
    synopsisHeading = "%nSYNOPSIS%n  ",
    synopsisSubcommandLabel = "COMMAND [ARGUMENT...]",
    headerHeading = "NAME%n",
    header = "  stele - an embedded event store for the JVM, from the shell",
    descriptionHeading = "%nDESCRIPTION%n",
    description = {
      "  Works on event stores without a program around them, and shows what the",
      "  library can do. Results go to standard output, everything else to standard",
      "  error. 'stele help COMMAND' tells more about one command."
    },
    optionListHeading = "%nOPTIONS%n",
    commandListHeading = "%nCOMMANDS%n",
    exitCodeListHeading = "%nEXIT STATUS%n",
    exitCodeList = {
      "0:the command did what it was asked",
      "1:it failed; standard error says why",
      "2:the command line was not understood; nothing was done"
    },
    footerHeading = "%nEXAMPLES%n",
    footer = {
      "  stele demo                        shows the store at work",
      "  source <(stele completion)        completes commands in bash and zsh",
      "",
      "  In a checkout, the launcher adds: ./stele test, ./stele bench NAME, and",
      "  ./stele format."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      Demo.class,
      DemoWriter.class,
      DemoVerifier.class,
      Completion.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  Main() {}

  /**
   * Runs one command line and ends the JVM with its exit code.
   *
   * @param args the words after {@code stele}
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command tree; tests give it writers of their own. */
  static CommandLine commandLine() {
    return new CommandLine(new Main());
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
