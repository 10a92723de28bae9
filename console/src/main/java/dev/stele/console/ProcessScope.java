package dev.stele.console;

import picocli.CommandLine.Option;

/** Where in a store the processes are that a command is about. */
final class ProcessScope {

  /** The scope, unless one is given. */
  static final String STANDARD = "processes";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = STANDARD,
      description = "The processes of this scope of the store (${DEFAULT-VALUE}).")
  private String name = STANDARD;

  ProcessScope() {}

  String name() {
    return name;
  }
}
