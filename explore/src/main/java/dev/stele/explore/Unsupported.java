package dev.stele.explore;

/** Refuses what is not explored. */
final class Unsupported {

  private Unsupported() {}

  /** Ends the execution as failed; what is returned unwinds the task. */
  static Error found(String what, Site site, String advice) {
    return Execution.current()
        .fail(
            Finding.of(
                ExploreError.Kind.UNSUPPORTED,
                "this does not know how to explore " + what,
                "met at " + site,
                advice));
  }

  /** Refuses a JDK object that stands behind an interface and that nothing stands for. */
  static void refuseOfJdk(Object object, String call, Site site) {
    if (object.getClass().getClassLoader() == null) {
      throw found(
          call + " of " + object.getClass().getName(),
          site,
          "let the model use a type that is explored, or a class of its own");
    }
  }
}
