package dev.stele.console;

import dev.stele.store.Event;
import dev.stele.store.EventTail;
import dev.stele.store.Region;
import dev.stele.store.StoreFollower;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  private static final Duration LOOK = Duration.ofSeconds(1);

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Filters filters = new Filters();

  @Option(names = "--limit", paramLabel = "N", description = "End after so many.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Times.Length.class,
      description = "End after this time: 500ms, 10s, 5m.")
  private @Nullable Duration length;

  TailCommand() {}

  @Override
  public Integer call() {
    Region region = filters.region();
    EventPrinter printer = new EventPrinter(setting);
    try (StoreFollower store = choice.follow();
        EventTail tail = store.tail(filters.hasFrom() ? region : region.from(store.head()));
        Interruption interruption = Interruption.inWaits(setting.out())) {
      long end = length == null ? 0 : setting.clock().deadlineAfter(length);
      long count = 0;
      while (count < limit && !interruption.isTold()) {
        Duration left = length == null ? LOOK : least(end - setting.clock().nanoTime());
        Optional<Event> next = tail.next(left);
        if (next.isPresent()) {
          printer.line(next.get());
          count++;
          if (setting.out().checkError()) {
            break; // Nobody reads any more.
          }
        } else if (length != null && end - setting.clock().nanoTime() <= 0) {
          break;
        }
      }
    } catch (InterruptedException _) {
      // It was told to end while it waited.
    }
    return ExitCode.DONE;
  }

  private static Duration least(long nanosLeft) {
    return Duration.ofNanos(Math.clamp(nanosLeft, 0, LOOK.toNanos()));
  }
}
