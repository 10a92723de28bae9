package dev.stele.access;

import java.util.List;

/**
 * Is told of each decision before it is given out: an audit trail, a meter, a test.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
@FunctionalInterface
public interface Watch<S, A, R, C> {

  /**
   * Takes the decisions of one call, or of one turn of a large one, in their order, on the thread
   * that asked. What it throws, the one who asked gets as {@link AccessException.Unreported}, and
   * no decision.
   */
  void decided(List<Decided<S, A, R, C>> decided);

  /** Returns true if it wants traces: then each decision is made with one. */
  default boolean wantsTraces() {
    return false;
  }

  /**
   * What was decided.
   *
   * @param checker the checker's name
   * @param subject who wanted to do it
   * @param action what he wanted to do
   * @param resource what he wanted to do it to
   * @param context under which circumstances
   * @param decision what was decided
   */
  record Decided<S, A, R, C>(
      String checker, S subject, A action, R resource, C context, Decision decision) {}
}
