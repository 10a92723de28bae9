package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the classes of a loader hold in static fields. Each execution has to find it as it was after
 * the classes were initialised.
 *
 * <p>A static field that is written gets its value back before the next execution. An object that
 * can be reached from static fields when initialisation is over may not change: if one does, the
 * loader is used up, and the next execution gets a new one, whose classes are initialised again.
 * That costs milliseconds; but it is always right, whatever the object is.
 */
final class StaticState {

  private final Map<FieldKey, StaticField> fields = new HashMap<>();
  private final Map<FieldKey, @Nullable Object> before = new HashMap<>();
  private final List<Class<?>> initialised = new ArrayList<>();
  private final Set<Object> held = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<View> views = new ArrayList<>();
  private boolean isHolding;
  private @Nullable String usedUp;

  /** What a method of an object returned, which shows it. */
  private record View(Object shown, String method, Object result) {}

  /** How a static field is read and written. */
  private record StaticField(MethodHandle get, MethodHandle set) {}

  /** Gets to know a static field that woven code writes. */
  void addField(MethodHandles.Lookup writer, Class<?> declaring, String name)
      throws ReflectiveOperationException {
    FieldKey key = FieldKey.of(declaring.getName(), name, true);
    if (!fields.containsKey(key)) {
      Class<?> type = declaring.getDeclaredField(name).getType();
      MethodHandle get = writer.findStaticGetter(declaring, name, type);
      MethodHandle set = writer.findStaticSetter(declaring, name, type);
      fields.put(
          key,
          new StaticField(
              get.asType(MethodType.methodType(Object.class)),
              set.asType(MethodType.methodType(void.class, Object.class))));
    }
  }

  /** A static field is about to be written. */
  void changingField(FieldKey key) {
    if (before.containsKey(key)) {
      return;
    }
    try {
      StaticField field = java.util.Objects.requireNonNull(fields.get(key));
      before.put(key, (Object) field.get.invokeExact());
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("static field could not be read: " + key.kind(), e);
    }
  }

  /** Tells whether there are objects that may not change. */
  boolean isHolding() {
    return isHolding;
  }

  /** A static initialiser was given an object that shows another. */
  void addView(Object shown, String method, @Nullable Object result) {
    if (result != null) {
      views.add(new View(shown, method, result));
    }
  }

  /** An object is about to be changed, or may be. */
  void changing(@Nullable Object object) {
    if (isHolding && usedUp == null && object != null && held.contains(object)) {
      usedUp = object.getClass().getName();
    }
  }

  /** A static field can be written in ways that are not seen here. */
  void useUp() {
    if (usedUp == null) {
      usedUp = "a static field behind a VarHandle";
    }
  }

  /** Returns what of the static state was changed and cannot be put back, if something was. */
  Optional<String> usedUp() {
    return Optional.ofNullable(usedUp);
  }

  /**
   * Puts back what static fields held, and tells a new execution of views that were there before.
   */
  void restore() {
    before.forEach((key, value) -> {
      try {
        java.util.Objects.requireNonNull(fields.get(key)).set.invokeExact(value);
      } catch (Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("static field could not be restored: " + key.kind(), e);
      }
    });
    before.clear();
    for (View view : views) {
      JdkObjects.returned(view.shown(), view.method(), view.result());
    }
  }

  /**
   * A class has been initialised.
   *
   * @param isOutermost whether its initialiser was not called by that of another class
   */
  void initialised(Class<?> type, boolean isOutermost) {
    initialised.add(type);
    if (isOutermost) {
      hold();
    }
  }

  /** Finds all objects that static fields lead to. */
  private void hold() {
    Deque<Object> open = new ArrayDeque<>();
    for (Class<?> type : initialised) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          visit(open, field, null);
        }
      }
    }
    while (!open.isEmpty()) {
      look(open, open.pop());
    }
    isHolding = !held.isEmpty();
  }

  private void look(Deque<Object> open, Object object) {
    Class<?> type = object.getClass();
    if (object instanceof Object[] array) {
      for (Object element : array) {
        reach(open, element);
      }
    } else if (type.getClassLoader() instanceof WovenLoader) {
      for (Class<?> at = type;
          at != null && at.getClassLoader() instanceof WovenLoader;
          at = at.getSuperclass()) {
        for (Field field : at.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            visit(open, field, object);
          }
        }
      }
    } else {
      lookInside(open, object);
    }
  }

  /** Objects of the JDK that lead to others by methods; what others lead to is theirs. */
  private void lookInside(Deque<Object> open, Object object) {
    switch (object) {
      case java.util.Collection<?> all -> all.forEach(one -> reach(open, one));
      case Map<?, ?> map ->
          map.forEach((key, value) -> {
            reach(open, key);
            reach(open, value);
          });
      case Optional<?> one -> one.ifPresent(value -> reach(open, value));
      case java.util.concurrent.atomic.AtomicReference<?> one -> reach(open, one.getPlain());
      case java.util.concurrent.atomic.AtomicReferenceArray<?> all -> {
        for (int i = 0; i < all.length(); i++) {
          reach(open, all.getPlain(i));
        }
      }
      default -> {
        // A call of it may change it; see CallHook.
      }
    }
  }

  private void visit(Deque<Object> open, Field field, @Nullable Object owner) {
    if (field.getType().isPrimitive()) {
      return;
    }
    try {
      field.setAccessible(true);
      reach(open, field.get(owner));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("field of a woven class must be readable: " + field, e);
    }
  }

  private void reach(Deque<Object> open, @Nullable Object object) {
    if (object == null || held.contains(object) || object instanceof java.lang.ref.Cleaner) {
      return; // A cleaner keeps nothing here: see CleanerModel.
    }
    Class<?> type = object.getClass();
    boolean isWoven = type.getClassLoader() instanceof WovenLoader;
    boolean isKept =
        type.isArray()
            ? Array.getLength(object) > 0
            : isWoven || JdkPolicy.of(type) != JdkPolicy.PLAIN || object instanceof Optional<?>;
    if (isKept) {
      held.add(object);
      open.push(object);
    }
  }
}
