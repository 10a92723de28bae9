/** May this subject do this: composable policies over request-scoped facts, failing closed. */
@org.jspecify.annotations.NullMarked
module dev.stele.access {
  requires jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.stele.access;
}
