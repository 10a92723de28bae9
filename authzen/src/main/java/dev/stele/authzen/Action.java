package dev.stele.authzen;

import java.util.Map;

/**
 * What is to be done.
 *
 * @param name what it is called
 * @param properties what else was said of it, by whoever asked, as {@link EvaluationRequest} says
 */
public record Action(String name, Map<String, Object> properties) {

  /** Keeps a copy of the properties. */
  public Action {
    properties = Json.copy(properties);
  }

  /** Returns an action of which nothing else is said. */
  public static Action named(String name) {
    return new Action(name, Map.of());
  }
}
