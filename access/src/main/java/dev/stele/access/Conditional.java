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
    if ((subject != null && !subject.test(question.subject()))
        || (action != null && !action.test(question.action()))
        || (resource != null && !resource.test(question.resource()))
        || (context != null && !context.test(question.context()))
        || (whole != null && !whole.test(question))) {
      return appliesNot;
    }
    return facts.isEmpty() ? applies : onFacts(question);
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
