package dev.stele.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Policies made one. */
final class Combination<S, A, R, C> implements Combines<S, A, R, C> {

  /*
   * Children that may veto stand first, in the order given, so that a veto is seen whatever the
   * order of registration; behind them a walk ends as soon as no child can change the result.
   *
   * A child that waits for a fact counts as not being able to tell, and the walk goes on: if the
   * rest settles the result, the fact is never loaded; if not, what the others want is wanted in
   * the same round. Only 'then' holds its second child back.
   *
   * What a child declares is read once, when the whole is made: what is told of a policy that changes
   * its mind later is what it said first.
   *
   * A walk's result is packed into an int: the possible verdicts, whether a fact is wanted, and
   * which child settled it.
   */

  enum Op {
    ALL_OF,
    ANY_OF,
    AT_LEAST,
    NOT,
    THEN
  }

  private static final int PENDING = 8;
  private static final int BY = 4;

  /** A child, and the effect that it declared. */
  private record Child<S, A, R, C>(Policy<S, A, R, C> policy, Effect effect) {

    static <S, A, R, C> List<Child<S, A, R, C>> read(
        String whole, List<Policy<S, A, R, C>> policies) {
      Set<String> names = new HashSet<>();
      List<Child<S, A, R, C>> children = new ArrayList<>(policies.size());
      for (Policy<S, A, R, C> policy : policies) {
        if (!names.add(policy.name())) {
          throw new IllegalArgumentException(
              "policy must have a name of its own in '"
                  + whole
                  + "', got: '"
                  + policy.name()
                  + "'");
        }
        children.add(new Child<>(policy, policy.effect()));
      }
      return children;
    }
  }

  private final String name;
  private final Op op;
  private final int count;
  private final List<Policy<S, A, R, C>> children;

  /** The children again, in an array: a walk goes through them for each item. */
  private final Policy<?, ?, ?, ?>[] asked;

  /** Those of them that can be asked more quickly, nothing in the place of the others. */
  private final @Nullable Conditional<?, ?, ?, ?>[] quick;

  private final List<Effect> effects;
  private final Verdicts[] declared;
  private final int vetoers;
  private final Effect effect;

  private Combination(String name, Op op, int count, List<Child<S, A, R, C>> given) {
    this.name = name;
    this.op = op;
    this.count = count;
    List<Child<S, A, R, C>> ordered = new ArrayList<>(given);
    if (op != Op.THEN) {
      ordered.sort(Comparator.comparing(child -> !child.effect().canVeto()));
    }
    this.children = ordered.stream().map(Child::policy).toList();
    this.asked = children.toArray(new Policy<?, ?, ?, ?>[0]);
    this.quick = new Conditional<?, ?, ?, ?>[asked.length];
    for (int i = 0; i < asked.length; i++) {
      if (asked[i] instanceof Conditional<?, ?, ?, ?> conditional && conditional.isQuick()) {
        quick[i] = conditional;
      }
    }
    this.effects = ordered.stream().map(Child::effect).toList();
    this.declared = effects.stream().map(Effect::verdicts).toArray(Verdicts[]::new);
    this.vetoers = (int) effects.stream().filter(Effect::canVeto).count();
    this.effect = effectOf(op, count, effects);
  }

  static <S, A, R, C> Policy<S, A, R, C> allOf(String name, List<Policy<S, A, R, C>> policies) {
    notEmpty(name, policies);
    List<Child<S, A, R, C>> children = Child.read(name, policies);
    for (Child<S, A, R, C> child : children) {
      if (!child.effect().canGrant()) {
        throw new IllegalArgumentException(
            "policy must be able to grant to be one of all that must, got: '"
                + child.policy().name()
                + "' in '"
                + name
                + "'");
      }
    }
    return new Combination<>(name, Op.ALL_OF, children.size(), children);
  }

  static <S, A, R, C> Combination<S, A, R, C> anyOf(
      String name, List<Policy<S, A, R, C>> policies) {
    notEmpty(name, policies);
    return root(name, policies);
  }

  /** Returns what a checker asks: as {@link #anyOf}, of none too. */
  static <S, A, R, C> Combination<S, A, R, C> root(String name, List<Policy<S, A, R, C>> policies) {
    return new Combination<>(name, Op.ANY_OF, 1, Child.read(name, policies));
  }

  static <S, A, R, C> Policy<S, A, R, C> atLeast(
      String name, int count, List<Policy<S, A, R, C>> policies) {
    List<Child<S, A, R, C>> children = Child.read(name, policies);
    long grantors = children.stream().filter(child -> child.effect().canGrant()).count();
    if (count < 1 || count > grantors) {
      throw new IllegalArgumentException(
          "count must be from 1 to the number of policies that can grant, "
              + grantors
              + ", got: "
              + count
              + " in '"
              + name
              + "'");
    }
    return new Combination<>(name, Op.AT_LEAST, count, children);
  }

  static <S, A, R, C> Policy<S, A, R, C> then(
      String name, Policy<S, A, R, C> first, Policy<S, A, R, C> second) {
    List<Child<S, A, R, C>> children = Child.read(name, List.of(first, second));
    if (!children.getFirst().effect().canGrant()) {
      throw new IllegalArgumentException(
          "policy must be able to grant to have one asked then, got: '" + first.name() + "'");
    }
    return new Combination<>(name, Op.THEN, 1, children);
  }

  static <S, A, R, C> Policy<S, A, R, C> not(String name, Policy<S, A, R, C> child) {
    return new Combination<>(name, Op.NOT, 1, Child.read(name, List.of(child)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Effect effect() {
    return effect;
  }

  Op op() {
    return op;
  }

  @Override
  public List<Policy<S, A, R, C>> children() {
    return children;
  }

  @Override
  public Effect effect(int child) {
    return effects.get(child);
  }

  @Override
  public Answer evaluate(Question<S, A, R, C> question) {
    @Nullable Answer @Nullable [] said =
        question.round().isTraced() ? new Answer[children.size()] : null;
    int result = walk(question, said);
    Verdicts possible = verdicts(result);
    boolean isPending = isPending(result);
    if (said != null) {
      return question.noted(Answer.combined(possible, isPending, said));
    }
    return question.noted(isPending ? Answer.pending(possible) : Answer.plain(possible));
  }

  /** Asks the children, and notes in {@code said}, if there is one, what each has answered. */
  int walk(Question<S, A, R, C> question, @Nullable Answer @Nullable [] said) {
    return switch (op) {
      case ANY_OF -> walkAny(question, said);
      case ALL_OF -> walkAll(question, said);
      case AT_LEAST -> walkAtLeast(question, said);
      case NOT -> {
        Answer child = ask(question, 0, said);
        yield packed(child.verdicts().negated(), child.isPending, 0);
      }
      case THEN -> walkThen(question, said);
    };
  }

  static Verdicts verdicts(int result) {
    return Verdicts.ofBits(result & Verdicts.ANY.bits);
  }

  /** Returns true if a fact is wanted, and its value may change the result. */
  static boolean isPending(int result) {
    return (result & PENDING) != 0;
  }

  /** Returns which child settled it; -1 if none did. */
  static int by(int result) {
    return (result >> BY) - 1;
  }

  private int walkAny(Question<S, A, R, C> question, @Nullable Answer @Nullable [] said) {
    Verdicts possible = Verdicts.ABSTAIN;
    boolean isPending = false;
    int by = -1;
    for (int i = 0; i < declared.length; i++) {
      if (i >= vetoers && possible == Verdicts.GRANT) {
        break;
      }
      Answer answer = ask(question, i, said);
      if (answer.bits == Verdicts.ABSTAIN.bits && !answer.isPending) {
        continue; // The most common answer, which changes nothing.
      }
      possible = possible.or(answer.verdicts());
      isPending |= answer.isPending;
      if (possible == Verdicts.VETO) {
        return packed(possible, false, i);
      }
      if (by < 0 && answer.bits == Verdicts.GRANT.bits) {
        by = i;
      }
    }
    return packed(possible, isPending, by);
  }

  private int walkAll(Question<S, A, R, C> question, @Nullable Answer @Nullable [] said) {
    Verdicts possible = Verdicts.GRANT;
    boolean isPending = false;
    for (int i = 0; i < declared.length; i++) {
      if (i >= vetoers && possible == Verdicts.ABSTAIN) {
        break;
      }
      Answer answer = ask(question, i, said);
      possible = possible.and(answer.verdicts());
      isPending |= answer.isPending;
      if (possible == Verdicts.VETO) {
        return packed(possible, false, i);
      }
    }
    return packed(possible, isPending, -1);
  }

  private int walkAtLeast(Question<S, A, R, C> question, @Nullable Answer @Nullable [] said) {
    int certain = 0;
    int possible = 0;
    boolean mayVeto = false;
    boolean isPending = false;
    for (int i = 0; i < declared.length; i++) {
      // Those that are left can only grant or have no say.
      int left = declared.length - i;
      if (i >= vetoers && !mayVeto && (certain >= count || possible + left < count)) {
        return packed(certain >= count ? Verdicts.GRANT : Verdicts.ABSTAIN, false, -1);
      }
      Answer answer = ask(question, i, said);
      if (answer.bits == Verdicts.VETO.bits) {
        return packed(Verdicts.VETO, false, i);
      }
      mayVeto |= Verdicts.mayVeto(answer.bits);
      certain += Verdicts.mustGrant(answer.bits);
      possible += Verdicts.mayGrant(answer.bits);
      isPending |= answer.isPending;
    }
    return packed(Verdicts.counted(count, certain, possible, mayVeto), isPending, -1);
  }

  private int walkThen(Question<S, A, R, C> question, @Nullable Answer @Nullable [] said) {
    Answer first = ask(question, 0, said);
    if (!first.verdicts().contains(Verdict.GRANT)) {
      return packed(first.verdicts(), first.isPending, -1);
    }
    if (first.isPending) {
      return packed(first.verdicts().then(declared[1]), true, -1);
    }
    Answer second = ask(question, 1, said);
    return packed(first.verdicts().then(second.verdicts()), second.isPending, -1);
  }

  @SuppressWarnings("unchecked") // Both arrays are filled from the children.
  private Answer ask(Question<S, A, R, C> question, int child, @Nullable Answer @Nullable [] said) {
    Conditional<S, A, R, C> simple = (Conditional<S, A, R, C>) quick[child];
    Answer answer = simple == null ? null : simple.quickly(question);
    if (answer == null) {
      answer = question.ask((Policy<S, A, R, C>) asked[child], declared[child]);
    }
    if (said != null) {
      said[child] = answer;
    }
    return answer;
  }

  private static int packed(Verdicts possible, boolean isPending, int by) {
    return possible.bits | (isPending && !possible.isCertain() ? PENDING : 0) | ((by + 1) << BY);
  }

  private static void notEmpty(String name, List<?> children) {
    if (children.isEmpty()) {
      throw new IllegalArgumentException("policies must not be none in '" + name + "'");
    }
  }

  private static Effect effectOf(Op op, int count, List<Effect> effects) {
    boolean canVeto = effects.stream().anyMatch(Effect::canVeto);
    long grantors = effects.stream().filter(Effect::canGrant).count();
    boolean canGrant =
        switch (op) {
          case NOT -> true;
          case THEN -> effects.getLast().canGrant();
          default -> grantors >= count;
        };
    return Effect.of(canGrant, canVeto);
  }
}
