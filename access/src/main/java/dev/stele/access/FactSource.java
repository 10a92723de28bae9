package dev.stele.access;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers many keys at once, in plain blocking code: a query, a call, a lookup in memory.
 *
 * <p>Answers carry their keys, so that they cannot be of the wrong number or in the wrong order.
 * What it throws fails the keys that it has not answered yet; an {@code Error} is thrown further,
 * too, when all else that was asked for has its answer. What it says of itself, its largest batch
 * and the like, is asked when it is registered. Called by many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface FactSource<K, V> {

  /**
   * Answers each key of a batch, once, before it returns.
   *
   * @throws Exception if it cannot; the keys not answered are failed with it
   */
  void load(FactBatch<K, V> batch) throws Exception;

  /** Returns the most keys that it takes at once, at least 1; a batch is cut by it. */
  default int maxBatch() {
    return Integer.MAX_VALUE;
  }

  /** Returns how many batches of one load it takes at the same time, at least 1. */
  default int concurrency() {
    return 1;
  }

  /**
   * Returns true if it never waits for anything, so that it runs on the thread of who asks and its
   * load has no deadline. Otherwise it runs on a virtual thread of its own, beside other sources;
   * it then sees no thread locals and no scoped values of who asks.
   */
  default boolean isPrompt() {
    return false;
  }

  /** Returns a source that asks for a map; a key that the map has not is missing. */
  static <K, V> FactSource<K, V> of(MapLoader<K, V> loader) {
    return batch -> batch.answer(loader.load(batch.keys()));
  }

  /** Returns a prompt source that looks up each key in memory; an empty answer is missing. */
  static <K, V> FactSource<K, V> inMemory(Function<? super K, Optional<V>> lookUp) {
    return new Sources.InMemory<>(lookUp);
  }

  /**
   * Returns this source with batches of at most so many keys.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  default FactSource<K, V> withMaxBatch(int keys) {
    return new Sources.Tuned<>(this, keys, concurrency(), isPrompt());
  }

  /**
   * Returns this source with so many batches of one load at the same time.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  default FactSource<K, V> withConcurrency(int batches) {
    return new Sources.Tuned<>(this, maxBatch(), batches, isPrompt());
  }

  /**
   * Answers keys with a map.
   *
   * @param <K> the type of the keys
   * @param <V> the type of the values
   */
  @FunctionalInterface
  interface MapLoader<K, V> {

    /**
     * Returns a value for each key that has one; other keys are not allowed in it.
     *
     * @throws Exception if it cannot tell; all keys are failed with it
     */
    Map<K, V> load(Collection<K> keys) throws Exception;
  }
}
