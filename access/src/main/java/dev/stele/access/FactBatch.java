package dev.stele.access;

import java.util.List;
import java.util.Map;

/**
 * The keys that a source is asked for, and the sheet it writes its answers on.
 *
 * <p>Answers count when {@link FactSource#load} returns. A key without an answer has failed then,
 * and so has a key with two; what is answered later is not taken. Safe for several threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface FactBatch<K, V> {

  /**
   * Returns the keys: at least one, at most {@link FactSource#maxBatch}, each once, in the order in
   * which they were first asked for.
   */
  List<K> keys();

  /**
   * Answers a key with a value.
   *
   * @throws IllegalArgumentException if the key is not one of this batch
   * @throws IllegalStateException if the batch has ended: its deadline passed, or its load returned
   */
  void found(K key, V value);

  /**
   * Answers a key: there is no value.
   *
   * @throws IllegalArgumentException if the key is not one of this batch
   * @throws IllegalStateException if the batch has ended
   */
  void missing(K key);

  /**
   * Answers a key: it could not be found out.
   *
   * @throws IllegalArgumentException if the key is not one of this batch
   * @throws IllegalStateException if the batch has ended
   */
  void failed(K key, Throwable cause);

  /**
   * Answers all keys: those for which the map has a value are found, the others missing.
   *
   * @throws IllegalArgumentException if the map has a key that is not one of this batch; nothing
   *     was answered
   * @throws IllegalStateException if the batch has ended
   */
  default void answer(Map<K, ? extends V> found) {
    int asked = 0;
    for (K key : keys()) {
      asked += found.containsKey(key) ? 1 : 0;
    }
    if (asked != found.size()) {
      throw new IllegalArgumentException(
          "answer must have only keys that were asked for, got: "
              + (found.size() - asked)
              + " others");
    }
    for (K key : keys()) {
      V value = found.get(key);
      if (value == null) {
        missing(key);
      } else {
        found(key, value);
      }
    }
  }
}
