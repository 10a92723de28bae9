package dev.stele.access;

import java.util.function.Function;

/** A policy as a user writes one, which counts how often it was asked. */
final class Written implements Policy<String, String, Integer, String> {

  static final Domain<String, String, Integer, String> NUMBERS = Domain.named("numbers");

  private final String name;
  private final Effect effect;
  private final Function<Question<String, String, Integer, String>, Answer> says;
  private int asked;

  private Written(
      String name,
      Effect effect,
      Function<Question<String, String, Integer, String>, Answer> says) {
    this.name = name;
    this.effect = effect;
    this.says = says;
  }

  static Written of(
      String name,
      Effect effect,
      Function<Question<String, String, Integer, String>, Answer> says) {
    return new Written(name, effect, says);
  }

  static Written grants(String name) {
    return of(name, Effect.ALLOW, question -> question.grant("always"));
  }

  static Written abstains(String name) {
    return of(name, Effect.ALLOW, question -> question.abstain("never"));
  }

  static Written vetoes(String name) {
    return of(name, Effect.FORBID, question -> question.veto("never"));
  }

  static Written isSilent(String name) {
    return of(name, Effect.FORBID, question -> question.abstain("nothing against it"));
  }

  /** Returns a policy that grants what the fact names. */
  static Written asks(String name, Effect effect, FactType<Integer, Verdict> type) {
    return of(
        name,
        effect,
        question ->
            switch (question.fact(type, question.resource()).orElse(Verdict.ABSTAIN)) {
              case GRANT -> question.grant("it says so");
              case ABSTAIN -> question.abstain("it says nothing");
              case VETO -> question.veto("it says no");
            });
  }

  @SafeVarargs
  static Checker<String, String, Integer, String> checker(
      Policy<String, String, Integer, String>... policies) {
    Checker.Builder<String, String, Integer, String> builder = NUMBERS.checker("numbers");
    for (Policy<String, String, Integer, String> policy : policies) {
      builder.add(policy);
    }
    return builder.build();
  }

  static Bound<String, String, Integer, String> bound(
      Facts facts, Checker<String, String, Integer, String> checker) {
    return checker.bind(facts.session(), "alice", "read", "");
  }

  int asked() {
    return asked;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Effect effect() {
    return effect;
  }

  @Override
  public Answer evaluate(Question<String, String, Integer, String> question) {
    asked++;
    return says.apply(question);
  }
}
