package dev.stele.trial;

import java.util.List;

/** A scenario broke a promise, or failed though the disk did not. Never leaves the room. */
final class Violation extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FaultPlan plan;
  private final transient List<SimStep> steps;

  /**
   * Makes a violation.
   *
   * @param plan what went wrong until then
   * @param steps what the disk was asked for in the stage that broke the promise
   */
  Violation(FaultPlan plan, List<SimStep> steps, Throwable cause) {
    super(cause);
    this.plan = plan;
    this.steps = steps;
  }

  List<SimStep> steps() {
    return steps;
  }

  FaultPlan plan() {
    return plan;
  }

  Throwable broken() {
    return getCause() == null ? this : getCause();
  }
}
