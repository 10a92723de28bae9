package dev.stele.access;

import java.util.List;
import java.util.function.Function;

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

  /** Begins a policy of roles that a subject holds and an action on a resource needs. */
  public Roles<S, A, R, C> roles(String policy) {
    return new Roles<>(policy);
  }

  /**
   * Begins a policy of relationships between a subject and a resource, each given as a node of the
   * graph that they are in.
   */
  public <N, M> Relationship<S, A, R, C, N, M> relationship(
      String policy,
      Function<? super S, ? extends N> subject,
      Function<? super R, ? extends M> resource) {
    return new Relationship<>(policy, subject, resource);
  }

  /**
   * Returns a policy that says what a checker of another domain does, of a question that is
   * translated part by part: a grant is a grant here, a veto a veto, a denial without a veto no
   * say, and what is open there is open here.
   *
   * <p>It is asked at the same time, and what it wants to know is loaded together with what this
   * domain does. Those who watch the other checker are not told: the decision is this one's.
   */
  public <T, B, Q, D> Policy<S, A, R, C> delegate(
      String policy,
      Checker<T, B, Q, D> checker,
      Function<? super S, ? extends T> subject,
      Function<? super A, ? extends B> action,
      Function<? super R, ? extends Q> resource,
      Function<? super C, ? extends D> context) {
    return new Delegation<>(policy, checker.root(), subject, action, resource, context);
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
