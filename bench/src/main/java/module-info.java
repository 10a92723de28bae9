/** Questions about speed, answered in numbers. */
@org.jspecify.annotations.NullMarked
module dev.stele.bench {
  requires dev.stele.ground;
  requires dev.stele.trial;
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;

  exports dev.stele.bench;
}
