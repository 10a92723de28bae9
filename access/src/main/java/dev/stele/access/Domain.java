package dev.stele.access;

import java.util.List;

/**
 * Names the four types that questions of one kind are about; policies and checkers are made of it.
 *
 * <p>For instance: subjects are users, actions an enum, resources documents, contexts requests.
 * Named once, they need not be named again. Holds nothing; safe for any thread.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class Domain<S, A, R, C> {

  private final String name;

  private Domain(String name) {
    this.name = name;
  }

  /**
   * Returns a domain.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static <S, A, R, C> Domain<S, A, R, C> named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a domain must not be blank, got: '" + name + "'");
    }
    return new Domain<>(name);
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /**
   * Begins a policy of conditions, all of which must hold; one without a condition always applies.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Conditions<S, A, R, C> policy(String policy) {
    return new Conditions<>(policy);
  }

  /**
   * Returns a policy that grants if all of these do.
   *
   * @throws IllegalArgumentException if there is none, or one that cannot grant: it would never
   */
  public Policy<S, A, R, C> allOf(String policy, List<Policy<S, A, R, C>> policies) {
    return Combination.allOf(policy, policies);
  }

  /**
   * Returns a policy that grants if one of these does.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Policy<S, A, R, C> anyOf(String policy, List<Policy<S, A, R, C>> policies) {
    return Combination.anyOf(policy, policies);
  }

  /**
   * Returns a policy that grants if so many of these do.
   *
   * @throws IllegalArgumentException if the count is not from 1 to the number of those that can
   *     grant
   */
  public Policy<S, A, R, C> atLeast(int count, String policy, List<Policy<S, A, R, C>> policies) {
    return Combination.atLeast(policy, count, policies);
  }

  /**
   * Begins a checker, which asks policies and decides.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Checker.Builder<S, A, R, C> checker(String checker) {
    return new Checker.Builder<>(checker);
  }

  @Override
  public String toString() {
    return name;
  }
}
