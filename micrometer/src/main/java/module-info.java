/** Meters of access: decisions counted, loads of facts timed. */
@org.jspecify.annotations.NullMarked
module dev.stele.micrometer {
  requires transitive dev.stele.access;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports dev.stele.micrometer;
}
