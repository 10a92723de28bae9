package dev.stele.process;

import java.util.Optional;

/**
 * An event that is to be appended. Immutable; the methods return changed copies.
 *
 * @param replayKey names it within its process, 1 to 400 characters: the same again is answered
 *     with the first one, another one under the same key is refused
 * @param causedBy what led to it, for people; at most 1,000 characters
 * @param wakeTarget whom it wakes if it is of a type that does, instead of the process's own target
 */
public record ProcessAppend(
    String type,
    Payload payload,
    Optional<String> replayKey,
    Optional<SessionScope> wakeTarget,
    Optional<String> causedBy) {

  private static final int KEY_MAX = 400;
  private static final int CAUSE_MAX = 1_000;

  /** Checks the key. */
  public ProcessAppend {
    replayKey.ifPresent(key -> {
      if (key.isBlank() || key.length() > KEY_MAX) {
        throw new IllegalArgumentException(
            "replay key must be 1 to " + KEY_MAX + " characters, not blank, got: '" + key + "'");
      }
    });
    causedBy.ifPresent(cause -> {
      if (cause.length() > CAUSE_MAX) {
        throw new IllegalArgumentException(
            "cause must have <= " + CAUSE_MAX + " characters, got: " + cause.length());
      }
    });
  }

  /** Returns an event of a type. */
  public static ProcessAppend of(String type, Payload payload) {
    return new ProcessAppend(type, payload, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns it with a key. */
  public ProcessAppend key(String key) {
    return new ProcessAppend(type, payload, Optional.of(key), wakeTarget, causedBy);
  }

  /** Returns it with somebody whom it wakes. */
  public ProcessAppend wakes(SessionScope target) {
    return new ProcessAppend(type, payload, replayKey, Optional.of(target), causedBy);
  }

  /** Returns it with what led to it. */
  public ProcessAppend causedBy(String cause) {
    return new ProcessAppend(type, payload, replayKey, wakeTarget, Optional.of(cause));
  }
}
