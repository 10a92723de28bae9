/** Access, asked where Spring Security asks. */
@org.jspecify.annotations.NullMarked
module dev.stele.spring {
  requires transitive dev.stele.access;
  requires transitive spring.security.core;
  requires static org.jspecify;

  exports dev.stele.spring;
}
