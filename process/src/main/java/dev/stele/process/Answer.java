package dev.stele.process;

import java.util.function.Function;

/**
 * What became of something that was asked for: done, with what came of it, or refused.
 *
 * @param <T> what comes of it
 */
public sealed interface Answer<T> {

  /** Done, and durable. */
  record Done<T>(T value) implements Answer<T> {}

  /** Refused: nothing was written. */
  record Refused<T>(Refusal refusal) implements Answer<T> {}

  /** Returns an answer that it was done. */
  static <T> Answer<T> done(T value) {
    return new Done<>(value);
  }

  /** Returns an answer that it was refused. */
  static <T> Answer<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** Tells whether it was done. */
  default boolean isDone() {
    return this instanceof Done<T>;
  }

  /**
   * Returns what came of it.
   *
   * @throws RefusedException if it was refused
   */
  default T orThrow() {
    return switch (this) {
      case Done<T>(T value) -> value;
      case Refused<T>(Refusal refusal) -> throw new RefusedException(refusal);
    };
  }

  /** Returns the answer with something made of what came of it. */
  default <R> Answer<R> map(Function<? super T, ? extends R> made) {
    return switch (this) {
      case Done<T>(T value) -> new Done<>(made.apply(value));
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }
}
