package dev.stele.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Texts that many processes have, and what was read of them: kept once. Bounded; what is beyond the
 * bound is merely not shared.
 */
final class Shared {

  private static final int COUNT_MAX = 4_096;
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();
  private static final Map<String, List<EventType>> TYPES = new ConcurrentHashMap<>();

  private Shared() {}

  static String text(String text) {
    String known = TEXTS.get(text);
    if (known != null) {
      return known;
    }
    if (TEXTS.size() < COUNT_MAX) {
      TEXTS.put(text, text);
    }
    return text;
  }

  static List<EventType> types(String text) {
    List<EventType> known = TYPES.get(text);
    if (known != null) {
      return known;
    }
    List<EventType> types = RegistrationFields.types(text);
    if (TYPES.size() < COUNT_MAX) {
      TYPES.put(text, types);
    }
    return types;
  }
}
