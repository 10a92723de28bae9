/** Access, asked in the shapes of OpenID AuthZEN's Authorization API 1.0. */
@org.jspecify.annotations.NullMarked
module dev.stele.authzen {
  requires transitive dev.stele.access;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.stele.authzen;
}
