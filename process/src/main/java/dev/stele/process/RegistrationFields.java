package dev.stele.process;

import dev.stele.journal.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Registrations as facts. */
final class RegistrationFields {

  private RegistrationFields() {}

  /** Returns the fact that a process was registered; its fields and payload are hashed. */
  static Fact of(Registration registration) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("kind", registration.work().kind());
    fields.put("disposition", registration.disposition().word());
    fields.put("originator", registration.originator().key());
    if (registration.work() instanceof Work.Run run) {
      run.environment().ifPresent(value -> fields.put("environment", value));
    }
    registration.causedBy().ifPresent(value -> fields.put("caused-by", value));
    registration.label().ifPresent(value -> fields.put("label", value));
    registration.wakeTarget().ifPresent(value -> fields.put("wake-target", value.key()));
    registration.notBefore().ifPresent(value -> fields.put("not-before", value.toString()));
    fields.put("retry", retry(registration.retry()));
    if (registration.priority() != 0) {
      fields.put("priority", Integer.toString(registration.priority()));
    }
    List<String> types = registration.eventTypes().stream().map(TypeText::of).toList();
    if (!types.isEmpty()) {
      fields.put("types", String.join("\n", types));
    }
    return new Fact(
        Streams.main(registration.id()),
        Types.REGISTERED,
        fields,
        registration.work().input(),
        Set.of());
  }

  static Digest hash(Fact registered) {
    return Digest.of(Hashes.of(registered.fields(), registered.payload()));
  }

  /** Reads what {@link #of} writes. */
  static Registration parse(ProcessId id, Fact fact) {
    Disposition disposition = Disposition.of(fact.field("disposition"));
    Work work =
        disposition == Disposition.EXTERNALLY_OWNED
            ? new Work.External(fact.field("kind"), fact.payload())
            : new Work.Run(fact.field("kind"), fact.payload(), optional(fact, "environment"));
    return new Registration(
        id,
        work,
        disposition,
        Originator.parse(fact.field("originator")),
        optional(fact, "caused-by"),
        optional(fact, "wake-target").map(SessionScope::parse),
        types(fact.fields().getOrDefault("types", "")),
        optional(fact, "label"),
        retry(fact.field("retry")),
        optional(fact, "not-before").map(Instant::parse),
        Integer.parseInt(fact.fields().getOrDefault("priority", "0")));
  }

  static List<EventType> types(String text) {
    List<EventType> types = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String line : text.split("\n", -1)) {
        types.add(TypeText.parse(line));
      }
    }
    return types;
  }

  static Optional<String> optional(Fact fact, String name) {
    return Optional.ofNullable(fact.fields().get(name));
  }

  static String retry(RetryPolicy policy) {
    return policy.attemptsMax()
        + " "
        + policy.first()
        + " "
        + policy.factor()
        + " "
        + policy.longest();
  }

  static RetryPolicy retry(String text) {
    String[] words = text.split(" ", -1);
    return new RetryPolicy(
        Integer.parseInt(words[0]),
        Duration.parse(words[1]),
        Double.parseDouble(words[2]),
        Duration.parse(words[3]));
  }
}
