package dev.stele.store;

import dev.stele.index.Gap;
import dev.stele.index.IndexException;
import dev.stele.index.PositionIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions at which events with one of some terms may be, each once, rising or falling. What
 * stands there has to be compared: terms may collide, and a gap of the index makes each position of
 * it a candidate. For one thread.
 *
 * <p>A part of the index may be given up at any moment, and is a gap from then on, though a file
 * may fill it later. So gaps are asked for after each look into the index, and if there are others
 * than before, or if the look failed, it counts for nothing.
 */
final class Candidates {

  private static final int CHUNK_MIN = 4;
  private static final int CHUNK_MAX = 512;

  /** Each failure gives a part up, and there are never so many of them. */
  private static final int FAILURES_MAX = 1_000;

  /** Where positions come from. */
  private sealed interface Source {

    /** Returns the next position of it; -1 if there is none. */
    long peek();

    /** Goes on behind a position, if it stands there. */
    void pass(long position);
  }

  private final PositionIndex index;
  private final long[] terms;
  private final boolean isForward;
  private final long first;
  private final long end;

  private List<Gap> gaps = List.of();
  private boolean hasFailed;
  private int failures;
  private List<Source> sources = List.of();
  private long passed = -1;

  private Candidates(PositionIndex index, long[] terms, boolean isForward, long first, long end) {
    this.index = index;
    this.terms = terms;
    this.isForward = isForward;
    this.first = first;
    this.end = end;
    begin();
  }

  /** From a position up to before an end. */
  static Candidates forward(PositionIndex index, long[] terms, long from, long end) {
    return new Candidates(index, terms, true, from, end);
  }

  /** From before an end down to a position. */
  static Candidates backward(PositionIndex index, long[] terms, long from, long end) {
    return new Candidates(index, terms, false, from, end);
  }

  /** Returns the next position; -1 if there is none. */
  long next() {
    while (true) {
      long nearest = -1;
      for (Source source : sources) {
        long position = source.peek();
        boolean isNearer = isForward ? position < nearest : position > nearest;
        if (position >= 0 && (nearest < 0 || isNearer)) {
          nearest = position;
        }
      }
      if (!hasFailed && index.gaps().equals(gaps)) {
        if (nearest >= 0) {
          pass(nearest);
        }
        return nearest;
      }
      begin();
    }
  }

  private void pass(long position) {
    passed = position;
    for (Source source : sources) {
      source.pass(position);
    }
  }

  /** Begins, or begins anew behind what was passed. */
  private void begin() {
    hasFailed = false;
    gaps = index.gaps();
    long from = isForward && passed >= 0 ? passed + 1 : first;
    long before = !isForward && passed >= 0 ? passed : end;
    List<Source> all = new ArrayList<>();
    for (long term : terms) {
      all.add(new Postings(term, from, before));
    }
    for (Gap gap : gaps) {
      long low = Math.max(from, gap.first());
      long high = Math.min(before, gap.end());
      if (low < high) {
        all.add(new Range(low, high));
      }
    }
    sources = all;
  }

  /** The positions of a term, looked up a chunk at a time. */
  private final class Postings implements Source {
    private final long term;
    private long from;
    private long before;
    private long[] chunk = new long[CHUNK_MIN];
    private int count;
    private int at;
    private boolean isEnd;

    Postings(long term, long from, long before) {
      this.term = term;
      this.from = from;
      this.before = before;
    }

    @Override
    public long peek() {
      if (at == count && !isEnd) {
        fill();
      }
      return at < count ? chunk[at] : -1;
    }

    private void fill() {
      if (count == chunk.length && chunk.length < CHUNK_MAX) {
        chunk = new long[4 * chunk.length];
      }
      at = 0;
      try {
        count =
            from >= before
                ? 0
                : isForward
                    ? index.forward(term, from, before, chunk)
                    : index.backward(term, from, before, chunk);
      } catch (IndexException.Damaged | IndexException.Unreadable e) {
        if (++failures > FAILURES_MAX) {
          throw e;
        }
        count = 0;
        hasFailed = true; // What failed was given up, or merged away: look again.
        return;
      }
      isEnd = count < chunk.length;
      if (count > 0 && isForward) {
        from = chunk[count - 1] + 1;
      } else if (count > 0) {
        before = chunk[count - 1];
      }
    }

    @Override
    public void pass(long position) {
      if (at < count && chunk[at] == position) {
        at++;
      }
    }
  }

  /** All positions of a gap. */
  private final class Range implements Source {
    private long low;
    private long high;

    Range(long low, long high) {
      this.low = low;
      this.high = high;
    }

    @Override
    public long peek() {
      if (low >= high) {
        return -1;
      }
      return isForward ? low : high - 1;
    }

    @Override
    public void pass(long position) {
      if (peek() != position) {
        return;
      }
      if (isForward) {
        low++;
      } else {
        high--;
      }
    }
  }
}
