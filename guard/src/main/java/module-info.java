/**
 * Access, asked before a store is written or read, while a consumer is attached, and put on record.
 */
@org.jspecify.annotations.NullMarked
module dev.stele.guard {
  requires transitive dev.stele.access;
  requires transitive dev.stele.attach;
  requires transitive dev.stele.ground;
  requires transitive dev.stele.store;
  requires static transitive org.jspecify;

  exports dev.stele.guard;
}
