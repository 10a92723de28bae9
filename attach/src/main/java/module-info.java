/** Snapshot, then every later item: no gap, no repeat, and the wrong order does not compile. */
@org.jspecify.annotations.NullMarked
module dev.stele.attach {
  requires transitive dev.stele.ground;
  requires static transitive org.jspecify;

  exports dev.stele.attach;
}
