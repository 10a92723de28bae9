package dev.stele.trial;

/**
 * A plan does not fit the scenario: it names an operation that is not reached, or keeps a change
 * that is not there; or the scenario did something else than the last time.
 */
public final class UnreachedPlan extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnreachedPlan(String message) {
    super(message);
  }
}
