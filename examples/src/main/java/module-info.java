/** Small programs, each named by the need it meets. */
@org.jspecify.annotations.NullMarked
module dev.stele.examples {
  requires dev.stele.access;
  requires dev.stele.attach;
  requires dev.stele.codec;
  requires dev.stele.explore;
  requires dev.stele.guard;
  requires dev.stele.process;
  requires dev.stele.store;
  requires dev.stele.trial;
  requires java.net.http;
  requires jdk.httpserver;
  requires transitive dev.stele.ground;
  requires static org.jspecify;

  exports dev.stele.examples;

  // Jackson makes the records of TypedPayloads.
  opens dev.stele.examples to
      tools.jackson.databind;
}
