package dev.stele.explore;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A field of a class. Field instructions and VarHandles meet at the same key: there is one for the
 * name of a class and of a field, since a model never sees two classes of one name.
 *
 * @param number tells it from all others
 * @param kind the simple name of the class and that of the field: {@code Counter.value}
 */
record FieldKey(int number, String kind, boolean isStatic) {

  private static final Map<String, FieldKey> ALL = new ConcurrentHashMap<>();

  /**
   * Returns the key of a field. The only way to make one.
   *
   * @param declaring the binary name of the class that declares it
   */
  static FieldKey of(String declaring, String field, boolean isStatic) {
    String simple = declaring.substring(declaring.lastIndexOf('.') + 1);
    String kind = simple.substring(simple.lastIndexOf('$') + 1) + "." + field;
    FieldKey known = ALL.get(declaring + " " + field);
    if (known != null) {
      return known;
    }
    synchronized (ALL) {
      return ALL.computeIfAbsent(
          declaring + " " + field, _ -> new FieldKey(ALL.size(), kind, isStatic));
    }
  }

  static FieldKey of(Field field) {
    return of(
        field.getDeclaringClass().getName(),
        field.getName(),
        Modifier.isStatic(field.getModifiers()));
  }

  /** The name of the field alone. */
  String name() {
    return kind.substring(kind.lastIndexOf('.') + 1);
  }
}
