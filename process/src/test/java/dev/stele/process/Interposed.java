package dev.stele.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A registry before which something stands that sees each call, and may do something about it. */
final class Interposed {

  /** What stands there. */
  @FunctionalInterface
  interface Between {
    /** Before a call; what it throws is what the call throws. */
    void before(String call);

    /** After a call that has returned. */
    default void after(String call) {}
  }

  private Interposed() {}

  static Registry of(Registry inner, Between between) {
    return (Registry)
        Proxy.newProxyInstance(
            Registry.class.getClassLoader(),
            new Class<?>[] {Registry.class},
            (_, method, arguments) -> call(inner, between, method, arguments));
  }

  private static @Nullable Object call(
      Registry inner, Between between, Method method, Object @Nullable [] arguments)
      throws Throwable {
    between.before(method.getName());
    try {
      Object result = method.invoke(inner, arguments);
      between.after(method.getName());
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
