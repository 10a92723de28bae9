package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is known of calls of the JDK's methods before they are made. */
final class Calls {

  private static final Set<Class<?>> MODELLED = ModelTable.types();

  private static final ClassValue<Boolean> MAY_BE_MODELLED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return Stream.concat(MODELLED.stream(), Atomics.types())
              .anyMatch(modelled ->
                  modelled != Object.class
                      && (modelled.isAssignableFrom(type) || type.isAssignableFrom(modelled)));
        }
      };

  private record Key(Class<?> type, String method, MethodType withReceiver) {}

  /** They are made of handles of the JDK's, which are slow to make, and keep no state. */
  private static final Map<Key, Optional<MethodHandle>> MODELS = new ConcurrentHashMap<>();

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
    return ModelTable.contains(type) || Atomics.isModelled(type);
  }

  /** Returns the model of a method for a type, if that has one. It takes the site last. */
  static Optional<MethodHandle> model(Class<?> type, JdkMethod method) {
    return MODELS.computeIfAbsent(
        new Key(type, method.name(), method.typeFor(type)), _ -> look(type, method));
  }

  private static Optional<MethodHandle> look(Class<?> type, JdkMethod method) {
    if (type == VarHandle.class) {
      return fence(method);
    }
    return Atomics.isModelled(type)
        ? Atomics.find(type, method.name(), method.typeFor(type))
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

  /** Tells whether a method without a model, of a type that has one, is called as it is. */
  static boolean isHarmless(Class<?> type, String method) {
    return !Atomics.isModelled(type)
        || Set.of("length", "equals", "hashCode", "getClass").contains(method);
  }

  /** Says that a method is refused. */
  static String notModelled(String type, String method) {
    return type + "." + method + " is not modelled";
  }

  /** Tells whether objects of a type may turn out to be of a class that has a model. */
  static boolean mayBeModelled(Class<?> type) {
    return MAY_BE_MODELLED.get(type);
  }
}
