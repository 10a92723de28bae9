package dev.stele.console;

import dev.stele.attach.Items;
import dev.stele.attach.Spawned;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.StoreFollower;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stele tail}: prints events as they come. */
@Command(
    name = "tail",
    header = "Print events as they are appended.",
    description = {
      "  Prints the events that fit the filters as soon as they are durable, whoever",
      "  writes them, from now on or from a position. Ctrl-C ends it."
    },
    footer = {
      "  stele tail --store data --scope shop",
      "  stele tail --store data --from 0 --limit 100 --json",
      "  stele tail --store data --for 10s"
    })
final class TailCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Filters filters = new Filters();
  @Mixin private Following.Bounds bounds = new Following.Bounds();

  TailCommand() {}

  @Override
  public Integer call() throws IOException {
    Region region = filters.region();
    EventPrinter printer = new EventPrinter(setting);
    Following.Sink sink =
        new Following.Sink() {
          @Override
          public void take(Event event) {
            printer.line(event);
          }

          @Override
          public boolean flush() {
            return !setting.out().checkError(); // Nobody reads any more.
          }
        };
    try (StoreFollower store = choice.follow();
        Interruption interruption = Interruption.inWaits(setting.out())) {
      Spawned<Items<Event>, Event> attach =
          filters.hasFrom() ? store.attach(region) : Following.fromNow(store, region);
      new Following(setting, bounds, interruption).run(attach, sink);
    }
    return ExitCode.DONE;
  }
}
