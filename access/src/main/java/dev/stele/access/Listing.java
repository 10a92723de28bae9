package dev.stele.access;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Goes through all pages of a list, to its end: there is no other way for it to be short than an
 * exception.
 *
 * <p>When {@link #next} throws {@link AccessException.Paging}, the place is kept: it can be called
 * again. With {@link #cursor} a listing is resumed later, by another request. Not safe for several
 * threads.
 *
 * <p>A cursor that comes again is found with constant memory, whatever the length of the circle. By
 * then up to three times as many pages may have been given out as there are.
 *
 * <p>All pages share one session, which remembers the facts of all of them; begin a new one with
 * the cursor if a list is very long, or takes so long that access may have been lost meanwhile.
 *
 * @param <R> the type of resources
 */
public final class Listing<R> implements Iterator<Page<R>> {

  /*
   * Brent's algorithm: one cursor is kept, and each that comes is compared with it. After 1, 2, 4,
   * 8, ... pages the kept one is replaced by the one that has just come. As soon as it lies in the
   * circle, and there are at least as many pages until the next replacement as the circle is long,
   * it comes again.
   */

  private final Pager<?, ?, R, ?, ?> pager;
  private final int limit;
  private LookupCursor cursor;
  private boolean isAtEnd;
  private LookupCursor kept;
  private long pages;
  private long pagesUntilReplaced = 1;

  Listing(Pager<?, ?, R, ?, ?> pager, LookupCursor from, int limit) {
    this.pager = pager;
    this.limit = limit;
    this.cursor = from;
    this.kept = from;
  }

  /** Returns true if there is another page, which may be empty. */
  @Override
  public boolean hasNext() {
    return !isAtEnd;
  }

  /**
   * Returns the next page.
   *
   * @throws AccessException.Paging if there is none to be had, though the list is not at its end
   */
  @Override
  public Page<R> next() {
    if (isAtEnd) {
      throw new NoSuchElementException("list must have another page, got: its end");
    }
    Page<R> page = pager.page(cursor, limit);
    Optional<LookupCursor> next = page.next();
    if (next.isPresent()) {
      notAgain(next.get());
      cursor = next.get();
    } else {
      isAtEnd = true;
    }
    return page;
  }

  /**
   * Returns all pages that are left as one, which is in memory as a whole.
   *
   * @throws AccessException.Paging as {@link #next}; what was there until then is lost
   */
  public Page<R> rest() {
    List<R> granted = new ArrayList<>();
    int denied = 0;
    int undecided = 0;
    int vanished = 0;
    while (hasNext()) {
      Page<R> page = next();
      granted.addAll(page.granted());
      denied += page.denied();
      undecided += page.undecided();
      vanished += page.vanished();
    }
    return new Page<>(granted, denied, undecided, vanished, Optional.empty());
  }

  /** Returns where the next page begins, to resume with; empty at the end. */
  public Optional<LookupCursor> cursor() {
    return isAtEnd ? Optional.empty() : Optional.of(cursor);
  }

  private void notAgain(LookupCursor next) {
    if (next.equals(kept)) {
      throw Pager.refused(cursor, new PagingError.Stuck(next));
    }
    pages++;
    if (pages == pagesUntilReplaced) {
      kept = next;
      pages = 0;
      pagesUntilReplaced *= 2;
    }
  }
}
