package dev.stele.attach;

import java.util.Optional;

/** Why nothing more comes. */
public sealed interface End {

  /** The producer was closed, after everything was seen: there is nothing more. */
  record Closed() implements End {}

  /** The consumer was too slow, and its policy is to be told so; it may attach again. */
  record Evicted() implements End {}

  /**
   * The producer failed.
   *
   * @param cause what it failed with
   */
  record Failed(Throwable cause) implements End {}

  /** The consumer's own side ended it. */
  record Cancelled() implements End {}

  /** What was attached to was erased: its items must not be shown any more. */
  record Erased() implements End {}

  /**
   * What was attached to is not the history that it was: it was replaced meanwhile.
   *
   * @param now the place at which the other history stands, if that is known
   */
  record Replaced(Optional<Cursor> now) implements End {}

  /**
   * The consumer may no longer see it.
   *
   * @param reason in words
   */
  record Denied(String reason) implements End {}
}
