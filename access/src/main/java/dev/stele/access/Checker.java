package dev.stele.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Policies, and the decision that is made of what they say: a veto denies, whatever else is said;
 * otherwise one grant is enough; otherwise it is denied.
 *
 * <p>The order in which policies were added changes no decision. If a policy that could change it
 * fails, the decision is a denial ({@code AC1}). Immutable, and safe for any thread.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class Checker<S, A, R, C> {

  private static final Decision NO_POLICIES = denied(Decision.Cause.NO_POLICIES);
  private static final Decision NO_GRANT = denied(Decision.Cause.NO_GRANT);
  private static final Decision INDETERMINATE = denied(Decision.Cause.INDETERMINATE);

  private final Combination<S, A, R, C> root;
  private final int maxBatch;
  private final List<Watch<S, A, R, C>> watches;
  private final boolean isTraced;
  private final List<Decision> grants = new ArrayList<>();
  private final List<Decision> vetoes = new ArrayList<>();

  private Checker(Builder<S, A, R, C> builder) {
    this.root = Combination.root(builder.name, builder.policies);
    this.maxBatch = builder.maxBatch;
    this.watches = List.copyOf(builder.watches);
    this.isTraced = watches.stream().anyMatch(Watch::wantsTraces);
    for (Policy<S, A, R, C> policy : root.children()) {
      grants.add(new Decision.Granted(policy.name(), Optional.empty()));
      vetoes.add(
          new Decision.Denied(Decision.Cause.VETO, Optional.of(policy.name()), Optional.empty()));
    }
  }

  /** Returns its name. */
  public String name() {
    return root.name();
  }

  /** Returns its policies, in the order in which they are asked: those that may veto first. */
  public List<Policy<S, A, R, C>> policies() {
    return root.children();
  }

  /**
   * Returns what it can say at all. One that only forbids never grants by itself: it is made to be
   * delegated to.
   */
  public Effect effect() {
    return root.effect();
  }

  /** Binds who wants to do what, and under which circumstances, to what is known of it. */
  public Bound<S, A, R, C> bind(Session session, S subject, A action, C context) {
    return new Bound<>(this, session, subject, action, context, isTraced);
  }

  int maxBatch() {
    return maxBatch;
  }

  List<Watch<S, A, R, C>> watches() {
    return watches;
  }

  Combination<S, A, R, C> root() {
    return root;
  }

  /** Returns what is decided; nothing if facts are wanted that may change it. */
  @Nullable Decision decide(Question<S, A, R, C> question) {
    @Nullable Answer @Nullable [] said =
        question.round().isTraced() ? new Answer[root.children().size()] : null;
    int result = root.walk(question, said);
    return Combination.isPending(result) && mayGrant(result) ? null : decision(result, said);
  }

  /** Returns what is decided if no more facts are to be had. */
  Decision decideAsItIs(Question<S, A, R, C> question) {
    @Nullable Answer @Nullable [] said =
        question.round().isTraced() ? new Answer[root.children().size()] : null;
    return decision(root.walk(question, said), said);
  }

  private static boolean mayGrant(int result) {
    return Combination.verdicts(result).contains(Verdict.GRANT);
  }

  private Decision decision(int result, @Nullable Answer @Nullable [] said) {
    Verdicts possible = Combination.verdicts(result);
    int by = Combination.by(result);
    if (said == null) {
      return plain(possible, result);
    }
    Optional<Trace> trace =
        Optional.of(new Trace(root, root.effect(), Answer.combined(possible, false, said)));
    if (possible == Verdicts.GRANT) {
      return new Decision.Granted(root.children().get(by).name(), trace);
    }
    if (possible == Verdicts.VETO) {
      return new Decision.Denied(
          Decision.Cause.VETO, Optional.of(root.children().get(by).name()), trace);
    }
    return new Decision.Denied(cause(result), Optional.empty(), trace);
  }

  private static Decision denied(Decision.Cause cause) {
    return new Decision.Denied(cause, Optional.empty(), Optional.empty());
  }

  /** Decisions without a trace are made beforehand. */
  private Decision plain(Verdicts possible, int result) {
    if (possible == Verdicts.GRANT) {
      return grants.get(Combination.by(result));
    }
    if (possible == Verdicts.VETO) {
      return vetoes.get(Combination.by(result));
    }
    return switch (cause(result)) {
      case NO_POLICIES -> NO_POLICIES;
      case INDETERMINATE -> INDETERMINATE;
      case NO_GRANT, VETO -> NO_GRANT;
    };
  }

  private Decision.Cause cause(int result) {
    if (root.children().isEmpty()) {
      return Decision.Cause.NO_POLICIES;
    }
    return mayGrant(result) ? Decision.Cause.INDETERMINATE : Decision.Cause.NO_GRANT;
  }

  /**
   * Collects what a checker is made of. Not safe for several threads.
   *
   * @param <S> the type of subjects
   * @param <A> the type of actions
   * @param <R> the type of resources
   * @param <C> the type of contexts
   */
  public static final class Builder<S, A, R, C> {

    private final String name;
    private final List<Policy<S, A, R, C>> policies = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Watch<S, A, R, C>> watches = new ArrayList<>();
    private int maxBatch = 10_000;

    Builder(String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "name of a checker must not be blank, got: '" + name + "'");
      }
      this.name = name;
    }

    /**
     * Adds a policy.
     *
     * @throws IllegalArgumentException if there is one of its name, or its name is blank
     */
    public Builder<S, A, R, C> add(Policy<S, A, R, C> policy) {
      if (policy.name().isBlank()) {
        throw new IllegalArgumentException(
            "name of a policy must not be blank in '" + name + "', got: '" + policy.name() + "'");
      }
      if (!names.add(policy.name())) {
        throw new IllegalArgumentException(
            "policy must have a name of its own in '" + name + "', got: '" + policy.name() + "'");
      }
      policies.add(policy);
      return this;
    }

    /**
     * Sets how many items are asked about together, 10,000 unless set: more are taken in turns, so
     * that what is remembered of them stays bounded.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder<S, A, R, C> maxBatch(int items) {
      if (items < 1) {
        throw new IllegalArgumentException("items of a batch must be >= 1, got: " + items);
      }
      maxBatch = items;
      return this;
    }

    /** Adds who is told of each decision, single or of a batch, before it is given out. */
    public Builder<S, A, R, C> watch(Watch<S, A, R, C> watch) {
      watches.add(watch);
      return this;
    }

    /** Returns the checker. One without policies denies everything. */
    public Checker<S, A, R, C> build() {
      return new Checker<>(this);
    }
  }
}
