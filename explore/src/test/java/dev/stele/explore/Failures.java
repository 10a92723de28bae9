package dev.stele.explore;

/** What explorations found that have to fail. */
final class Failures {

  private Failures() {}

  static Finding of(Exploration.Result result) {
    return result
        .failure()
        .map(Exploration.Failure::finding)
        .orElseThrow(() -> new AssertionError("some schedule must fail, got: " + result));
  }
}
