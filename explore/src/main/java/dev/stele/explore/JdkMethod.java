package dev.stele.explore;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A method of the JDK that woven code calls.
 *
 * @param owner the class through which it is called
 * @param declaring the class that declares it
 * @param type without the receiver
 * @param isFixed whether no class can override it
 */
record JdkMethod(
    Class<?> owner,
    Class<?> declaring,
    String name,
    MethodType type,
    boolean isStatic,
    boolean isFixed) {

  private record Key(Class<?> owner, String name, String descriptor) {}

  /** Reflection is slow, and the JDK does not change. */
  private static final Map<Key, Optional<JdkMethod>> FOUND = new ConcurrentHashMap<>();

  /** Finds a method in a class or above it. */
  static Optional<JdkMethod> find(Class<?> owner, String name, String descriptor) {
    return FOUND.computeIfAbsent(
        new Key(owner, name, descriptor), key -> look(key.owner(), key.name(), key.descriptor()));
  }

  private static Optional<JdkMethod> look(Class<?> owner, String name, String descriptor) {
    MethodType type;
    try {
      type =
          MethodType.fromMethodDescriptorString(descriptor, ClassLoader.getPlatformClassLoader());
    } catch (TypeNotPresentException _) {
      return Optional.empty(); // It speaks of types that the JDK does not have.
    }
    Deque<Class<?>> interfaces = new ArrayDeque<>();
    for (@Nullable Class<?> at = owner; at != null; at = at.getSuperclass()) {
      Optional<JdkMethod> found = declared(owner, at, name, type);
      if (found.isPresent()) {
        return found;
      }
      interfaces.addAll(java.util.List.of(at.getInterfaces()));
    }
    while (!interfaces.isEmpty()) {
      Class<?> at = interfaces.poll();
      Optional<JdkMethod> found = declared(owner, at, name, type);
      if (found.isPresent()) {
        return found;
      }
      interfaces.addAll(java.util.List.of(at.getInterfaces()));
    }
    return owner.isInterface() ? declared(owner, Object.class, name, type) : Optional.empty();
  }

  private static Optional<JdkMethod> declared(
      Class<?> owner, Class<?> at, String name, MethodType type) {
    for (Method method : at.getDeclaredMethods()) {
      if (method.getName().equals(name)
          && method.getReturnType() == type.returnType()
          && java.util.Arrays.equals(method.getParameterTypes(), type.parameterArray())) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        boolean isFixed =
            isStatic
                || Modifier.isFinal(method.getModifiers())
                || Modifier.isPrivate(method.getModifiers())
                || Modifier.isFinal(owner.getModifiers());
        return Optional.of(new JdkMethod(owner, at, name, type, isStatic, isFixed));
      }
    }
    return Optional.empty();
  }

  /** Its type with the receiver in front, if it has one. */
  MethodType typeFor(Class<?> receiver) {
    return isStatic ? type : type.insertParameterTypes(0, receiver);
  }

  @Override
  public String toString() {
    return declaring.getName() + "." + name;
  }
}
