/** Runs real classes under every schedule: a certificate, or a failing schedule that replays. */
@org.jspecify.annotations.NullMarked
module dev.stele.explore {
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports dev.stele.explore;
}
