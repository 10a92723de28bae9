package dev.stele.process;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Outcomes as fields and a payload. */
final class OutcomeFields {

  /** The field that says in which state the process ended. */
  static final String ENDS = "ends";

  private OutcomeFields() {}

  static Map<String, String> fields(ProcessOutcome outcome) {
    Map<String, String> fields = new TreeMap<>();
    fields.put(ENDS, outcome.word());
    switch (outcome) {
      case ProcessOutcome.Succeeded _ -> {}
      case ProcessOutcome.Failed failed -> {
        fields.put("class", failed.failureClass());
        fields.put("code", failed.code());
        fields.put("message", failed.message());
        failed.raw().ifPresent(_ -> fields.put("raw", "there"));
      }
      case ProcessOutcome.Cancelled cancelled -> {
        fields.put("message", cancelled.message());
        cancelled.raw().ifPresent(_ -> fields.put("raw", "there"));
      }
      case ProcessOutcome.Abandoned abandoned -> {
        fields.put("writer", abandoned.writer().name());
        abandoned.owner().ifPresent(owner -> putOwner(fields, owner));
        fields.put("evidence", abandoned.evidence());
        fields.put("at", abandoned.at().toString());
      }
    }
    return fields;
  }

  static Payload payload(ProcessOutcome outcome) {
    return switch (outcome) {
      case ProcessOutcome.Succeeded(Payload value) -> value;
      case ProcessOutcome.Failed failed -> failed.raw().orElse(Payload.EMPTY);
      case ProcessOutcome.Cancelled cancelled -> cancelled.raw().orElse(Payload.EMPTY);
      case ProcessOutcome.Abandoned _ -> Payload.EMPTY;
    };
  }

  /** Reads what the others write; {@code value} is what was selected, if the type selects. */
  static ProcessOutcome parse(Fact fact) {
    Payload payload = fact.payload();
    Optional<Payload> raw =
        fact.fields().containsKey("raw") ? Optional.of(payload) : Optional.empty();
    return switch (fact.field(ENDS)) {
      case "completed" -> new ProcessOutcome.Succeeded(selected(fact));
      case "failed" ->
          new ProcessOutcome.Failed(
              fact.field("class"), fact.field("code"), fact.field("message"), raw);
      case "cancelled" -> new ProcessOutcome.Cancelled(fact.field("message"), raw);
      case "abandoned" ->
          new ProcessOutcome.Abandoned(
              ProcessOutcome.AbandonedBy.valueOf(fact.field("writer")),
              owner(fact),
              fact.field("evidence"),
              Instant.parse(fact.field("at")));
      case String other ->
          throw new IllegalArgumentException("outcome must be known, got: '" + other + "'");
    };
  }

  /** Keeps what a type selects beside the payload that it is a part of: as text, if it is one. */
  static void putValue(Map<String, String> fields, Payload value) {
    String text = value.text();
    fields.put("value-type", value.contentType());
    if (Payload.text(text).bytes().equals(value.bytes())) {
      fields.put("value", text);
    } else {
      byte[] bytes = new byte[value.size()];
      value.bytes().get(bytes);
      fields.put("value-base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static Payload selected(Fact fact) {
    String text = fact.fields().get("value");
    String base64 = fact.fields().get("value-base64");
    if (text != null) {
      return new Payload(fact.field("value-type"), Payload.text(text).bytes());
    }
    return base64 == null
        ? fact.payload()
        : new Payload(
            fact.field("value-type"), ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
  }

  static void putOwner(Map<String, String> fields, Owner owner) {
    fields.put("owner", owner.name());
    fields.put("incarnation", owner.incarnation().key());
  }

  static Optional<Owner> owner(Fact fact) {
    return Optional.ofNullable(fact.fields().get("owner"))
        .map(name -> new Owner(name, Incarnation.parse(fact.field("incarnation"))));
  }
}
