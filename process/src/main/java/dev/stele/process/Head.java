package dev.stele.process;

import dev.stele.journal.Digest;
import dev.stele.journal.Position;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a process is, without its input, and where it begins.
 *
 * @param firstVersion of its registration in its stream: an earlier process of the id was pruned
 */
record Head(
    ProcessId id,
    Position registered,
    long firstVersion,
    Digest hash,
    String kind,
    Disposition disposition,
    Optional<String> environment,
    Originator originator,
    Optional<String> causedBy,
    Optional<SessionScope> wakeTarget,
    Optional<String> label,
    RetryPolicy retry,
    Optional<Instant> notBefore,
    int priority,
    String types,
    Instant created) {

  /** Reads it from a registration. */
  static Head of(ProcessId id, Stamped registered) {
    Fact fact = registered.fact();
    return of(
        id,
        fact.fields(),
        RegistrationFields.hash(fact),
        registered.position(),
        registered.version(),
        registered.at());
  }

  static Head of(
      ProcessId id,
      Map<String, String> fields,
      Digest hash,
      long position,
      long version,
      Instant created) {
    return new Head(
        id,
        new Position(position),
        version,
        hash,
        Shared.text(fields.getOrDefault("kind", "")),
        Disposition.of(fields.getOrDefault("disposition", "")),
        Optional.ofNullable(fields.get("environment")).map(Shared::text),
        Originator.parse(fields.getOrDefault("originator", "host")),
        Optional.ofNullable(fields.get("caused-by")),
        Optional.ofNullable(fields.get("wake-target")).map(SessionScope::parse),
        Optional.ofNullable(fields.get("label")),
        RegistrationFields.retry(Shared.text(fields.getOrDefault("retry", ""))),
        Optional.ofNullable(fields.get("not-before")).map(Instant::parse),
        Integer.parseInt(fields.getOrDefault("priority", "0")),
        Shared.text(fields.getOrDefault("types", "")),
        created);
  }

  /** Returns a process that has in common with this one what those of a kind have. */
  Head of(
      ProcessId otherId,
      Position otherRegistered,
      long otherVersion,
      Digest otherHash,
      Instant otherCreated,
      Optional<String> otherCause,
      Optional<SessionScope> otherTarget,
      Optional<String> otherLabel,
      Optional<Instant> otherNotBefore) {
    return new Head(
        otherId,
        otherRegistered,
        otherVersion,
        otherHash,
        kind,
        disposition,
        environment,
        originator,
        otherCause,
        otherTarget,
        otherLabel,
        retry,
        otherNotBefore,
        priority,
        types,
        otherCreated);
  }

  /** Returns the fields that it is made of. */
  Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    fields.put("kind", kind);
    fields.put("disposition", disposition.word());
    fields.put("originator", originator.key());
    fields.put("retry", RegistrationFields.retry(retry));
    fields.put("types", types);
    environment.ifPresent(value -> fields.put("environment", value));
    causedBy.ifPresent(value -> fields.put("caused-by", value));
    wakeTarget.ifPresent(value -> fields.put("wake-target", value.key()));
    label.ifPresent(value -> fields.put("label", value));
    notBefore.ifPresent(value -> fields.put("not-before", value.toString()));
    if (priority != 0) {
      fields.put("priority", Integer.toString(priority));
    }
    return fields;
  }

  /** Returns it without anybody whom wakes are for. */
  Head withoutWakeTarget() {
    return new Head(
        id,
        registered,
        firstVersion,
        hash,
        kind,
        disposition,
        environment,
        originator,
        causedBy,
        Optional.empty(),
        label,
        retry,
        notBefore,
        priority,
        types,
        created);
  }

  /** Returns the position from which on its events stand: behind its registration. */
  long firstEvent() {
    return registered.value() + 1;
  }

  long sequence(long version) {
    return version - firstVersion;
  }

  /**
   * Returns the key of a wake that declares none. One of a process whose id had another one before
   * says which of them it is of: no id has the sign in it.
   */
  String wakeKey(long sequence) {
    String life = firstVersion == 0 ? "" : "#" + registered.value();
    return id.value() + life + ":" + sequence;
  }

  /** Returns the version of an event; one that no stream has for a sequence that no event has. */
  long version(long sequence) {
    return firstVersion + Math.min(sequence, Long.MAX_VALUE / 2);
  }
}
