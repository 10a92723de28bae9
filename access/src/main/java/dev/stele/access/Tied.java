package dev.stele.access;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A policy that applies where a subject is tied to a resource. */
final class Tied<S, A, R, C, N, M> extends Fixed<S, A, R, C> {

  private final Function<? super S, ? extends N> subject;
  private final Function<? super R, ? extends M> resource;
  private final List<FactType<M, ? extends Collection<? extends N>>> holders;
  private final List<FactType<N, ? extends Collection<? extends M>>> holdings;
  private final @Nullable Walk<N> groups;
  private final @Nullable Walk<M> folders;
  private final @Nullable Predicate<? super Question<S, A, R, C>> condition;

  Tied(Relationship<S, A, R, C, N, M> made, Effect effect) {
    super(made.name, effect, "there is a tie", "there is no tie");
    if (made.holders.isEmpty() && made.holdings.isEmpty()) {
      throw new IllegalStateException(
          "relationship must name a fact that tells of ties, got none: '" + made.name + "'");
    }
    this.subject = made.subject;
    this.resource = made.resource;
    this.holders = List.copyOf(made.holders);
    this.holdings = List.copyOf(made.holdings);
    this.groups = made.groups;
    this.folders = made.folders;
    this.condition = made.condition;
  }

  @Override
  public Answer evaluate(Question<S, A, R, C> question) {
    if (condition != null && !condition.test(question)) {
      return appliesNot;
    }
    int mark = question.round().mark();
    N who = subject.apply(question.subject());
    M what = resource.apply(question.resource());
    Walk.Reach<N> left = groups == null ? Walk.Reach.of(who) : groups.from(question, who);
    Walk.Reach<M> right = folders == null ? Walk.Reach.of(what) : folders.from(question, what);
    if (isTied(question, holders, right, left) || isTied(question, holdings, left, right)) {
      question.settle(mark);
      return applies;
    }
    open(question, left);
    open(question, right);
    return left.isCut() || right.isCut()
        ? question.unknown("there are more steps than may be gone")
        : appliesNot;
  }

  /** What could not be found out on the way, the question remembers: it then takes no "no". */
  private static void open(Question<?, ?, ?, ?> question, Walk.Reach<?> reach) {
    FactError failure = reach.failure();
    if (failure != null) {
      question.fail(failure);
    }
  }

  /** Returns true if a node is tied to another; asks of all, so that they are loaded at once. */
  private static <X, Y> boolean isTied(
      Question<?, ?, ?, ?> question,
      List<FactType<X, ? extends Collection<? extends Y>>> types,
      Walk.Reach<X> from,
      Walk.Reach<Y> to) {
    for (int i = 0; i < types.size(); i++) {
      for (X node : from.nodes()) {
        Collection<? extends Y> there = question.members(types.get(i), node);
        if (there != null && Meeting.meet(there, to.nodes())) {
          return true;
        }
      }
    }
    return false;
  }
}
