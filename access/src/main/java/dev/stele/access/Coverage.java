package dev.stele.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts, for each policy, how often it mattered: a test suite that leaves one without a decision
 * does not test it.
 *
 * <p>Added to checkers as a watch; it wants traces, so it is for tests. Policies inside others
 * count too, and are named by their way from the checker: {@code documents > owner or reader >
 * owner}. Which there are is known from the first decision on. Safe for any thread.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class Coverage<S, A, R, C> implements Watch<S, A, R, C> {

  /*
   * A policy decided if what it is part of did, and it said the same; inside a negation, whatever
   * it said. The first of a sequence, which only lets the second be asked, decided with it if both
   * grant.
   */

  /**
   * How often a policy mattered.
   *
   * @param asked how often it was asked
   * @param said how often it was certain to grant or to veto
   * @param decided how often what it said became the decision
   */
  public record Count(long asked, long said, long decided) {

    private Count plus(Count other) {
      return new Count(asked + other.asked, said + other.said, decided + other.decided);
    }
  }

  /** Guarded by itself. */
  private final Map<String, Count> counts = new TreeMap<>();

  /** Makes one that has counted nothing. */
  public Coverage() {}

  @Override
  public boolean wantsTraces() {
    return true;
  }

  @Override
  public void decided(List<Decided<S, A, R, C>> decided) {
    synchronized (counts) {
      for (Decided<S, A, R, C> one : decided) {
        Trace root = one.decision().trace().orElseThrow();
        countChildren(root, root.policy(), isDecided(one.decision()));
      }
    }
  }

  private static boolean isDecided(Decision decision) {
    return switch (decision) {
      case Decision.Granted _ -> true;
      case Decision.Denied denied -> denied.cause() == Decision.Cause.VETO;
    };
  }

  /** Returns what was counted, by the way to the policy. */
  public Map<String, Count> counts() {
    synchronized (counts) {
      return Collections.unmodifiableMap(new TreeMap<>(counts));
    }
  }

  /** Returns the policies that were never asked. */
  public List<String> neverAsked() {
    return those(count -> count.asked() == 0);
  }

  /** Returns the policies that never granted and never vetoed, those never asked among them. */
  public List<String> neverSaid() {
    return those(count -> count.said() == 0);
  }

  /**
   * Returns the policies that never decided anything, those that never said anything among them.
   */
  public List<String> neverDecided() {
    return those(count -> count.decided() == 0);
  }

  /**
   * Asserts that there was a decision, and that each policy decided one.
   *
   * @throws AssertionError if not, with the counts of all
   */
  public void assertEachDecided() {
    List<String> never = neverDecided();
    if (counts().isEmpty() || !never.isEmpty()) {
      throw new AssertionError(
          "each policy must decide something, got: never " + never + "\n" + format());
    }
  }

  /** Returns a line for each policy: its counts, and the way to it. */
  public String format() {
    StringBuilder text = new StringBuilder("asked said decided policy\n");
    counts()
        .forEach((policy, count) ->
            text.append(String.valueOf(count.asked()))
                .append(' ')
                .append(count.said())
                .append(' ')
                .append(count.decided())
                .append(' ')
                .append(policy)
                .append('\n'));
    return text.toString();
  }

  @Override
  public String toString() {
    return format();
  }

  private List<String> those(Predicate<Count> holds) {
    List<String> names = new ArrayList<>();
    counts()
        .forEach((policy, count) -> {
          if (holds.test(count)) {
            names.add(policy);
          }
        });
    return names;
  }

  private void countChildren(Trace parent, String way, boolean isDecidedByParent) {
    boolean isNegation = parent.op() == Combination.Op.NOT;
    for (Trace child : parent.children()) {
      boolean isAnswered = child.wasAsked() && !child.wasLeft() && child.verdicts().isCertain();
      boolean hasDecided =
          isDecidedByParent && isAnswered && (isNegation || child.verdicts() == parent.verdicts());
      boolean hasSaid = isAnswered && child.verdicts() != Verdicts.ABSTAIN;
      String name = way + " > " + child.policy();
      Count one = new Count(child.wasAsked() ? 1 : 0, hasSaid ? 1 : 0, hasDecided ? 1 : 0);
      counts.merge(name, one, Count::plus);
      countChildren(child, name, hasDecided);
    }
  }
}
