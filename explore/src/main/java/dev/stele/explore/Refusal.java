package dev.stele.explore;

/** Stands before what this does not know how to explore. */
final class Refusal {

  private final String what;
  private final Site site;

  Refusal(String what, Site site) {
    this.what = what;
    this.site = site;
  }

  @SuppressWarnings("DoNotCallSuggester") // Only woven code calls it.
  void refuse() {
    throw of(what, site);
  }

  /** Ends the execution, since the model met something that is not supported. */
  static Error of(String what, Site site) {
    return Execution.current()
        .fail(
            Finding.of(
                ExploreError.Kind.UNSUPPORTED,
                what,
                "met at " + site,
                "keep it out of the model: let the class take it behind an interface, and give the"
                    + " model a simple one"));
  }
}
