/** Small programs, each named by the need it meets. */
@org.jspecify.annotations.NullMarked
module dev.stele.examples {
  requires transitive dev.stele.ground;
  requires dev.stele.trial;
  requires static org.jspecify;

  exports dev.stele.examples;
}
