package dev.stele.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is waited for, as fields. */
final class WaitingFields {

  private WaitingFields() {}

  static Map<String, String> of(Waiting waiting) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("since", waiting.since().toString());
    switch (waiting) {
      case Waiting.ForSignal it -> {
        fields.put("for", "signal");
        fields.put("signal", it.signal());
        fields.put("ordinal", Long.toString(it.ordinal()));
        it.until().ifPresent(until -> fields.put("until", until.toString()));
      }
      case Waiting.ForAttempt it -> {
        fields.put("for", "attempt");
        fields.put("failed", Integer.toString(it.failed()));
        fields.put("why", it.why());
        fields.put("until", it.until().toString());
      }
      case Waiting.ForProcess it -> {
        fields.put("for", "process");
        fields.put("process", it.process().value());
      }
    }
    return fields;
  }

  static Waiting parse(Fact fact) {
    Instant since = Instant.parse(fact.field("since"));
    Optional<Instant> until = RegistrationFields.optional(fact, "until").map(Instant::parse);
    return switch (fact.field("for")) {
      case "signal" ->
          new Waiting.ForSignal(
              fact.field("signal"), Long.parseLong(fact.field("ordinal")), since, until);
      case "attempt" ->
          new Waiting.ForAttempt(
              until.orElseThrow(),
              Integer.parseInt(fact.field("failed")),
              fact.field("why"),
              since);
      case "process" -> new Waiting.ForProcess(new ProcessId(fact.field("process")), since);
      case String other ->
          throw new IllegalArgumentException("wait must be known, got: '" + other + "'");
    };
  }
}
