package dev.stele.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision came out as it did: each policy, what it said, and the facts it asked for.
 *
 * <p>A tree whose root is the checker, its children the policies in the order in which they are
 * asked, those that may veto first. Immutable; what it says is put into words when it is read.
 */
public final class Trace {

  private final Policy<?, ?, ?, ?> policy;
  private final Effect effect;
  private final @Nullable Answer answer;

  Trace(Policy<?, ?, ?, ?> policy, Effect effect, @Nullable Answer answer) {
    this.policy = policy;
    this.effect = effect;
    this.answer = answer;
  }

  /** Returns how its children make what it says; nothing if it has none of its own. */
  Combination.@Nullable Op op() {
    return policy instanceof Combination<?, ?, ?, ?> combination ? combination.op() : null;
  }

  /** Returns the policy's name; the checker's at the root. */
  public String policy() {
    return policy.name();
  }

  /** Returns the policy's effect, as it was declared when the checker was made. */
  public Effect effect() {
    return effect;
  }

  /** Returns what telemetry knows of the rule. */
  public Optional<Rule> rule() {
    return policy.rule();
  }

  /** Returns true if the policy was asked: it is not if others had settled the decision. */
  public boolean wasAsked() {
    return answer != null;
  }

  /**
   * Returns true if it was asked and left at a fact that was then not loaded, since others had
   * settled the decision.
   */
  public boolean wasLeft() {
    return answer != null && answer.isPending;
  }

  /** Returns the verdicts that it left possible; what its effect allows if it was not asked. */
  public Verdicts verdicts() {
    return answer == null ? effect.verdicts() : answer.verdicts();
  }

  /** Returns why, if it said. */
  public Optional<String> reason() {
    return answer == null ? Optional.empty() : answer.reason();
  }

  /** Returns the facts that it asked for and was told, in that order. */
  public List<FactUse> facts() {
    return answer == null ? List.of() : answer.facts();
  }

  /** Returns what it is made of. */
  public List<Trace> children() {
    if (!(policy instanceof Combines<?, ?, ?, ?> whole)) {
      return List.of();
    }
    List<Trace> traces = new ArrayList<>();
    @Nullable Answer @Nullable [] said = answer == null ? null : answer.children;
    int i = 0;
    for (Policy<?, ?, ?, ?> child : whole.children()) {
      traces.add(new Trace(child, whole.effect(i), said == null ? null : said[i]));
      i++;
    }
    return traces;
  }

  /** Returns the tree as text: a line a policy, indented by two, then a line for each fact. */
  public String format() {
    StringBuilder text = new StringBuilder();
    format(text, "");
    return text.toString();
  }

  private void format(StringBuilder text, String indent) {
    text.append(indent).append(policy()).append(": ").append(said());
    reason().ifPresent(why -> text.append(" (").append(why).append(')'));
    text.append('\n');
    for (FactUse use : facts()) {
      text.append(indent)
          .append("  ? ")
          .append(use)
          .append(" since ")
          .append(use.at())
          .append('\n');
    }
    for (Trace child : children()) {
      child.format(text, indent + "  ");
    }
  }

  private String said() {
    if (answer == null) {
      return "not asked";
    }
    return wasLeft() ? "not needed" : verdicts().toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return format();
  }
}
