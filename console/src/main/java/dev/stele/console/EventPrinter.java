package dev.stele.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Events as people and programs are shown them. */
final class EventPrinter {

  private static final int SHOWN_MAX = 60;

  private final Setting setting;

  EventPrinter(Setting setting) {
    this.setting = setting;
  }

  /** Prints an event on a line. */
  void line(Event event) {
    setting.print(out -> out.println(text(event)), json -> members(json, event));
  }

  /** Returns an event on a line, as people read it. */
  String text(Event event) {
    Terminal terminal = setting.terminal();
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%8d", event.position().value()));
    text.append("  ").append(terminal.faint(event.time().toString())).append("  ");
    text.append(CloudEventText.printable(event.coordinate() + "@" + event.version())).append("  ");
    text.append(terminal.strong(CloudEventText.printable(event.type())));
    if (!event.tags().isEmpty()) {
      text.append("  [")
          .append(CloudEventText.printable(String.join(", ", event.tags())))
          .append(']');
    }
    String payload = payload(event, SHOWN_MAX);
    return payload.isEmpty() ? text.toString() : text + "  " + payload;
  }

  private static String payload(Event event, int charsMax) {
    if (!event.payload().hasRemaining()) {
      return "";
    }
    Optional<String> text = JsonText.decode(event.payload());
    if (text.isEmpty()) {
      return "(" + Times.bytes(event.payload().remaining()) + " of " + event.contentType() + ")";
    }
    String shown = CloudEventText.printable(text.get());
    return shown.length() <= charsMax ? shown : shown.substring(0, charsMax - 1) + "…";
  }

  /** Prints all that there is of an event. */
  void whole(Event event) {
    setting.print(
        out -> {
          Table table = new Table().row("position", event.position());
          rows(table, event, Integer.MAX_VALUE);
          table.print(out, setting.terminal());
        },
        json -> members(json, event));
  }

  /** Adds all there is of an event but its position; of the payload no more than so much. */
  static void rows(Table table, Event event, int charsMax) {
    table.row("id", event.id());
    table.row("scope", event.coordinate().scope());
    table.row("entity", event.coordinate().entity());
    table.row("version", event.version());
    table.row("type", event.type());
    if (event.schemaVersion() != 1) {
      table.row("schema version", event.schemaVersion());
    }
    table.row("time", event.time());
    event.key().ifPresent(key -> table.row("key", key));
    event.tags().forEach(tag -> table.row("tag", tag));
    event.causes().forEach(cause -> table.row("cause", cause));
    table.row("correlation", event.correlation());
    event.metadata().forEach(table::row);
    table.row("content type", event.contentType());
    String payload = payload(event, charsMax);
    if (!payload.isEmpty()) {
      table.row("data", payload);
    }
  }

  /** Writes the members of an event's object. */
  static void members(JsonGenerator json, Event event) throws IOException {
    json.writeNumberField("position", event.position().value());
    Setting.put(json, "id", event.id());
    json.writeStringField("scope", event.coordinate().scope());
    json.writeStringField("entity", event.coordinate().entity());
    json.writeNumberField("version", event.version().value());
    json.writeStringField("type", event.type());
    json.writeNumberField("schemaVersion", event.schemaVersion());
    Setting.put(json, "time", event.time());
    if (event.key().isPresent()) {
      json.writeStringField("key", event.key().get());
    }
    json.writeArrayFieldStart("tags");
    for (String tag : event.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("causes");
    for (EventId cause : event.causes()) {
      json.writeString(cause.toString());
    }
    json.writeEndArray();
    json.writeStringField("correlation", event.correlation());
    json.writeObjectFieldStart("metadata");
    for (Map.Entry<String, String> each : event.metadata().entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
    json.writeStringField("contentType", event.contentType());
    payload(json, event);
  }

  private static void payload(JsonGenerator json, Event event) throws IOException {
    if (!event.payload().hasRemaining()) {
      return;
    }
    if (CloudEventText.isJson(event.contentType())) {
      Optional<String> value = JsonText.compactValue(event.payload());
      if (value.isPresent()) {
        json.writeFieldName("data");
        json.writeRawValue(value.get());
        return;
      }
    }
    Optional<String> text =
        event.contentType().startsWith("text/")
            ? JsonText.decode(event.payload())
            : Optional.empty();
    if (text.isPresent()) {
      json.writeStringField("data", text.get());
      return;
    }
    byte[] bytes = new byte[event.payload().remaining()];
    event.payload().get(bytes);
    json.writeStringField("data_base64", Base64.getEncoder().encodeToString(bytes));
  }
}
