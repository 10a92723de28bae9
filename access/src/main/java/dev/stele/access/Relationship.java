package dev.stele.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a policy of relationships is made of: it applies where a subject is tied to a
 * resource, directly, through groups that he is in, or through folders that the resource is in.
 *
 * <p>Relationships are facts: of a node, the nodes it is tied to. Groups may be in groups and
 * folders in folders, also in circles; a walk goes level by level, and the levels of all items of a
 * call are loaded together. What is found is certain whatever else failed. What is not found is a
 * "no" only if everything was seen: a relationship that could not be loaded, or a way that goes on
 * behind the depth that is allowed, leaves open whether the policy applies. ({@code AC1})
 *
 * <p>Not safe for several threads; the policies it makes are.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 * @param <N> the type of nodes on the subject's side, with {@code equals} and {@code hashCode}
 * @param <M> the type of nodes on the resource's side, likewise
 */
public final class Relationship<S, A, R, C, N, M> {

  final String name;
  final Function<? super S, ? extends N> subject;
  final Function<? super R, ? extends M> resource;
  final List<FactType<M, ? extends Collection<? extends N>>> holders = new ArrayList<>();
  final List<FactType<N, ? extends Collection<? extends M>>> holdings = new ArrayList<>();
  @Nullable Walk<N> groups;
  @Nullable Walk<M> folders;
  @Nullable Predicate<? super Question<S, A, R, C>> condition;

  Relationship(
      String name,
      Function<? super S, ? extends N> subject,
      Function<? super R, ? extends M> resource) {
    this.name = name;
    this.subject = subject;
    this.resource = resource;
  }

  /** Takes a fact that tells of a resource's node who is tied to it; several are alternatives. */
  public Relationship<S, A, R, C, N, M> heldBy(
      FactType<M, ? extends Collection<? extends N>> type) {
    holders.add(type);
    return this;
  }

  /** Takes a fact that tells of a subject's node what it is tied to; several are alternatives. */
  public Relationship<S, A, R, C, N, M> holding(
      FactType<N, ? extends Collection<? extends M>> type) {
    holdings.add(type);
    return this;
  }

  /**
   * Lets ties of groups count that a subject is in: the fact tells of a node the groups it is in.
   *
   * @param atMost how many steps are gone, from 1 to 500; it is asked whether there are more, and
   *     if so, they leave the answer open
   * @throws IllegalArgumentException if the number is not in that range
   */
  public Relationship<S, A, R, C, N, M> through(
      FactType<N, ? extends Collection<? extends N>> type, int atMost) {
    groups = new Walk<>(type, atMost, true);
    return this;
  }

  /**
   * Lets ties to folders count that a resource is in: the fact tells of a node the folders it is
   * in.
   *
   * @param atMost how many steps are gone, as with {@link #through}
   * @throws IllegalArgumentException if the number is not from 1 to 500
   */
  public Relationship<S, A, R, C, N, M> within(
      FactType<M, ? extends Collection<? extends M>> type, int atMost) {
    folders = new Walk<>(type, atMost, false);
    return this;
  }

  /** Requires something of the question, before any relationship is asked for. */
  public Relationship<S, A, R, C, N, M> when(Predicate<? super Question<S, A, R, C>> holds) {
    Predicate<? super Question<S, A, R, C>> before = condition;
    condition = before == null ? holds : question -> before.test(question) && holds.test(question);
    return this;
  }

  /**
   * Returns the policy that grants where there is a tie.
   *
   * @throws IllegalStateException if no fact was named that tells of one
   */
  public Policy<S, A, R, C> allow() {
    return new Tied<>(this, Effect.ALLOW);
  }

  /**
   * Returns the policy that vetoes where there is a tie.
   *
   * @throws IllegalStateException if no fact was named that tells of one
   */
  public Policy<S, A, R, C> forbid() {
    return new Tied<>(this, Effect.FORBID);
  }
}
