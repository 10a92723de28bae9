package dev.stele.console;

import dev.stele.attach.Cursor;
import dev.stele.attach.Items;
import dev.stele.attach.Resumption;
import dev.stele.attach.Spawned;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.StoreFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code stele attach}: prints or keeps events, those that are there and those that come. */
@Command(
    name = "attach",
    header = "Print what is there, then each event as it comes.",
    description = {
      "  Prints the events that fit the filters, those that are there and then each new",
      "  one as soon as it is durable: once, in order, whoever writes them. Says on",
      "  standard error when it has caught up, and at the end where it was: with that",
      "  cursor as --after it goes on, whatever was stopped or killed in between.",
      "",
      "  With --out the events go to a file, one JSON object a line with its cursor.",
      "  Started again on the same file, it cuts off a line that was not finished and",
      "  goes on behind the last whole one: each event is in the file once.",
      "",
      "  With the ID of a process, it shows that: all that it has said, then what it says,",
      "  until it ends. What a shell command printed goes where it went. Exit status 0 if",
      "  it has completed, 5 if it has failed, 6 if it was cancelled, 7 if it was given",
      "  up. Leaving changes nothing about it; attached again, nothing is missing."
    },
    footer = {
      "  stele attach --store data --scope shop",
      "  stele attach --store data --after 0b9e…/1042 --json",
      "  stele attach --store data --out shop.jsonl",
      "  stele attach --store data nightly"
    })
final class AttachCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Filters filters = new Filters();
  @Mixin private Following.Bounds bounds = new Following.Bounds();

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      converter = CursorText.class,
      description = "Go on where an attach was: LINEAGE/POSITION.")
  private @Nullable Cursor after;

  @Option(names = "--live-only", description = "Leave out what is there already.")
  private boolean isLiveOnly;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Append to this file, behind what it has.")
  private @Nullable Path out;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A process, in the scope of --scope (else 'processes').")
  private @Nullable String process;

  AttachCommand() {}

  /** Reads a cursor. */
  static final class CursorText implements ITypeConverter<Cursor> {
    CursorText() {}

    @Override
    public Cursor convert(String text) {
      return Cursor.parse(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "cursor must be LINEAGE/POSITION, got: " + CloudEventText.quoted(text)));
    }
  }

  @Override
  public Integer call() throws IOException {
    if (after != null && isLiveOnly) {
      throw wrong("options --after and --live-only must not both be given");
    }
    if (process != null) {
      return attachTo(process);
    }
    try (StoreFollower store = choice.follow();
        Interruption interruption = Interruption.inWaits(setting.out())) {
      Following following = new Following(setting, bounds, interruption).telling();
      if (out == null) {
        following.run(begin(store, Optional.empty()), new Printer(store.lineage()));
        following
            .behind()
            .ifPresent(
                end -> setting.say("goes on with --after " + new Cursor(store.lineage(), end)));
      } else {
        keep(store, following, out);
      }
    }
    return ExitCode.DONE;
  }

  private int attachTo(String id) throws IOException {
    if (isLiveOnly || out != null || !filters.haveScopeAlone()) {
      throw wrong(
          "options must be --scope, --after, --limit, --for and --json alone beside a process");
    }
    String scope = filters.scope().orElse(ProcessScope.STANDARD);
    return ProcessView.show(setting, choice, scope, id, bounds, after);
  }

  private void keep(StoreFollower store, Following following, Path file) throws IOException {
    try (EventFile kept = EventFile.open(file)) {
      Spawned<Items<Event>, Event> attach = begin(store, kept.cursor());
      if (kept.cutBytes() > 0) {
        setting.say(
            "cut an unfinished line of %s: '%s'".formatted(Times.bytes(kept.cutBytes()), file));
      }
      kept.cursor().ifPresent(cursor -> setting.say("goes on at " + cursor + ": '" + file + "'"));
      following.run(attach, kept.of(store.lineage()));
    }
  }

  private Spawned<Items<Event>, Event> begin(StoreFollower store, Optional<Cursor> kept) {
    Region region = filters.region();
    if (kept.isPresent()) {
      if (after != null) {
        throw wrong("option --after must not be given where the file says where to go on");
      }
      return resumed(store.attach(region, kept.get()));
    }
    if (after != null) {
      return resumed(store.attach(region, after));
    }
    return isLiveOnly ? Following.fromNow(store, region) : store.attach(region);
  }

  private static Spawned<Items<Event>, Event> resumed(Resumption<Event> resumption) {
    return switch (resumption) {
      case Resumption.Resumed<Event>(Spawned<Items<Event>, Event> attach) -> attach;
      case Resumption.Foreign<Event>(Cursor cursor, var lineage) ->
          throw new FailedException(
              ExitCode.REFUSED,
              "cursor must be of this store's lineage %s, got: %s; it is of another store, or of before a salvage: attach anew without it"
                  .formatted(lineage, cursor));
      case Resumption.TooOld<Event>(Cursor cursor, long oldest) ->
          throw new FailedException(
              ExitCode.REFUSED,
              "cursor must be at %d or behind it, got: %s; what came first is gone: attach anew without it"
                  .formatted(oldest, cursor));
      case Resumption.Ahead<Event>(Cursor cursor, long end) ->
          throw new FailedException(
              ExitCode.REFUSED,
              "cursor must be at %d or before it, got: %s; the store was set back to an older copy: attach anew without it"
                  .formatted(end, cursor));
    };
  }

  private ParameterException wrong(String what) {
    return new ParameterException(setting.mixee().commandLine(), what);
  }

  /** Prints to standard output. */
  private final class Printer implements Following.Sink {
    private final EventPrinter printer = new EventPrinter(setting);
    private final UUID lineage;

    Printer(UUID lineage) {
      this.lineage = lineage;
    }

    @Override
    public void take(Event event) {
      if (setting.isJson()) {
        setting.out().println(EventFile.line(event, lineage));
      } else {
        printer.line(event);
      }
    }

    @Override
    public boolean flush() {
      return !setting.out().checkError(); // Nobody reads any more.
    }
  }
}
