package dev.stele.explore;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong with an execution.
 *
 * @param headline one line
 * @param details further lines
 * @param cause what was thrown in the model, if something was
 */
record Finding(
    ExploreError.Kind kind, String headline, List<String> details, Optional<Throwable> cause) {

  static Finding of(ExploreError.Kind kind, String headline, String... details) {
    return new Finding(kind, headline, List.of(details), Optional.empty());
  }

  static Finding of(ExploreError.Kind kind, String headline, Throwable cause) {
    return new Finding(kind, headline, List.of(), Optional.of(cause));
  }

  /** Tells whether another execution fails for the same reason. */
  boolean isLike(Finding other) {
    return kind == other.kind
        && cause.map(Throwable::getClass).equals(other.cause.map(Throwable::getClass));
  }
}
