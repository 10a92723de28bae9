package dev.stele.authzen;

import java.util.Map;

/**
 * What something is to be done to.
 *
 * @param type what kind of resource it is
 * @param id names it among those of its type
 * @param properties what else was said of it, by whoever asked, as {@link EvaluationRequest} says
 */
public record Resource(String type, String id, Map<String, Object> properties) {

  /** Keeps a copy of the properties. */
  public Resource {
    properties = Json.copy(properties);
  }

  /** Returns a resource of which nothing else is said. */
  public static Resource of(String type, String id) {
    return new Resource(type, id, Map.of());
  }
}
