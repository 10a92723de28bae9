package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** Stands behind a call of a JDK method that may return an object in another form. */
final class ReturnHook {

  private final String method;

  ReturnHook(String method) {
    this.method = method;
  }

  /** What a static initialiser makes is an object of its own: it is there before the tasks are. */
  void returned(@Nullable Object result, @Nullable Object shown) {
    if (!SetUp.isOn()) {
      JdkObjects.returned(shown, method, result);
    }
  }
}
