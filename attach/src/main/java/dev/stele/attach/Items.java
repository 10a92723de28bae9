package dev.stele.attach;

import java.util.Iterator;

/** Items of a history, in their order, one at a time: it need not fit in memory. For one thread. */
public interface Items<T> extends Iterator<Item<T>>, AutoCloseable {

  /**
   * Returns the position behind everything that had been emitted when this was made; what it still
   * has lies before it. The same from the beginning on.
   */
  long end();

  /** Gives back what it holds. A second call does nothing. */
  @Override
  void close();
}
