package dev.stele.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stele.process.Disposition;
import dev.stele.process.Payload;
import dev.stele.process.ProcessEvent;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.ProcessRecord;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Processes and their ends as people and programs are shown them. */
final class ProcessText {

  private ProcessText() {}

  /** Returns how far a process is, in a word. */
  static String state(ProcessRecord record) {
    if (record.outcome().isPresent()) {
      return record.outcome().get().word();
    }
    if (record.cancelRequested().isPresent()) {
      return "cancelling";
    }
    if (record.waiting().isPresent()) {
      return "waiting";
    }
    boolean isQueued =
        record.started().isEmpty() && record.disposition() != Disposition.EXTERNALLY_OWNED;
    return isQueued ? "queued" : "running";
  }

  /** Returns an end in a line. */
  static String outcome(ProcessOutcome outcome) {
    return switch (outcome) {
      case ProcessOutcome.Succeeded(Payload value) ->
          value.size() == 0 ? "completed" : "completed: " + value;
      case ProcessOutcome.Failed failed -> "failed: " + failed.message();
      case ProcessOutcome.Cancelled cancelled -> "cancelled: " + cancelled.message();
      case ProcessOutcome.Abandoned abandoned -> "abandoned: " + abandoned.evidence();
    };
  }

  /** Returns what a command ends with that waited for an end. */
  static int exitCode(ProcessOutcome outcome) {
    return switch (outcome) {
      case ProcessOutcome.Succeeded _ -> ExitCode.DONE;
      case ProcessOutcome.Failed _ -> ExitCode.PROCESS_FAILED;
      case ProcessOutcome.Cancelled _ -> ExitCode.PROCESS_CANCELLED;
      case ProcessOutcome.Abandoned _ -> ExitCode.PROCESS_ABANDONED;
    };
  }

  /** Writes an end as a member. */
  static void write(JsonGenerator json, ProcessOutcome outcome) throws IOException {
    json.writeObjectFieldStart("outcome");
    Setting.put(json, "is", outcome.word());
    switch (outcome) {
      case ProcessOutcome.Succeeded(Payload value) -> write(json, "value", value);
      case ProcessOutcome.Failed failed -> {
        Setting.put(json, "class", failed.failureClass());
        Setting.put(json, "code", failed.code());
        Setting.put(json, "message", failed.message());
      }
      case ProcessOutcome.Cancelled cancelled -> {
        Setting.put(json, "message", cancelled.message());
        write(json, "raw", cancelled.raw());
      }
      case ProcessOutcome.Abandoned abandoned -> {
        Setting.put(json, "by", abandoned.writer().name().toLowerCase(Locale.ROOT));
        Setting.put(json, "evidence", abandoned.evidence());
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<Payload> payload)
      throws IOException {
    if (payload.isPresent()) {
      write(json, name, payload.get());
    }
  }

  /** Writes a payload: JSON as it is, a text as a text, all else in base64. */
  static void write(JsonGenerator json, String name, Payload payload) throws IOException {
    Optional<String> text = JsonText.decode(payload.bytes());
    Optional<String> value =
        CloudEventText.isJson(payload.contentType())
            ? JsonText.compactValue(payload.bytes())
            : Optional.empty();
    if (value.isPresent()) {
      json.writeFieldName(name);
      json.writeRawValue(value.get());
    } else if (text.isPresent()) {
      json.writeStringField(name, text.get());
    } else {
      byte[] bytes = new byte[payload.size()];
      payload.bytes().get(bytes);
      json.writeStringField(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Writes the members of a process. */
  static void write(JsonGenerator json, ProcessRecord record) throws IOException {
    Setting.put(json, "id", record.id());
    Setting.put(json, "state", state(record));
    Setting.put(json, "kind", record.kind());
    Setting.put(json, "disposition", record.disposition().word());
    if (record.label().isPresent()) {
      Setting.put(json, "label", record.label().get());
    }
    Setting.put(json, "created", record.created());
    Setting.put(json, "updated", record.updated());
    json.writeNumberField("attempts", record.attempts());
    json.writeNumberField("events", record.sequence());
    if (record.external().isPresent()) {
      Setting.put(
          json, "external", record.external().get().system() + ":" + record.external().get().id());
    }
    if (record.outcome().isPresent()) {
      write(json, record.outcome().get());
    }
  }

  /** Writes the members of an event. */
  static void write(JsonGenerator json, ProcessEvent event) throws IOException {
    json.writeNumberField("sequence", event.sequence());
    Setting.put(json, "time", event.at());
    Setting.put(json, "type", event.type());
    if (event.payload().size() > 0) {
      write(json, "data", event.payload());
    }
    if (event.ends().isPresent()) {
      write(json, event.ends().get());
    }
  }
}
