package dev.stele.attach;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Items of a history, of which the session notes what was seen. Those seen before are left out. */
final class Watched<T> implements Items<T> {

  private final Session<?, T> session;
  private final Items<T> items;
  private final boolean isDense;
  private @Nullable Item<T> ahead;

  Watched(Session<?, T> session, Items<T> items, boolean isDense) {
    this.session = session;
    this.items = items;
    this.isDense = isDense;
  }

  @Override
  public boolean hasNext() {
    long next = session.next();
    while (ahead == null && items.hasNext()) {
      Item<T> item = items.next();
      if (item.position() >= next) {
        require(item.position(), next);
        ahead = item;
      }
    }
    if (ahead == null) {
      require(items.end(), next);
    }
    return ahead != null;
  }

  private void require(long position, long next) {
    if (isDense && position > next) {
      throw new AttachException.Broken(
          "history must be without holes, expected position " + next + ", found " + position);
    }
  }

  @Override
  public Item<T> next() {
    if (!hasNext()) {
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
    items.close();
  }
}
