package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** Stands behind a call of a JDK method that may return an object in another form. */
final class ReturnHook {

  private final String method;

  ReturnHook(String method) {
    this.method = method;
  }

  void returned(@Nullable Object result, @Nullable Object shown) {
    JdkObjects.returned(shown, method, result);
  }
}
