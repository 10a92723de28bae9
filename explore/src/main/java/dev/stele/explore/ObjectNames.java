package dev.stele.explore;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Names that tell objects from others of their type: the same in each replay, and in each JVM. */
final class ObjectNames {

  private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  String of(Object object) {
    return names.computeIfAbsent(
        object,
        one -> {
          String type = name(one.getClass());
          return type + "#" + counts.merge(type, 1, Integer::sum);
        });
  }

  /** Those of lambdas have an address in them, and those of classes without a name are empty. */
  private static String name(Class<?> type) {
    if (type.isHidden()) {
      return "lambda";
    }
    String simple = type.getSimpleName();
    return simple.isEmpty()
        ? type.getName().substring(type.getName().lastIndexOf('.') + 1)
        : simple;
  }
}
