package dev.stele.access;

import java.time.Instant;
import java.util.Optional;

/** A fact that a policy asked for: what it was told, and since when that was known. */
public final class FactUse {

  /** What a policy was told. */
  public enum Status {
    /** A value. */
    FOUND,
    /** That there is none. */
    MISSING,
    /** Nothing: it could not be found out. */
    FAILED
  }

  private final FactType<?, ?> type;
  private final Object key;
  private final Fact<?> fact;
  private final Instant at;

  FactUse(FactType<?, ?> type, Object key, Fact<?> fact, Instant at) {
    this.type = type;
    this.key = key;
    this.fact = fact;
    this.at = at;
  }

  /** Returns the name of the fact. */
  public String fact() {
    return type.name();
  }

  /** Returns the key as text. */
  public String key() {
    return String.valueOf(key);
  }

  /** Returns what the policy was told. */
  public Status status() {
    return switch (fact) {
      case Fact.Found<?> _ -> Status.FOUND;
      case Fact.Missing<?> _ -> Status.MISSING;
      case Fact.Failed<?> _ -> Status.FAILED;
    };
  }

  /** Returns why it could not be found out; empty if it could. Values are never shown. */
  public Optional<FactError> error() {
    return fact instanceof Fact.Failed<?>(FactError error) ? Optional.of(error) : Optional.empty();
  }

  /** Returns when its load began: what was told is not older. */
  public Instant at() {
    return at;
  }

  @Override
  public String toString() {
    return fact()
        + "("
        + key()
        + ") "
        + status()
        + error().map(why -> ": " + why.describe()).orElse("");
  }
}
