package dev.stele.explore;

/** Explores models for tests of the weaving. */
final class WovenRuns {

  private static final Execution.Limits LIMITS = new Execution.Limits(10_000, 2, false);

  private WovenRuns() {}

  static Exploration.Result explore(Explorer.Model model) {
    return explore(WovenModel.of(model));
  }

  static Exploration.Result explore(WovenModel woven) {
    try (BackEnd backEnd =
        JdkInternals.continuations()
            .<BackEnd>map(BackEnds.OnContinuations::new)
            .orElseGet(BackEnds.OnThreads::platform)) {
      return new Exploration(woven.body(), backEnd, LIMITS).explore(new ReducedSearch(), 10_000);
    }
  }
}
