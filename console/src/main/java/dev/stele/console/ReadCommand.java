package dev.stele.console;

import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.StoreFollower;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stele read}: prints events. */
@Command(
    name = "read",
    header = "Print events, in the order of the store.",
    description = {
      "  Prints the events that fit the filters, one a line: position, time, stream",
      "  and version, type, tags, and the beginning of the payload. Reads beside a",
      "  writer, and ends at what was durable when it began."
    },
    footer = {
      "  stele read --store data --scope shop --entity order:17",
      "  stele read --store data --tag vip --since 2026-01-31 --backward --limit 10 --json"
    })
final class ReadCommand implements Callable<Integer> {

  private static final int CHECKED_EVERY = 256;

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Filters filters = new Filters();

  @Option(names = "--backward", description = "The last one first.")
  private boolean isBackward;

  @Option(names = "--limit", paramLabel = "N", description = "Print no more than so many.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--from-version",
      paramLabel = "VERSION",
      description = "At this version of the stream or behind; needs --scope and --entity.")
  private @Nullable Long fromVersion;

  ReadCommand() {}

  @Override
  public Integer call() {
    Predicate<Event> isMeant = filters.meant(fromVersion);
    EventPrinter printer = new EventPrinter(setting);
    try (StoreFollower store = choice.follow();
        Events events =
            isBackward ? store.readBackward(filters.region()) : filters.read(store, fromVersion)) {
      long count = 0;
      while (count < limit && events.hasNext()) {
        Event event = events.next();
        if (isMeant.test(event)) {
          printer.line(event);
          count++;
        }
        if (count % CHECKED_EVERY == CHECKED_EVERY - 1 && setting.out().checkError()) {
          break; // Nobody reads any more.
        }
      }
    }
    return ExitCode.DONE;
  }
}
