/** Work that outlives its worker: registry, leases, hub, awaiter, sink, worker. */
@org.jspecify.annotations.NullMarked
module dev.stele.process {
  requires transitive dev.stele.attach;
  requires transitive dev.stele.ground;
  requires transitive dev.stele.store;
  requires jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.stele.process;
}
