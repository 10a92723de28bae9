package dev.stele.index;

import java.util.List;

/**
 * The terms of several sources of rising positions as one. There are few: the least term is looked
 * for among all of them.
 */
final class MergedTerms implements TermSource {

  /** In the order of their positions; those that are at their end are false in `open`. */
  private final TermSource[] sources;

  private final boolean[] open;

  /** Whether a source has the current term. */
  private final boolean[] having;

  private long term;
  private long count;
  private int reading;

  MergedTerms(List<? extends TermSource> sources) {
    this.sources = sources.toArray(TermSource[]::new);
    this.open = new boolean[this.sources.length];
    this.having = new boolean[this.sources.length];
    for (int i = 0; i < open.length; i++) {
      open[i] = this.sources[i].next();
    }
  }

  @Override
  public boolean next() {
    boolean isAny = false;
    for (int i = 0; i < sources.length; i++) {
      open[i] = having[i] ? sources[i].next() : open[i];
      if (open[i] && (!isAny || Long.compareUnsigned(sources[i].term(), term) < 0)) {
        term = sources[i].term();
        isAny = true;
      }
    }
    count = 0;
    reading = 0;
    for (int i = 0; i < sources.length; i++) {
      having[i] = open[i] && sources[i].term() == term;
      count += having[i] ? sources[i].count() : 0;
    }
    return isAny;
  }

  @Override
  public long term() {
    return term;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public int postings(long[] target) {
    int filled = 0;
    for (; reading < sources.length; reading++) {
      if (having[reading]) {
        // The first source fills the array itself; only behind a seam is another one needed.
        long[] part = filled == 0 ? target : new long[target.length - filled];
        int more = sources[reading].postings(part);
        if (filled > 0) {
          System.arraycopy(part, 0, target, filled, more);
        }
        filled += more;
      }
      if (filled == target.length) {
        return filled; // The source that filled it may have more.
      }
    }
    return filled;
  }
}
