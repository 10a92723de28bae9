package dev.stele.explore;

/** The model does not do the same under the same schedule. */
final class Divergence extends Error {

  private static final long serialVersionUID = 1;

  Divergence(String what, long expected, long found) {
    super(what + " expected " + expected + ", found " + found);
  }

  Divergence(String what) {
    super(what);
  }

  Finding finding() {
    return Finding.of(
        ExploreError.Kind.DIVERGED,
        "the model did not do the same again: " + getMessage(),
        "it must depend on nothing but its schedule: no clocks, dice, addresses, statics");
  }
}
