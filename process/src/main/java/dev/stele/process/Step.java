package dev.stele.process;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was decided about a process: an answer, or facts to be written and what comes of them.
 *
 * @param <T> what comes of it
 */
sealed interface Step<T> {

  /** Nothing has to be written. */
  record Answered<T>(Answer<T> answer) implements Step<T> {}

  /**
   * Facts have to be written.
   *
   * @param unlessTag if a fact has this tag, the last one is left out
   * @param then what comes of them; called when they were applied
   */
  record Write<T>(List<Fact> facts, Optional<String> unlessTag, Function<List<Stamped>, T> then)
      implements Step<T> {}

  static <T> Step<T> done(T value) {
    return new Answered<>(Answer.done(value));
  }

  static <T> Step<T> refused(Refusal refusal) {
    return new Answered<>(Answer.refused(refusal));
  }

  static <T> Step<T> write(List<Fact> facts, Function<List<Stamped>, T> then) {
    return new Write<>(facts, Optional.empty(), then);
  }
}
