package dev.stele.codec;

import dev.stele.store.NewEvent;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How the values of a class are stored.
 *
 * @param name the event's type
 * @param version of the payload's form that is written
 * @param payloadClass a record, or another concrete class
 */
record Schema(String name, int version, Class<?> payloadClass) {

  /** Finds the classes that can be stored of a record, class or sealed type, in source order. */
  static Set<Schema> of(Class<?> type) {
    Set<Schema> found = new LinkedHashSet<>();
    collect(type, type, found);
    return found;
  }

  private static void collect(Class<?> type, Class<?> root, Set<Schema> found) {
    EventType annotation = type.getAnnotation(EventType.class);
    if (annotation != null) {
      found.add(checked(type, annotation));
    } else if (!type.isSealed() || !isOpen(type)) {
      throw new IllegalArgumentException(
          "event type must have @EventType or be sealed, got: " + type.getName() + of(type, root));
    }
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, root, found);
      }
    }
  }

  private static Schema checked(Class<?> type, EventType annotation) {
    if (isOpen(type) || type.isEnum() || type.isAnnotation()) {
      throw new IllegalArgumentException(
          "@EventType must be on a record or a concrete class, got: " + type.getName());
    }
    if (annotation.value().startsWith(NewEvent.RESERVED_TYPES)) {
      throw new IllegalArgumentException(
          "event type must not begin with '%s', got: '%s': %s"
              .formatted(NewEvent.RESERVED_TYPES, annotation.value(), type.getName()));
    }
    try {
      NewEvent.of(annotation.value(), ByteBuffer.allocate(0)).schemaVersion(annotation.version());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ": " + type.getName(), e);
    }
    return new Schema(annotation.value(), annotation.version(), type);
  }

  /** Values of it are values of a subtype. */
  private static boolean isOpen(Class<?> type) {
    return Modifier.isAbstract(type.getModifiers());
  }

  private static String of(Class<?> type, Class<?> root) {
    return type == root ? "" : ", permitted by " + root.getName();
  }

  /** Returns name, version and class, for people. */
  @Override
  public String toString() {
    return "'%s' version %d of %s".formatted(name, version, payloadClass.getName());
  }
}
