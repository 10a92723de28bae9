package dev.stele.access;

/**
 * A policy that applies or does not, and has one verdict where it does.
 *
 * <p>Its two answers are made once: what it says does not differ from item to item.
 */
abstract class Fixed<S, A, R, C> implements Policy<S, A, R, C> {

  private final String name;
  private final Effect effect;
  final Answer applies;
  final Answer appliesNot;

  Fixed(String name, Effect effect, String whyApplies, String whyNot) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a policy must not be blank, got: '" + name + "'");
    }
    this.name = name;
    this.effect = effect;
    this.applies = Answer.because(effect.canVeto() ? Verdicts.VETO : Verdicts.GRANT, whyApplies);
    this.appliesNot = Answer.because(Verdicts.ABSTAIN, whyNot);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Effect effect() {
    return effect;
  }
}
