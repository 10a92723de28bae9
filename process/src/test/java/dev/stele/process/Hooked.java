package dev.stele.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Registries and readers that a test looks at, or gets in the way of, as they are called. */
final class Hooked {

  private Hooked() {}

  /** What is done around a call. */
  @FunctionalInterface
  interface Hook {

    /** Makes the call, or something else. */
    Object around(Method method, Object[] arguments, Call call) throws Throwable;
  }

  /** The call itself. */
  @FunctionalInterface
  interface Call {

    /** Makes it. */
    Object make() throws Throwable;
  }

  /** Returns what passes all calls on, with something around each. */
  static <T> T around(Class<T> type, T inner, Hook hook) {
    Object proxy =
        Proxy.newProxyInstance(
            Hooked.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              return hook.around(method, given, () -> called(inner, method, given));
            });
    return type.cast(proxy);
  }

  private static Object called(Object inner, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Returns what does something before each call. */
  static <T> T before(Class<T> type, T inner, java.util.function.Consumer<Method> before) {
    return around(
        type,
        inner,
        (method, _, call) -> {
          before.accept(method);
          return call.make();
        });
  }
}
