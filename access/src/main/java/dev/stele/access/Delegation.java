package dev.stele.access;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A policy that says what the policies of another domain say. */
final class Delegation<S, A, R, C, T, B, Q, D> implements Combines<S, A, R, C> {

  /*
   * The other question shares this one's round: what either wants is loaded together, and both see
   * one time. Its pending state is its own, and comes back in the answer.
   */

  private final String name;
  private final Combination<T, B, Q, D> root;
  private final Function<? super S, ? extends T> subject;
  private final Function<? super A, ? extends B> action;
  private final Function<? super R, ? extends Q> resource;
  private final Function<? super C, ? extends D> context;

  Delegation(
      String name,
      Combination<T, B, Q, D> root,
      Function<? super S, ? extends T> subject,
      Function<? super A, ? extends B> action,
      Function<? super R, ? extends Q> resource,
      Function<? super C, ? extends D> context) {
    this.name = name;
    this.root = root;
    this.subject = subject;
    this.action = action;
    this.resource = resource;
    this.context = context;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Effect effect() {
    return root.effect();
  }

  @Override
  public List<Policy<T, B, Q, D>> children() {
    return List.of(root);
  }

  @Override
  public Effect effect(int child) {
    return root.effect();
  }

  @Override
  public Answer evaluate(Question<S, A, R, C> question) {
    Question<T, B, Q, D> other =
        new Question<>(
            subject.apply(question.subject()),
            action.apply(question.action()),
            context.apply(question.context()),
            question.round());
    other.about(resource.apply(question.resource()));
    Answer said = other.ask(root, root.effect().verdicts());
    return question.noted(
        question.round().isTraced()
            ? Answer.combined(said.verdicts(), said.isPending, new @Nullable Answer[] {said})
            : said);
  }
}
