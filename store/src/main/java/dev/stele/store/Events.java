package dev.stele.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Events of a region in the order of their positions, or backward, read as they are asked for, up
 * to what was visible when the reading began.
 *
 * <p>Holds at most a file and some megabytes, whatever it passes over; close it. To be gone through
 * once, by one thread.
 */
@SuppressWarnings("IterableAndIterator") // Both are wanted, and it is gone through once.
public sealed interface Events extends Iterable<Event>, Iterator<Event>, AutoCloseable
    permits EventReading {

  /**
   * Tells whether there is another event; may read far to find out.
   *
   * @throws StoreException.Closed if the store is closed
   */
  @Override
  boolean hasNext();

  /**
   * Returns the next event.
   *
   * @throws NoSuchElementException if there is none
   * @throws StoreException.Closed if the store is closed
   * @throws dev.stele.journal.JournalException.Damaged if a byte is not what was written
   */
  @Override
  Event next();

  /** Returns this. */
  @Override
  default Iterator<Event> iterator() {
    return this;
  }

  /** Returns the rest as a stream, which is closed with it or by itself. */
  default Stream<Event> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  /** Gives everything back; a second call does nothing. */
  @Override
  void close();
}
