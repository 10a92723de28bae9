/**
 * Events that mean something: streams, versions, keys, conditions, causes, reads, cursors,
 * receipts.
 */
@org.jspecify.annotations.NullMarked
module dev.stele.store {
  requires transitive dev.stele.journal;
  requires transitive dev.stele.attach;
  requires dev.stele.index;
  requires jdk.jfr;
  requires static org.jspecify;

  exports dev.stele.store;
}
