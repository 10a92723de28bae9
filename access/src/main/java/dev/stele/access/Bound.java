package dev.stele.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A checker with everything bound but the resource: who wants to do what, in which circumstances.
 *
 * <p>One item or many take the same way: each policy is asked about each item that is undecided,
 * what facts they want is loaded together, and those that waited for it are asked again. So ten
 * thousand items whose policies want one fact each make one load. Safe for any thread; facts wait
 * for their sources, as {@link Session} says.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class Bound<S, A, R, C> {

  /** A policy that wants new facts however often it is given some is left at this. */
  private static final int MOST_ROUNDS = 1_000;

  private final Checker<S, A, R, C> checker;
  private final Session session;
  private final S subject;
  private final A action;
  private final C context;
  private final boolean isTraced;

  Bound(
      Checker<S, A, R, C> checker,
      Session session,
      S subject,
      A action,
      C context,
      boolean isTraced) {
    this.checker = checker;
    this.session = session;
    this.subject = subject;
    this.action = action;
    this.context = context;
    this.isTraced = isTraced;
  }

  /** Returns the same with decisions that carry their traces. */
  public Bound<S, A, R, C> traced() {
    return new Bound<>(checker, session, subject, action, context, true);
  }

  /** Returns true if it may be done to this resource. */
  public boolean allows(R resource) {
    return check(resource).isGranted();
  }

  /** Returns whether it may be done to this resource. */
  public Decision check(R resource) {
    Question<S, A, R, C> question = question();
    question.about(resource);
    Decision decision = checker.decide(question);
    if (decision == null) {
      question.round().load();
      decision = decideAll(question, Collections.singletonList(resource)).getFirst();
    }
    DecisionEvent.tell(checker.name(), decision);
    if (!checker.watches().isEmpty()) {
      tell(Collections.singletonList(resource), List.of(decision));
    }
    return decision;
  }

  /** Returns whether it may be done to each of these, in their order. */
  public List<Decision> evaluate(List<? extends R> resources) {
    return evaluateBy(resources, Function.identity());
  }

  /** Returns whether it may be done to the resource of each row, in their order. */
  public <T> List<Decision> evaluateBy(
      List<? extends T> rows, Function<? super T, ? extends R> resourceOf) {
    if (rows.size() <= checker.maxBatch()) {
      return Collections.unmodifiableList(evaluateTurn(rows, resourceOf));
    }
    List<Decision> decisions = new ArrayList<>(rows.size());
    for (int from = 0; from < rows.size(); from += checker.maxBatch()) {
      int to = Math.min(rows.size(), from + checker.maxBatch());
      decisions.addAll(evaluateTurn(rows.subList(from, to), resourceOf));
    }
    return Collections.unmodifiableList(decisions);
  }

  private <T> List<Decision> evaluateTurn(
      List<? extends T> rows, Function<? super T, ? extends R> resourceOf) {
    List<R> resources = new ArrayList<>(rows.size());
    for (T row : rows) {
      resources.add(resourceOf.apply(row));
    }
    List<Decision> decisions = decideAll(question(), resources);
    for (Decision decision : decisions) {
      DecisionEvent.tell(checker.name(), decision);
    }
    if (!checker.watches().isEmpty()) {
      tell(resources, decisions);
    }
    return decisions;
  }

  /** Returns those of these to which it may be done, in their order. */
  public <T extends R> List<T> filter(List<T> resources) {
    return filterBy(resources, Function.identity());
  }

  /** Returns the rows to whose resource it may be done, in their order. */
  public <T> List<T> filterBy(List<T> rows, Function<? super T, ? extends R> resourceOf) {
    List<Decision> decisions = evaluateBy(rows, resourceOf);
    List<T> granted = new ArrayList<>();
    for (int i = 0; i < decisions.size(); i++) {
      if (decisions.get(i).isGranted()) {
        granted.add(rows.get(i));
      }
    }
    return granted;
  }

  /**
   * Returns one page of a list: the candidates that a lookup names behind a cursor, fetched, and
   * filtered by all policies.
   *
   * @param limit how many candidates it is made of, at most; granted may be fewer, or none
   * @throws AccessException.Paging if lookup or hydrator fail or break their contract
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public <I> Page<R> page(
      Lookup<? super S, ? super A, ? super C, I> lookup,
      Hydrator<I, ? extends R> hydrator,
      LookupCursor from,
      int limit) {
    return new Pager<>(this, lookup, hydrator).page(from, checked(limit));
  }

  /**
   * Returns all pages of a list, from a cursor on, each of at most so many candidates.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public <I> Listing<R> list(
      Lookup<? super S, ? super A, ? super C, I> lookup,
      Hydrator<I, ? extends R> hydrator,
      LookupCursor from,
      int limit) {
    return new Listing<>(new Pager<>(this, lookup, hydrator), from, checked(limit));
  }

  private static int checked(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit of a page must be >= 1, got: " + limit);
    }
    return limit;
  }

  S subject() {
    return subject;
  }

  A action() {
    return action;
  }

  C context() {
    return context;
  }

  private Question<S, A, R, C> question() {
    return new Question<>(subject, action, context, new Round(session, isTraced));
  }

  private List<Decision> decideAll(Question<S, A, R, C> question, List<? extends R> resources) {
    @Nullable Decision[] decisions = new Decision[resources.size()];
    int[] undecided = new int[resources.size()];
    Arrays.setAll(undecided, i -> i);
    int count = undecided.length;
    question.round().expect(count);
    for (int rounds = 0; count > 0; rounds++) {
      if (rounds > 0) {
        question.round().load();
      }
      int left = 0;
      for (int i = 0; i < count; i++) {
        int item = undecided[i];
        question.about(resources.get(item));
        decisions[item] = decide(question, rounds);
        if (decisions[item] == null) {
          undecided[left++] = item;
        }
      }
      count = left;
    }
    return decided(decisions);
  }

  /** Not copied: with ten thousand items it shows. */
  @SuppressWarnings("NullAway") // The loop ends when none is undecided.
  private static List<Decision> decided(@Nullable Decision[] decisions) {
    return Arrays.asList(decisions);
  }

  private @Nullable Decision decide(Question<S, A, R, C> question, int rounds) {
    int mark = question.round().mark();
    Decision decision =
        rounds == MOST_ROUNDS ? checker.decideAsItIs(question) : checker.decide(question);
    if (decision != null) {
      question.round().backTo(mark);
    }
    return decision;
  }

  private void tell(List<? extends R> resources, List<Decision> decisions) {
    List<Watch.Decided<S, A, R, C>> decided = new ArrayList<>(decisions.size());
    for (int i = 0; i < decisions.size(); i++) {
      decided.add(
          new Watch.Decided<>(
              checker.name(), subject, action, resources.get(i), context, decisions.get(i)));
    }
    for (Watch<S, A, R, C> watch : checker.watches()) {
      try {
        watch.decided(Collections.unmodifiableList(decided));
      } catch (RuntimeException failure) {
        throw new AccessException.Unreported(checker.name(), failure);
      }
    }
  }
}
