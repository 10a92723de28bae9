package dev.stele.console;

import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.NewEvent;
import dev.stele.store.StoreFollower;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stele export}: writes events as CloudEvents. */
@Command(
    name = "export",
    header = "Write events as CloudEvents.",
    description = {
      "  Writes the events that fit the filters as CloudEvents 1.0 in JSON, one a",
      "  line, in the order of the store. What was imported comes back as it was, but",
      "  for blanks and the order of members. The store's own events are left out.",
      "  Reads beside a writer."
    },
    footer = {
      "  stele export --store data --output events.jsonl",
      "  stele export --store data --scope shop --type OrderPaid | jq .data"
    })
final class ExportCommand implements Callable<Integer> {

  /** How often it is looked whether somebody still reads. */
  private static final int CHECKED_EVERY = 1_024;

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Filters filters = new Filters();
  @Mixin private Progress.Choice progress = new Progress.Choice();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write into this file, which must be new; else to standard output.")
  private @Nullable Path output;

  @Option(names = "--limit", paramLabel = "N", description = "Write no more than so many.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--from-version",
      paramLabel = "VERSION",
      description = "At this version of the stream or behind; needs --scope and --entity.")
  private @Nullable Long fromVersion;

  ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    Path file = output;
    try (StoreFollower store = choice.follow()) {
      if (file == null) {
        write(store, setting.out());
        return ExitCode.DONE;
      }
      long written;
      try (PrintWriter to =
          new PrintWriter(
              Files.newBufferedWriter(
                  file,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE))) {
        written = write(store, to);
        if (to.checkError()) {
          throw new IOException("file must take everything: '" + file + "'");
        }
      }
      setting.print(
          out -> out.println("exported " + Times.count(written, "event")),
          json -> json.writeNumberField("exported", written));
      return ExitCode.DONE;
    }
  }

  private long write(StoreFollower store, PrintWriter to) {
    long written = 0;
    // Not among the events, where a person reads both.
    boolean isBarred = output == null && setting.terminal().hasColours();
    var isMeant = filters.meant(fromVersion);
    try (Events events = filters.read(store, fromVersion);
        Progress bar =
            isBarred
                ? Progress.none()
                : progress.begin(setting, "events", OptionalLong.of(store.head().value()))) {
      while (written < limit && events.hasNext()) {
        Event event = events.next();
        if (isOwn(event) || !isMeant.test(event)) {
          continue;
        }
        to.print(CloudEventText.write(CloudEventMapping.toCloudEvent(event, store::find)));
        to.print('\n');
        written++;
        bar.advance(written, event.position().value());
        if (written % CHECKED_EVERY == 0 && to.checkError()) {
          break;
        }
      }
    }
    return written;
  }

  /** Is it one that nobody but the store may append? */
  static boolean isOwn(Event event) {
    return event.type().startsWith(NewEvent.RESERVED_TYPES)
        || event.coordinate().entity().startsWith(Coordinate.RESERVED_ENTITIES);
  }
}
