package dev.stele.store;

import java.util.Optional;

/** What a caller believes of a stream; if it is not so, the append is refused. */
public sealed interface Expectation {

  /** Whatever there is. */
  record Any() implements Expectation {}

  /** The stream has no events. */
  record NoStream() implements Expectation {}

  /** The stream has an event, or more. */
  record Exists() implements Expectation {}

  /** The last event of the stream has this version. */
  record Exact(Version version) implements Expectation {}

  /**
   * Tells whether it is so.
   *
   * @param last the version of the last event of the stream, empty if it has none
   */
  default boolean isMetBy(Optional<Version> last) {
    return switch (this) {
      case Any _ -> true;
      case NoStream _ -> last.isEmpty();
      case Exists _ -> last.isPresent();
      case Exact exact -> last.isPresent() && last.get().equals(exact.version);
    };
  }
}
