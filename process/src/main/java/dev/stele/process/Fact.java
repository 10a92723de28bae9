package dev.stele.process;

import java.util.Map;
import java.util.Set;

/** Something that happened to processes, as it is kept: an event of a store, and nothing more. */
record Fact(
    String stream, String type, Map<String, String> fields, Payload payload, Set<String> tags) {

  Fact(String stream, String type, Map<String, String> fields) {
    this(stream, type, fields, Payload.EMPTY, Set.of());
  }

  /** Returns a field, which must be there. */
  String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("field '" + name + "' must be there, got: " + fields);
    }
    return value;
  }
}
