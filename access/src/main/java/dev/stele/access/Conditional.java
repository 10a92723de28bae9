package dev.stele.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A policy that applies where all its conditions hold. */
final class Conditional<S, A, R, C> extends Fixed<S, A, R, C> {

  private final Optional<Rule> rule;
  private final @Nullable Predicate<S> subject;
  private final @Nullable Predicate<A> action;
  private final @Nullable Predicate<R> resource;
  private final @Nullable Predicate<C> context;
  private final @Nullable Predicate<Question<S, A, R, C>> whole;
  private final List<Conditions.OnFact<S, A, R, C, ?, ?>> facts;

  Conditional(Conditions<S, A, R, C> conditions, Effect effect) {
    super(conditions.name, effect, "all its conditions hold", "not all its conditions hold");
    this.rule = conditions.rule;
    this.subject = conditions.subject;
    this.action = conditions.action;
    this.resource = conditions.resource;
    this.context = conditions.context;
    this.whole = conditions.question;
    this.facts = List.copyOf(conditions.facts);
  }

  @Override
  public Optional<Rule> rule() {
    return rule;
  }

  @Override
  public Answer evaluate(Question<S, A, R, C> question) {
    if (!holds(question)) {
      return appliesNot;
    }
    return facts.isEmpty() ? applies : onFacts(question);
  }

  /** Returns true if it wants no facts by itself, so that it can be asked {@link #quickly}. */
  boolean isQuick() {
    return facts.isEmpty();
  }

  /**
   * Answers without what {@link Question#ask} does around every policy, which costs more than a
   * condition does: half of a check of 16 policies. What this says needs no holding to anything.
   *
   * @return nothing if it is to be asked in the ordinary way: it wants facts, or failed
   */
  @Nullable Answer quickly(Question<S, A, R, C> question) {
    if (question.isTouched()) {
      return null;
    }
    try {
      boolean holds = holds(question);
      if (!question.isTouched()) {
        return holds ? applies : appliesNot;
      }
    } catch (RuntimeException | StackOverflowError _) {
      // It throws again when it is asked in the ordinary way, which says what.
    }
    question.forget();
    return null;
  }

  private boolean holds(Question<S, A, R, C> question) {
    return !((subject != null && !subject.test(question.subject()))
        || (action != null && !action.test(question.action()))
        || (resource != null && !resource.test(question.resource()))
        || (context != null && !context.test(question.context()))
        || (whole != null && !whole.test(question)));
  }

  /**
   * All facts are looked for, so that what is not known is loaded at once, unless one settles it.
   */
  private Answer onFacts(Question<S, A, R, C> question) {
    int mark = question.round().mark();
    for (Conditions.OnFact<S, A, R, C, ?, ?> one : facts) {
      if (!mayHold(question, one)) {
        question.settle(mark);
        return appliesNot;
      }
    }
    return applies;
  }

  /** What is open, the question remembers: it then takes no answer but that it is open. */
  private static <S, A, R, C, K, V> boolean mayHold(
      Question<S, A, R, C> question, Conditions.OnFact<S, A, R, C, K, V> one) {
    return switch (question.find(one.type(), one.key().apply(question))) {
      case null -> true;
      case Fact.Found<V>(V value) -> one.holds().test(question, value);
      case Fact.Missing<V> _ -> false;
      case Fact.Failed<V>(FactError error) -> {
        question.fail(error);
        yield true;
      }
    };
  }
}
