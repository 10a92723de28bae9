package dev.stele.console;

import dev.stele.store.Event;
import dev.stele.store.StoreFollower;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele get}: prints one event. */
@Command(
    name = "get",
    header = "Print all there is of one event.",
    description = {
      "  Prints the event with an identity, at a position, or with --scope the first",
      "  event of the append with a key: for what was imported, the event with an id.",
      "  Exit status 1 if there is none."
    },
    footer = {
      "  stele get --store data 42",
      "  stele get --store data 0198f6c2-7a70-7000-8000-000000000000 --json",
      "  stele get --store data --scope shop payment-17"
    })
final class GetCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();

  @Parameters(paramLabel = "EVENT", description = "An identity, a position, or a key.")
  private String name = "";

  @Option(names = "--scope", paramLabel = "SCOPE", description = "EVENT is a key in this scope.")
  private @Nullable String scope;

  GetCommand() {}

  @Override
  public Integer call() {
    try (StoreFollower store = choice.follow()) {
      Event event = EventName.require(store, name, scope);
      new EventPrinter(setting).whole(event);
      return ExitCode.DONE;
    }
  }
}
