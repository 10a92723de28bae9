package dev.stele.authzen;

import java.util.Map;

/**
 * Who wants to do something.
 *
 * @param type what kind of subject it is
 * @param id names it among those of its type
 * @param properties what else was said of it, by whoever asked, as {@link EvaluationRequest} says
 */
public record Subject(String type, String id, Map<String, Object> properties) {

  /** Keeps a copy of the properties. */
  public Subject {
    properties = Json.copy(properties);
  }

  /** Returns a subject of which nothing else is said. */
  public static Subject of(String type, String id) {
    return new Subject(type, id, Map.of());
  }
}
