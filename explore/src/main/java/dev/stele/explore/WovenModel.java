package dev.stele.explore;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/** Stub until the weaver is merged. */
final class WovenModel {
  static WovenModel of(Explorer.Model model) {
    return new WovenModel();
  }

  static WovenModel of(Method method) {
    return new WovenModel();
  }

  Execution.Body body() {
    return () -> {};
  }

  Map<String, String> wovenClasses() {
    return Map.of();
  }

  Set<String> replacedTypes() {
    return Set.of();
  }
}
