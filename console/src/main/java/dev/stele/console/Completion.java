package dev.stele.console;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stele completion}: prints the script that lets bash and zsh complete our commands. */
@Command(
    name = "completion",
    header = "Print a completion script for bash and zsh.",
    description = {
      "  Write 'source <(stele completion)' into the shell's start-up file, or save",
      "  the output where the shell looks for completions."
    })
final class Completion implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  Completion() {}

  @Override
  public void run() {
    var root = spec.root();
    var out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(root.name(), root.commandLine()));
    out.flush();
  }
}
