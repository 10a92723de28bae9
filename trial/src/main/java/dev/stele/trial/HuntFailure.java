package dev.stele.trial;

import java.util.List;

/** A hunt found a history in which a scenario breaks a promise. */
public final class HuntFailure extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient FaultPlan plan;

  HuntFailure(String name, FaultPlan plan, FaultPlan found, List<String> story, Throwable cause) {
    super(message(name, plan, found, story, cause), cause);
    this.plan = plan;
  }

  /** Returns the smallest plan found that breaks the promise; {@link CrashHunt#replay} takes it. */
  public FaultPlan plan() {
    return plan;
  }

  private static String message(
      String name, FaultPlan plan, FaultPlan found, List<String> story, Throwable cause) {
    StringBuilder text = new StringBuilder();
    text.append(name).append(" breaks its promise: ").append(cause).append('\n');
    text.append("  plan:   ").append(plan).append('\n');
    if (!plan.equals(found)) {
      text.append("  found:  ").append(found).append('\n');
    }
    text.append("  replay: -D").append(CrashHunt.PLAN_PROPERTY).append('.').append(name);
    text.append("='").append(plan).append("'\n");
    story.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }
}
