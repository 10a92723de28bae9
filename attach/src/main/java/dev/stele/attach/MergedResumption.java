package dev.stele.attach;

import java.util.Map;

/** What becomes of going on at several cursors: all go on, or none does. */
public sealed interface MergedResumption<T> {

  /**
   * All go on where they were.
   *
   * @param attach that has not begun yet
   */
  record Resumed<T>(Merged<Items<T>, T> attach) implements MergedResumption<T> {}

  /**
   * Some cannot go on where they were.
   *
   * @param refusals of these alone, by name; none is {@link Resumption.Resumed}
   */
  record Refused<T>(Map<String, Resumption<T>> refusals) implements MergedResumption<T> {}

  /** Returns the attach, for those who expect no refusal. */
  default Merged<Items<T>, T> orThrow() {
    return switch (this) {
      case Resumed<T>(Merged<Items<T>, T> attach) -> attach;
      case Refused<T>(Map<String, Resumption<T>> refusals) ->
          throw new IllegalStateException("cursors must be known, got: " + refusals);
    };
  }
}
