package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.Set;

/** What is known of calls of the JDK's methods before they are made. */
final class Calls {

  private static final Set<Class<?>> MODELLED = ModelTable.types();

  private static final ClassValue<Boolean> MAY_BE_MODELLED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return MODELLED.stream()
              .anyMatch(modelled ->
                  modelled != Object.class
                      && (modelled.isAssignableFrom(type) || type.isAssignableFrom(modelled)));
        }
      };

  private Calls() {}

  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }

  /** Tells whether objects of a class are made by a model, to stand for those of the JDK. */
  static boolean isOfModel(Class<?> type) {
    return Calls.class.getClassLoader().equals(type.getClassLoader())
        && type.getPackageName().equals(Calls.class.getPackageName());
  }

  /** Tells whether a type has a model. */
  static boolean isRegistered(Class<?> type) {
    return ModelTable.contains(type);
  }

  /** Returns the model of a method for a type, if that has one. It takes the site last. */
  static Optional<MethodHandle> model(Class<?> type, JdkMethod method) {
    return type == VarHandle.class
        ? fence(method)
        : ModelTable.find(type, method.name(), method.typeFor(type));
  }

  private static Optional<MethodHandle> fence(JdkMethod method) {
    try {
      return Optional.of(
          MethodHandles.lookup()
              .findStatic(
                  VarHandleModel.class,
                  method.name(),
                  method.type().appendParameterTypes(Site.class)));
    } catch (ReflectiveOperationException _) {
      return Optional.empty();
    }
  }

  /** Says that a method is refused, and what to do. */
  static String notModelled(String type, String method) {
    return type
        + "."
        + method
        + " is not modelled: keep it out of the model, or put what it does behind a class of"
        + " your own that the model replaces";
  }

  /** Tells whether objects of a type may turn out to be of a class that has a model. */
  static boolean mayBeModelled(Class<?> type) {
    return MAY_BE_MODELLED.get(type);
  }
}
