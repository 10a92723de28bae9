package dev.stele.explore;

/** Stub: belongs to V. */
final class JdkObjects {
  private JdkObjects() {}

  static void before(Object receiver, String owner, String method, Site site) {}
}
