package dev.stele.store;

import dev.stele.journal.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * The events of a region from a position on, each as soon as it is durable; waits at the end for
 * the next one. For one thread, which may be virtual; another thread may close the store under it.
 */
public sealed interface EventTail extends AutoCloseable permits RegionTail {

  /**
   * Returns the next event, waiting for it if it is not there yet.
   *
   * @return empty if the time ran out first; {@link Duration#ZERO} does not wait
   * @throws InterruptedException if the thread is interrupted while it waits; the next call goes on
   *     where this one did
   * @throws StoreException.Closed if the store is closed, before or meanwhile
   */
  Optional<Event> next(Duration atMost) throws InterruptedException;

  /**
   * Returns where another tail goes on: behind the last event that was returned, and behind what
   * was seen not to be of the region.
   */
  Position position();

  /** Gives everything back; a second call does nothing. */
  @Override
  void close();
}
