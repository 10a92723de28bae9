package dev.stele.attach;

import java.time.Duration;
import java.util.function.Function;

/**
 * What happens when a consumer does not keep up and its inbox is full. Nothing is ever lost
 * silently.
 */
public sealed interface Overflow<T> {

  /**
   * The producer waits for room, and with it everybody else who is attached to it. If there is none
   * in time, the consumer is evicted. So it is if it publishes, on its own thread, what it would
   * have to take itself.
   *
   * @param atMost how long; positive
   */
  record Block<T>(Duration atMost) implements Overflow<T> {
    /** Checks the duration. */
    public Block {
      if (!atMost.isPositive()) {
        throw new IllegalArgumentException("atMost must be positive, got: " + atMost);
      }
    }
  }

  /** The consumer sees what is in its inbox, then its end, and may attach again where it was. */
  record Evict<T>() implements Overflow<T> {}

  /**
   * The inbox is emptied, and the consumer goes back to the history, or is given the state anew. It
   * is told that it fell behind, and when it has caught up. Of a producer that tells old items, it
   * misses none.
   */
  record Resync<T>() implements Overflow<T> {}

  /**
   * Of items with one key, the inbox has the latest only, whether it is full or not. If there are
   * more keys than it has room for, it is as with {@link Resync}.
   *
   * @param key tells what an item is about; called on the producer's thread, and must neither block
   *     nor throw
   */
  record Conflate<T>(Function<? super T, ?> key) implements Overflow<T> {}
}
