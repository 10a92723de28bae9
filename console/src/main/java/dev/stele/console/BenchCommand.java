package dev.stele.console;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stele bench}: says where the measurements are; the launcher runs them. */
@Command(
    name = "bench",
    header = "Run a measurement (in a checkout).",
    description = {
      "  Measurements are a room of their own, which is not shipped with the command",
      "  line. In a checkout the launcher runs them: './stele bench NAME'."
    },
    footer = {"  ./stele bench", "  ./stele bench append"})
final class BenchCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which one, and its arguments.")
  private List<String> words = List.of();

  BenchCommand() {}

  @Override
  public Integer call() {
    throw new FailedException(
        ExitCode.FAILED,
        "measurements run in a checkout: ./stele bench " + String.join(" ", words));
  }

  Setting setting() {
    return setting;
  }
}
