package dev.stele.access;

import java.util.List;
import java.util.Optional;

/**
 * One rule: what it says of an item, from the question alone and the facts it asks for there.
 *
 * <p>Write it as a check of one item, in straight code: it is batched by itself. A policy that asks
 * for a fact that is not known yet is left at that point, the facts that all items want are loaded
 * together, and it is asked again from its beginning. So it may run several times for one item, and
 * must have no effects and depend on nothing but the question: in particular on no clock but {@link
 * Question#now}. Whatever it throws counts as not being able to tell, never as a grant.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public interface Policy<S, A, R, C> {

  /** Returns its name: it stands in decisions and traces. */
  String name();

  /**
   * Returns which verdicts it may give besides an abstention; the same at each call. Another
   * verdict is held against it: a grant of a policy that only forbids is none, and an undeclared
   * veto denies where it is seen, which may be too late.
   */
  default Effect effect() {
    return Effect.ALLOW;
  }

  /** Returns what is to be known of the rule outside: for telemetry. */
  default Optional<Rule> rule() {
    return Optional.empty();
  }

  /**
   * Returns what it says of one item. Called by many threads.
   *
   * <p>Policies are put together by the operators below, which know what to do with one that cannot
   * tell. Who asks another by hand, and is sure although that one is not, counts as not being able
   * to tell.
   */
  Answer evaluate(Question<S, A, R, C> question);

  /** Returns the policy that grants where both do; a veto of either stays one. */
  default Policy<S, A, R, C> and(Policy<S, A, R, C> other) {
    return Combination.allOf("(" + name() + " and " + other.name() + ")", List.of(this, other));
  }

  /** Returns the policy that grants where one of them does; a veto of either stays one. */
  default Policy<S, A, R, C> or(Policy<S, A, R, C> other) {
    return Combination.anyOf("(" + name() + " or " + other.name() + ")", List.of(this, other));
  }

  /**
   * Returns the policy that says what the other does where this one grants; elsewhere the other is
   * not asked, and loads nothing.
   */
  default Policy<S, A, R, C> then(Policy<S, A, R, C> other) {
    return Combination.then("(" + name() + " then " + other.name() + ")", this, other);
  }

  /** Returns the policy that grants where this one has no say, and has none where it grants. */
  default Policy<S, A, R, C> negated() {
    return Combination.not("not " + name(), this);
  }
}
