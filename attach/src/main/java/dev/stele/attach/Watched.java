package dev.stele.attach;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Items of a history, of which the session notes what was seen. Those seen before are left out. It
 * breaks off if they may not be seen any more, or cannot be told any more.
 */
final class Watched<T> implements Items<T> {

  private final Session<?, T> session;
  private final Items<T> items;
  private final boolean isDense;
  private @Nullable Item<T> ahead;
  private boolean isAtEnd;
  private boolean isClosed;

  Watched(Session<?, T> session, Items<T> items, boolean isDense) {
    this.session = session;
    this.items = items;
    this.isDense = isDense;
  }

  @Override
  public boolean hasNext() {
    if (session.isOver() || isAtEnd || isClosed) {
      return false;
    }
    try {
      fetch(session.next());
    } catch (AttachException.Replaced e) {
      session.replaced(e);
      return false;
    }
    return !isAtEnd;
  }

  /** Reads on to the next item that was not seen. */
  private void fetch(long next) {
    while (ahead == null && items.hasNext()) {
      Item<T> item = items.next();
      if (item.position() >= next) {
        require(item.position(), next);
        ahead = item;
      }
    }
    if (ahead == null) {
      require(items.end(), next);
      isAtEnd = true;
    }
  }

  /** Tells whether all was seen; the application may have closed it then. */
  boolean isRead() {
    return isAtEnd || (!isClosed && !hasNext());
  }

  private void require(long position, long next) {
    if (isDense && position > next) {
      throw new AttachException.Broken(
          "history must be without holes, expected position " + next + ", found " + position);
    }
  }

  @Override
  public Item<T> next() {
    if (ahead == null && !hasNext()) {
      throw new NoSuchElementException("history must have another item, got: its end");
    }
    Item<T> item = java.util.Objects.requireNonNull(ahead);
    ahead = null;
    session.saw(item);
    return item;
  }

  @Override
  public long end() {
    return items.end();
  }

  @Override
  public void close() {
    isClosed = true;
    items.close();
  }
}
