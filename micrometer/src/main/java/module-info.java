/** Meters of access and processes: decisions, loads of facts, workers and registries. */
@org.jspecify.annotations.NullMarked
module dev.stele.micrometer {
  requires transitive dev.stele.access;
  requires transitive dev.stele.process;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports dev.stele.micrometer;
}
