/**
 * Makes the world lie, repeatably: a simulated disk, clock and chance, and hunts over their faults.
 */
@org.jspecify.annotations.NullMarked
module dev.stele.trial {
  requires transitive dev.stele.ground;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports dev.stele.trial;

  // The tests of the contract classes are package-private; JUnit calls them for heirs elsewhere.
  opens dev.stele.trial to
      org.junit.platform.commons;
}
