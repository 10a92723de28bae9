package dev.stele.guard;

import dev.stele.access.Bound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * What may be seen of a reading: of events, or of the history that an attach begins with. The
 * others are left out, and counted.
 *
 * <p>Items are asked about in batches, so that facts are loaded for many at once, and no more than
 * one batch is held. What asking throws is thrown, and the batch is asked about again at the next
 * call: nothing is passed over. Does not close what it reads. For one thread at a time. Access is
 * as fresh as the session that is asked with: for a reading that takes long, begin again from time
 * to time.
 *
 * @param <T> the type of the items
 */
public final class Visible<T> implements Iterator<T> {

  private static final int BATCH = 256;

  private final Iterator<? extends T> items;
  private final Function<List<T>, List<T>> filter;
  private final int batch;
  private final Deque<T> ready = new ArrayDeque<>();

  /** What was read and not asked about yet, or in vain: it is asked about again. */
  private final List<T> read = new ArrayList<>();

  private long hidden;

  private Visible(Iterator<? extends T> items, Function<List<T>, List<T>> filter, int batch) {
    this.items = items;
    this.filter = filter;
    this.batch = batch;
  }

  /** Returns those items that may be seen, 256 of them being asked about together. */
  public static <T, S, A, R, C> Visible<T> of(
      Iterator<? extends T> items,
      Bound<S, A, R, C> bound,
      Function<? super T, ? extends R> resourceOf) {
    return of(items, bound, resourceOf, BATCH);
  }

  /**
   * Returns those items that may be seen.
   *
   * @param batch how many are asked about together
   * @throws IllegalArgumentException if that is less than 1
   */
  public static <T, S, A, R, C> Visible<T> of(
      Iterator<? extends T> items,
      Bound<S, A, R, C> bound,
      Function<? super T, ? extends R> resourceOf,
      int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("items of a batch must be >= 1, got: " + batch);
    }
    return new Visible<>(items, some -> bound.filterBy(some, resourceOf), batch);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && (!read.isEmpty() || items.hasNext())) {
      while (read.size() < batch && items.hasNext()) {
        read.add(items.next());
      }
      List<T> visible = filter.apply(read);
      hidden += read.size() - visible.size();
      ready.addAll(visible);
      read.clear();
    }
    return !ready.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("items must be left, got: the end");
    }
    return ready.remove();
  }

  /** Returns how many items were read and not shown so far. */
  public long hidden() {
    return hidden;
  }
}
