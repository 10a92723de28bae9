package dev.stele.attach;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A producer in memory: keeps the newest items, and offers each to whoever is attached. Positions
 * are dense from 0. Safe for any thread; items are published one after the other.
 */
public final class Feed<T> implements Producer<T>, AutoCloseable {

  /*
   * Publishing holds `publishing` from beginning to end, so that offers are made in order. `kept` is
   * guarded by a lock of its own, that is held for moments: a consumer whose policy is to block does not
   * keep others from attaching. An item is kept before it is offered.
   */

  private static final Object EVERYTHING = new Object();

  private final UUID lineage;
  private final int capacity;
  private final Fanout<T> fanout = new Fanout<>();
  private final ReentrantLock publishing = new ReentrantLock();
  private final ReentrantLock keeping = new ReentrantLock();
  private final ArrayDeque<Kept<T>> kept = new ArrayDeque<>();
  private long next;
  private boolean isClosed;

  private record Kept<T>(Item<T> item, List<?> topics) {}

  /**
   * Makes one.
   *
   * @param lineage names this history: another feed has another one
   * @param kept how many items it can tell again; at least 1
   */
  public Feed(UUID lineage, int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException("kept must be >= 1, got: " + kept);
    }
    this.lineage = lineage;
    this.capacity = kept;
  }

  /**
   * Publishes an item.
   *
   * @param topics which it is about; {@link #topic} has those alone that are about one
   * @return its position
   * @throws IllegalStateException if the feed is closed; nothing was published
   */
  public long publish(T value, Object... topics) {
    publishing.lock();
    try {
      List<?> about = List.copyOf(new LinkedHashSet<>(Arrays.asList(topics)));
      Item<T> item = keep(value, about);
      fanout.publish(item, EVERYTHING);
      for (Object topic : about) {
        fanout.publish(item, topic);
      }
      return item.position();
    } finally {
      publishing.unlock();
    }
  }

  private Item<T> keep(T value, List<?> topics) {
    keeping.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("feed must be open, got: a closed one");
      }
      if (kept.size() == capacity) {
        kept.remove();
      }
      Item<T> item = new Item<>(next++, value);
      kept.add(new Kept<>(item, topics));
      return item;
    } finally {
      keeping.unlock();
    }
  }

  @Override
  public UUID lineage() {
    return lineage;
  }

  @Override
  public long oldest() {
    keeping.lock();
    try {
      return next - kept.size();
    } finally {
      keeping.unlock();
    }
  }

  @Override
  public OptionalLong end() {
    keeping.lock();
    try {
      return OptionalLong.of(next);
    } finally {
      keeping.unlock();
    }
  }

  @Override
  public Numbering numbering() {
    return Numbering.DENSE;
  }

  @Override
  public Subscription subscribe(Inbox<T> inbox) {
    return fanout.add(inbox, Set.of(EVERYTHING), _ -> true);
  }

  @Override
  public Items<T> history(long from) {
    return history(from, _ -> true);
  }

  private Items<T> history(long from, Predicate<Kept<T>> wanted) {
    keeping.lock();
    try {
      long oldest = next - kept.size();
      if (from < oldest) {
        throw new AttachException.Forgotten(from, oldest);
      }
      ArrayDeque<Item<T>> items = new ArrayDeque<>();
      Iterator<Kept<T>> back = kept.descendingIterator(); // Who is behind is so by little, mostly.
      for (long left = next - from; left > 0; left--) {
        Kept<T> one = back.next();
        if (wanted.test(one)) {
          items.addFirst(one.item);
        }
      }
      return new Remembered<>(items.iterator(), next);
    } finally {
      keeping.unlock();
    }
  }

  /** Returns those items alone that are about one of some topics, at least one. */
  public Producer<T> topic(Object... wanted) {
    if (wanted.length == 0) {
      throw new IllegalArgumentException("topics must be at least one, got: none");
    }
    return new About(Set.copyOf(Arrays.asList(wanted)));
  }

  /** Ends all attaches once they have seen everything. A second call does nothing. */
  @Override
  public void close() {
    publishing.lock();
    try {
      keeping.lock();
      try {
        isClosed = true;
      } finally {
        keeping.unlock();
      }
      fanout.end(new End.Closed());
    } finally {
      publishing.unlock();
    }
  }

  private record Remembered<T>(Iterator<Item<T>> items, long end) implements Items<T> {
    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public Item<T> next() {
      return items.next();
    }

    @Override
    public void close() {}
  }

  /** Some of it: its positions have holes. */
  private final class About implements Producer<T> {
    private final Collection<?> wanted;

    About(Collection<?> wanted) {
      this.wanted = wanted;
    }

    @Override
    public UUID lineage() {
      return lineage;
    }

    @Override
    public long oldest() {
      return Feed.this.oldest();
    }

    @Override
    public OptionalLong end() {
      return Feed.this.end();
    }

    @Override
    public Subscription subscribe(Inbox<T> inbox) {
      return fanout.add(inbox, wanted, _ -> true);
    }

    @Override
    public Items<T> history(long from) {
      return Feed.this.history(from, one -> one.topics().stream().anyMatch(wanted::contains));
    }
  }
}
