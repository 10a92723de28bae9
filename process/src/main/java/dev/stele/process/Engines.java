package dev.stele.process;

import java.util.Map;
import java.util.Set;

/** What a worker lets its attempts have: engines by kind, slots, and what they wait with. */
record Engines(Map<String, Engine> byKind, Slots slots, Awaiter awaiter) {

  Engines {
    byKind = Map.copyOf(byKind);
  }

  Set<String> kinds() {
    return byKind.keySet();
  }

  Engine of(String kind) {
    Engine engine = byKind.get(kind);
    if (engine == null) {
      throw new IllegalStateException("worker must have an engine, got: none of '" + kind + "'");
    }
    return engine;
  }
}
