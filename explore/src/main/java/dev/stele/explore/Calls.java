package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of calls of the JDK's methods before they are made. */
final class Calls {

  private Calls() {}

  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Returns the model of a method for a type, if that has one. It takes the site last. */
  static Optional<MethodHandle> model(Class<?> type, JdkMethod method) {
    return ModelTable.find(type, method.name(), method.typeFor(type));
  }

  /** The types that may have a model of a method, as far as the call shows. */
  static List<Class<?>> registeredFor(JdkMethod method) {
    List<Class<?>> types = new ArrayList<>(CallHook.registered(method.owner()));
    if (ModelTable.isRegistered(Object.class)) {
      types.add(Object.class);
    }
    return types;
  }

  static String notModelled(String type, String method) {
    return type
        + "."
        + method
        + " is not modelled: keep it out of the model, or put what it does behind a class of"
        + " your own that the model replaces";
  }

  /** Tells whether objects of a type may turn out to be of a class that has a model. */
  static boolean mayBeModelled(Class<?> type) {
    for (Class<?> registered : ModelTable.types()) {
      if (registered != Object.class
          && (registered.isAssignableFrom(type) || type.isAssignableFrom(registered))) {
        return true;
      }
    }
    return false;
  }
}
