package dev.stele.access;

import java.util.List;
import java.util.Map;

/**
 * Fetches the resources of candidates, many at once.
 *
 * @param <I> the type of ids
 * @param <R> the type of resources
 */
@FunctionalInterface
public interface Hydrator<I, R> {

  /**
   * Returns the resource of each id that still has one; others must not be in it. The ids are in
   * the lookup's order, each once, and never none.
   *
   * @throws Exception if it cannot; the page is then refused as a whole
   */
  Map<I, R> hydrate(List<I> ids) throws Exception;
}
