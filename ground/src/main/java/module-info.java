/** The only place that touches the outside: disk, clock and entropy, each behind a narrow seam. */
@org.jspecify.annotations.NullMarked
module dev.stele.ground {
  requires static org.jspecify;

  exports dev.stele.ground;
}
