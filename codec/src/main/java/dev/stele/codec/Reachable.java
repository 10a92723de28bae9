package dev.stele.codec;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The records and sealed types that values of a class are made of, so that each can be tried before
 * the first event is written: a value inside a value that can be written and never read again would
 * stand in the log for ever.
 */
final class Reachable {

  private final Set<Class<?>> found = new LinkedHashSet<>();

  private Reachable() {}

  /** Returns the class itself and those that its components name, theirs, and so on. */
  static Set<Class<?>> from(Class<?> type) {
    Reachable reachable = new Reachable();
    reachable.found.add(type);
    reachable.enter(type);
    return reachable.found;
  }

  private void visit(Type type) {
    switch (type) {
      case Class<?> one when one.isArray() -> visit(one.getComponentType());
      case Class<?> one when one.isRecord() || one.isSealed() -> {
        if (!one.getName().startsWith("java.") && found.add(one)) {
          enter(one);
        }
      }
      case ParameterizedType generic -> {
        visit(generic.getRawType());
        Arrays.asList(generic.getActualTypeArguments()).forEach(this::visit);
      }
      case GenericArrayType array -> visit(array.getGenericComponentType());
      case WildcardType wildcard -> Arrays.asList(wildcard.getUpperBounds()).forEach(this::visit);
      default -> {} // Jackson knows it, or nobody can tell before there is a value.
    }
  }

  private void enter(Class<?> type) {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (!isTold(component.getAccessor())) {
          visit(component.getGenericType());
        }
      }
    }
    if (type.isSealed()) {
      Arrays.asList(type.getPermittedSubclasses()).forEach(this::visit);
    }
  }

  /** An annotation may say how this one component is written, whatever its type says. */
  private static boolean isTold(AnnotatedElement accessor) {
    return Arrays.stream(accessor.getAnnotations())
        .map(annotation -> annotation.annotationType().getPackageName())
        .anyMatch(name -> name.contains("jackson"));
  }
}
