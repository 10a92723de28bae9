package dev.stele.process;

import java.util.Map;

/**
 * What processes that run still need; what is not here can be retired.
 *
 * @param kinds how many of which kind
 * @param environments how many of which environment
 */
public record References(Map<String, Long> kinds, Map<String, Long> environments) {

  /** Copies the maps. */
  public References {
    kinds = Map.copyOf(kinds);
    environments = Map.copyOf(environments);
  }
}
