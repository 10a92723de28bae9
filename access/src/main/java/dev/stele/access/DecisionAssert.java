package dev.stele.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asserts something of a decision, in tests of policies: what does not hold is an {@link
 * AssertionError} with the trace in its message.
 *
 * <p>What is said of policies and facts needs a decision with a trace: {@link Bound#traced}.
 * Policies are found by name, however deep; of several of one name, one is enough.
 */
public final class DecisionAssert {

  private final Decision decision;

  private DecisionAssert(Decision decision) {
    this.decision = decision;
  }

  /** Begins to say what must hold of a decision. */
  public static DecisionAssert that(Decision decision) {
    return new DecisionAssert(decision);
  }

  /** It must be granted. */
  public DecisionAssert isGranted() {
    return must(decision.isGranted(), "be granted");
  }

  /** It must be granted, by this policy of the checker. */
  public DecisionAssert isGrantedBy(String policy) {
    boolean holds = decision instanceof Decision.Granted granted && granted.by().equals(policy);
    return must(holds, "be granted by '" + policy + "'");
  }

  /** It must be denied. */
  public DecisionAssert isDenied() {
    return must(!decision.isGranted(), "be denied");
  }

  /** It must be denied, for this kind of reason. */
  public DecisionAssert isDeniedFor(Decision.Cause cause) {
    boolean holds = decision instanceof Decision.Denied denied && denied.cause() == cause;
    return must(holds, "be denied for " + cause);
  }

  /** It must be denied, by the veto of this policy of the checker. */
  public DecisionAssert isVetoedBy(String policy) {
    boolean holds =
        decision instanceof Decision.Denied denied && denied.by().equals(Optional.of(policy));
    return must(holds, "be vetoed by '" + policy + "'");
  }

  /** A policy must have been asked, and be certain of this verdict. */
  public DecisionAssert says(String policy, Verdict verdict) {
    return must(
        any(policy, one -> isAnswered(one) && one.verdicts() == Verdicts.of(verdict)),
        "have '" + policy + "' say " + verdict.name().toLowerCase(Locale.ROOT));
  }

  /** A policy must have been asked, and not have been able to tell. */
  public DecisionAssert cannotTell(String policy) {
    return must(
        any(policy, one -> isAnswered(one) && !one.verdicts().isCertain()),
        "have '" + policy + "' not be able to tell");
  }

  /** A policy must have given a reason in which this text stands. */
  public DecisionAssert says(String policy, String reason) {
    return must(
        any(policy, one -> one.reason().filter(why -> why.contains(reason)).isPresent()),
        "have '" + policy + "' say why: '" + reason + "'");
  }

  /** A policy must have been asked. */
  public DecisionAssert asked(String policy) {
    return must(any(policy, Trace::wasAsked), "have asked '" + policy + "'");
  }

  /** A policy must be there, and not have been asked. */
  public DecisionAssert didNotAsk(String policy) {
    boolean holds = !any(policy, Trace::wasAsked) && any(policy, one -> !one.wasAsked());
    return must(holds, "not have asked '" + policy + "'");
  }

  /** A policy must have asked for a fact, and been told. */
  public DecisionAssert used(String policy, FactType<?, ?> fact) {
    return must(
        any(policy, one -> one.facts().stream().anyMatch(use -> use.fact().equals(fact.name()))),
        "have '" + policy + "' use fact '" + fact.name() + "'");
  }

  /** No policy must have asked for a fact and been told. */
  public DecisionAssert usedNo(FactType<?, ?> fact) {
    List<Trace> all = new ArrayList<>();
    collect(trace(), all);
    boolean holds =
        all.stream()
            .flatMap(one -> one.facts().stream())
            .noneMatch(use -> use.fact().equals(fact.name()));
    return must(holds, "not use fact '" + fact.name() + "'");
  }

  private static boolean isAnswered(Trace trace) {
    return trace.wasAsked() && !trace.wasLeft();
  }

  private boolean any(String policy, Predicate<Trace> holds) {
    List<Trace> all = new ArrayList<>();
    collect(trace(), all);
    return all.stream().anyMatch(one -> one.policy().equals(policy) && holds.test(one));
  }

  private Trace trace() {
    return decision
        .trace()
        .orElseThrow(
            () -> new AssertionError("decision must have a trace, got: " + decision.summary()));
  }

  private static void collect(Trace trace, List<Trace> all) {
    all.add(trace);
    for (Trace child : trace.children()) {
      collect(child, all);
    }
  }

  private DecisionAssert must(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(
          "decision must "
              + what
              + ", got: "
              + decision.summary()
              + decision.trace().map(trace -> "\n" + trace.format()).orElse(""));
    }
    return this;
  }
}
