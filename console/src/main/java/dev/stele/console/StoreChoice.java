package dev.stele.console;

import dev.stele.store.Store;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store a command is about. */
final class StoreChoice {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee = CommandSpec.create();

  @Option(
      names = {"-s", "--store"},
      paramLabel = "DIR",
      defaultValue = "${env:STELE_STORE}",
      description = "The directory of the store; else that in STELE_STORE.")
  private @Nullable Path directory;

  StoreChoice() {}

  Path directory() {
    if (directory == null) {
      throw new ParameterException(
          mixee.commandLine(), "option --store must be given, or STELE_STORE be set");
    }
    return directory;
  }

  /** Opens it beside whoever writes. */
  StoreFollower follow() {
    return StoreFollower.open(directory(), StoreOptions.standard());
  }

  /** Opens it for writing, alone; makes it if there is none. */
  Store open() {
    return Store.open(directory(), StoreOptions.standard());
  }
}
