package dev.stele.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.EventId;
import dev.stele.store.Expectation;
import dev.stele.store.NewEvent;
import dev.stele.store.Outcome;
import dev.stele.store.Receipt;
import dev.stele.store.Store;
import dev.stele.store.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stele append}: appends one event. */
@Command(
    name = "append",
    header = "Append one event.",
    description = {
      "  Appends an event, durably, and prints its receipt. An expectation of the",
      "  stream that does not hold refuses it, with exit status 1; nothing is written",
      "  then. With a key, the same command may be run again: the event is there once."
    },
    footer = {
      "  stele append --store data --stream shop/order:17 --type OrderPlaced \\",
      "    --data '{\"total\":12}' --expect none --key place-17",
      "  stele append --store data --stream shop/order:17 --type Note --data - < note.json"
    })
final class AppendCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stream",
      paramLabel = "SCOPE/ENTITY",
      description = "The stream; the last slash parts the two. Or --scope and --entity.")
  private @Nullable String stream;

  @Option(names = "--scope", paramLabel = "SCOPE", description = "The scope of the stream.")
  private @Nullable String scope;

  @Option(names = "--entity", paramLabel = "ENTITY", description = "The entity of the stream.")
  private @Nullable String entity;

  @Option(names = "--type", required = true, paramLabel = "TYPE", description = "What happened.")
  private String type = "";

  @Option(
      names = "--data",
      paramLabel = "TEXT",
      description = "The payload; - reads it from standard input. Nothing if not given.")
  private String data = "";

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      defaultValue = NewEvent.JSON,
      description = "What the payload is; ${DEFAULT-VALUE} unless given, and then checked.")
  private String contentType = NewEvent.JSON;

  @Option(names = "--schema-version", paramLabel = "N", description = "Of the payload's form.")
  private int schemaVersion = 1;

  @Option(names = "--tag", paramLabel = "TAG", description = "A tag; may be given again.")
  private List<String> tags = List.of();

  @Option(names = "--cause", paramLabel = "ID", description = "A cause; may be given again.")
  private List<String> causes = List.of();

  @Option(names = "--correlation", paramLabel = "TEXT", description = "What it belongs to.")
  private @Nullable String correlation;

  @Option(
      names = "--metadata",
      paramLabel = "NAME=VALUE",
      description = "To be kept with it; may be given again.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Option(names = "--key", paramLabel = "KEY", description = "The idempotency key.")
  private @Nullable String key;

  @Option(
      names = "--expect",
      paramLabel = "WHAT",
      defaultValue = "any",
      description = "Of the stream: any, none, exists, or the version of its last event.")
  private String expected = "any";

  AppendCommand() {}

  @Override
  public Integer call() throws IOException {
    Append append = Append.to(coordinate()).event(event()).expect(expectation());
    if (key != null) {
      append = append.key(key);
    }
    choice.directory();
    try (Store store = choice.open()) {
      Outcome outcome = store.append(append);
      return switch (outcome) {
        case Outcome.Appended(Receipt receipt) -> print(outcome, receipt);
        case Outcome.Repeated(Receipt receipt) -> print(outcome, receipt);
        case Outcome.NoRoom _ ->
            throw new FailedException(ExitCode.FAILED, Refusals.describe(outcome));
        case Outcome.Conflict _, Outcome.Denied _, Outcome.TooLarge _ -> refuse(outcome);
      };
    }
  }

  private Coordinate coordinate() {
    if (stream != null && scope == null && entity == null) {
      int slash = stream.lastIndexOf('/');
      if (slash < 0) {
        throw wrong("stream must have a slash between scope and entity, got: '" + stream + "'");
      }
      return Coordinate.of(stream.substring(0, slash), stream.substring(slash + 1));
    }
    if (stream == null && scope != null && entity != null) {
      return Coordinate.of(scope, entity);
    }
    throw wrong("option --stream must be given, or --scope and --entity");
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private NewEvent event() throws IOException {
    ByteBuffer payload =
        ByteBuffer.wrap(
            data.equals("-") ? System.in.readAllBytes() : data.getBytes(StandardCharsets.UTF_8));
    if (contentType.equals(NewEvent.JSON)
        && payload.hasRemaining()
        && JsonText.compactValue(payload).isEmpty()) {
      throw wrong("data must be JSON, unless --content-type says what it is");
    }
    NewEvent event =
        NewEvent.of(type, contentType, payload)
            .schemaVersion(schemaVersion)
            .tagged(tags.toArray(String[]::new))
            .causedBy(causes.stream().map(EventId::parse).toArray(EventId[]::new));
    if (correlation != null) {
      event = event.correlated(correlation);
    }
    for (Map.Entry<String, String> each : metadata.entrySet()) {
      event = event.with(each.getKey(), each.getValue());
    }
    return event;
  }

  private Expectation expectation() {
    return switch (expected) {
      case "any" -> new Expectation.Any();
      case "none" -> new Expectation.NoStream();
      case "exists" -> new Expectation.Exists();
      default -> {
        try {
          yield new Expectation.Exact(new Version(Long.parseLong(expected)));
        } catch (IllegalArgumentException _) {
          throw wrong("option --expect must be any, none, exists or a version, got: " + expected);
        }
      }
    };
  }

  private int print(Outcome outcome, Receipt receipt) {
    Receipt.Placed placed = receipt.first();
    boolean isNew = outcome instanceof Outcome.Appended;
    setting.print(
        out ->
            new Table()
                .row(
                    isNew ? "appended" : "there before",
                    placed.coordinate() + "@" + placed.version())
                .row("position", placed.position())
                .row("id", placed.id())
                .row("leaf", placed.leaf())
                .row("tree size", receipt.treeSize())
                .row("lineage", receipt.lineage())
                .row("epoch", receipt.epoch())
                .print(out, setting.terminal()),
        json -> {
          json.writeStringField("outcome", Refusals.word(outcome));
          members(json, receipt);
        });
    return ExitCode.DONE;
  }

  private static void members(JsonGenerator json, Receipt receipt) throws IOException {
    Receipt.Placed placed = receipt.first();
    json.writeNumberField("position", placed.position().value());
    Setting.put(json, "id", placed.id());
    json.writeStringField("scope", placed.coordinate().scope());
    json.writeStringField("entity", placed.coordinate().entity());
    json.writeNumberField("version", placed.version().value());
    Setting.put(json, "leaf", placed.leaf());
    json.writeNumberField("treeSize", receipt.treeSize());
    Setting.put(json, "lineage", receipt.lineage());
    json.writeNumberField("epoch", receipt.epoch());
  }

  private int refuse(Outcome outcome) {
    String reason = Refusals.describe(outcome);
    Optional<Version> actual =
        outcome instanceof Outcome.StreamConflict conflict ? conflict.actual() : Optional.empty();
    setting.say(reason);
    if (setting.isJson()) {
      setting.json(json -> {
        json.writeStringField("outcome", Refusals.word(outcome));
        json.writeStringField("reason", reason);
        if (actual.isPresent()) {
          json.writeNumberField("actual", actual.get().value());
        }
      });
    }
    return ExitCode.REFUSED;
  }
}
