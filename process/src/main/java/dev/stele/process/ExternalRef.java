package dev.stele.process;

import java.util.Map;

/**
 * What a process is called elsewhere.
 *
 * @param system where, 1 to 200 bytes of UTF-8
 * @param id its name there, 1 to 200 bytes of UTF-8
 * @param metadata what else is known of it there
 */
public record ExternalRef(String system, String id, Map<String, String> metadata) {

  /** Checks the names and copies the map. */
  public ExternalRef {
    Kinds.require("system", system);
    Kinds.require("external id", id);
    metadata = Map.copyOf(metadata);
  }
}
