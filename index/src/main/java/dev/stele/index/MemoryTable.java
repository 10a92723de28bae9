package dev.stele.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The newest positions, in the heap. One thread adds; any number reads, without a lock. */
final class MemoryTable implements RunSource, Part {

  /*
   * A term's cell, found by open addressing, holds the term and the number of its newest posting,
   * 0 for an empty cell. A posting is four ints in a chunk: the position (counted from `first`),
   * the term's posting before it, one further back, and how many come before it. There is no object
   * for a posting and none for a term.
   *
   * The one further back is the jump pointer of Myers' skew-binary stack ("An applicative
   * random-access stack", 1983): it costs one int and two reads to make, and any older posting is
   * reached in logarithmic time, by position or by ordinal. So rising order costs no second list:
   * find the ordinals of the range's two ends, go to the last one wanted, walk back and fill the
   * answer from its end.
   *
   * Why a reader never sees half a position.
   *
   *   writer of position p                       reader
   *   1  posting's four ints        plain        1  e = end                    acquire
   *   2  cell's term, if new        plain        2  cells, chunks              volatile
   *   3  cell's newest posting      release      3  cell's newest posting      acquire
   *   4  locator, attachment        plain        4  its term, the posting's ints, and back
   *   5  end = p + 1                release      5  drops what is not below e
   *
   * Nothing wrong: a reader that sees posting n in a cell (3) sees what was written before it: its
   * four ints, the cell's term, and, since one thread writes all postings, those before it too. The
   * directory of chunks is replaced before 3, so the reader, which reads it after its own 3, has a
   * chunk for n.
   *
   * Nothing missing: all of 1 to 4 of every position below e happened before the release of e that
   * the reader acquired. A cell never loses a posting, so 3 shows that posting or a newer one. When
   * cells are full they are copied into twice as many and the old ones never change again. A reader
   * that got the old ones at its 2 got them after its 1, so they were current when e was released,
   * and hold all below e. An empty cell ends a search rightly for the same reason: cells that stood
   * before a term's own when it came were full then, and full cells stay full.
   *
   * Nothing too early: what a position below e has may be seen together with a part of one that is
   * being added; 5 drops that part. Only a count does not look, and is an upper bound by contract.
   *
   * A table that gave way to a newer one is not added to any more, and serves its readers until the
   * last of them has left it to the collector.
   */
  private static final VarHandle END;
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  static {
    try {
      END = MethodHandles.lookup().findVarHandle(MemoryTable.class, "end", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int CELLS_MIN = 64;
  private static final int CELLS_MAX = 1 << 28;

  private static final int OFFSET = 0;
  private static final int PREVIOUS = 1;
  private static final int JUMP = 2;
  private static final int ORDINAL = 3;

  /** What the estimate of the heap counts. A cell is two longs, at a third to two thirds full. */
  private static final int POSTING_BYTES = 16;

  private static final int TERM_BYTES = 32;
  private static final int POSITION_BYTES = 16;
  private static final int ARRAY_BYTES = 16;

  /** The multiplier of Fibonacci hashing: spreads terms that are not well mixed, too. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long first;

  /** By END alone, but for the writer. */
  @SuppressWarnings("UnusedVariable")
  private long end;

  private volatile long[] cells;
  private volatile int[][] chunks = new int[16][];
  private volatile @Nullable Places[] places = new @Nullable Places[16];

  private int postingCount; // The writer's alone, as the next.
  private int termCount;
  private long heapBytes;

  /** Locators and attachments of some positions. */
  private static final class Places {
    private final long[] locators = new long[CHUNK];
    private final byte[] @Nullable [] attachments = new byte[CHUNK][];

    Places() {
      Arrays.fill(locators, -1);
    }
  }

  /**
   * Makes an empty table.
   *
   * @param likelyTerms how many terms there may be; a guess costs nothing but memory
   */
  MemoryTable(long first, int likelyTerms) {
    this.first = first;
    this.end = first;
    int wanted = Math.min(likelyTerms, CELLS_MAX / 2);
    int capacity = Math.max(CELLS_MIN, Integer.highestOneBit(Math.max(1, wanted)) * 2);
    this.cells = new long[2 * capacity];
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public long end() {
    return (long) END.getAcquire(this);
  }

  /** About how much heap it takes. */
  long heapBytes() {
    return end() < first ? 0 : heapBytes; // What was written before the end was.
  }

  int termCount() {
    return termCount;
  }

  /** Adds the next position; what it has is seen when this returns. The writer alone calls. */
  void add(long position, long[] terms, int count, long locator, byte[] attachment) {
    long wide = position - first;
    if (wide >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "positions of one memory table must be within 2^31 of " + first + ", got: " + position);
    }
    int offset = (int) wide;
    int postingsBefore = postingCount;
    int termsBefore = termCount;
    for (int i = 0; i < count; i++) {
      post(terms[i], offset);
    }
    Places at = placesFor(offset >>> CHUNK_BITS);
    at.locators[offset & (CHUNK - 1)] = locator;
    at.attachments[offset & (CHUNK - 1)] = attachment;
    heapBytes +=
        POSITION_BYTES
            + ARRAY_BYTES
            + attachment.length
            + (long) (postingCount - postingsBefore) * POSTING_BYTES
            + (long) (termCount - termsBefore) * TERM_BYTES;
    END.setRelease(this, position + 1);
  }

  private void post(long term, int offset) {
    long[] table = cells;
    int cell = find(table, term);
    int previous = (int) table[cell + 1];
    if (previous == 0) {
      if (3L * termCount >= table.length) { // Two thirds of the cells, of two longs each.
        table = grow(table);
        cell = find(table, term);
      }
      table[cell] = term;
      termCount++;
    } else if (field(previous, OFFSET) == offset) {
      return; // The same term twice in one position.
    }
    int posting = ++postingCount;
    int[] chunk = chunkFor(posting >>> CHUNK_BITS);
    int at = (posting & (CHUNK - 1)) * 4;
    chunk[at + OFFSET] = offset;
    chunk[at + PREVIOUS] = previous;
    if (previous == 0) {
      chunk[at + JUMP] = posting;
      chunk[at + ORDINAL] = 0;
    } else {
      int near = field(previous, JUMP);
      int far = field(near, JUMP);
      int ordinal = field(previous, ORDINAL);
      int middle = field(near, ORDINAL);
      chunk[at + JUMP] = ordinal - middle == middle - field(far, ORDINAL) ? far : previous;
      chunk[at + ORDINAL] = ordinal + 1;
    }
    CELL.setRelease(table, cell + 1, (long) posting);
  }

  /** Where the cell of a term is, or the empty one that it would take. */
  private static int find(long[] table, long term) {
    int mask = (table.length >>> 1) - 1;
    int slot = (int) ((term * SPREAD) >>> 32) & mask;
    while ((long) CELL.getAcquire(table, 2 * slot + 1) != 0 && table[2 * slot] != term) {
      slot = (slot + 1) & mask;
    }
    return 2 * slot;
  }

  private long[] grow(long[] table) {
    if (table.length >= 2 * CELLS_MAX) {
      throw new IllegalStateException("terms of one memory table must be < " + CELLS_MAX / 2);
    }
    long[] larger = new long[2 * table.length];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i + 1] != 0) {
        int cell = find(larger, table[i]);
        larger[cell] = table[i];
        larger[cell + 1] = table[i + 1];
      }
    }
    cells = larger;
    return larger;
  }

  private int[] chunkFor(int number) {
    int[][] all = chunks;
    if (number >= all.length) {
      all = Arrays.copyOf(all, 2 * all.length);
      chunks = all;
    }
    int[] chunk = all[number];
    if (chunk == null) {
      chunk = new int[CHUNK * 4];
      all[number] = chunk;
    }
    return chunk;
  }

  private Places placesFor(int number) {
    @Nullable Places[] all = places;
    if (number >= all.length) {
      all = Arrays.copyOf(all, Math.max(2 * all.length, number + 1));
      places = all;
    }
    Places found = all[number];
    if (found == null) {
      found = new Places();
      all[number] = found;
    }
    return found;
  }

  private int field(int posting, int field) {
    return chunks[posting >>> CHUNK_BITS][(posting & (CHUNK - 1)) * 4 + field];
  }

  /** The newest posting of a term, 0 for none. */
  private int newest(long term) {
    long[] table = cells;
    return (int) (long) CELL.getAcquire(table, find(table, term) + 1);
  }

  /** The newest posting before an offset, not newer than a given one; 0 for none. */
  private int before(int posting, int offset) {
    int at = posting;
    while (at != 0 && field(at, OFFSET) >= offset) {
      int jump = field(at, JUMP);
      at = jump != at && field(jump, OFFSET) >= offset ? jump : field(at, PREVIOUS);
    }
    return at;
  }

  private int withOrdinal(int posting, int ordinal) {
    int at = posting;
    while (field(at, ORDINAL) > ordinal) {
      int jump = field(at, JUMP);
      at = field(jump, ORDINAL) >= ordinal ? jump : field(at, PREVIOUS);
    }
    return at;
  }

  @Override
  public int forward(long term, Range range, long[] target, int filled) {
    long seen = end();
    long from = Math.max(range.from(), first);
    long until = Math.min(range.end(), seen);
    if (from >= until || filled == target.length) {
      return filled;
    }
    int last = before(newest(term), (int) (until - first));
    if (last == 0) {
      return filled;
    }
    int below = before(last, (int) (from - first));
    int ordinal = below == 0 ? 0 : field(below, ORDINAL) + 1;
    int count = Math.min(field(last, ORDINAL) - ordinal + 1, target.length - filled);
    if (count > 0) {
      int at = withOrdinal(last, ordinal + count - 1);
      for (int i = filled + count - 1; i >= filled; i--) {
        target[i] = first + field(at, OFFSET);
        at = field(at, PREVIOUS);
      }
    }
    return filled + count;
  }

  @Override
  public int backward(long term, Range range, long[] target, int filled) {
    long seen = end();
    long from = Math.max(range.from(), first);
    long until = Math.min(range.end(), seen);
    if (from >= until) {
      return filled;
    }
    int next = filled;
    int at = before(newest(term), (int) (until - first));
    while (at != 0 && next < target.length && first + field(at, OFFSET) >= from) {
      target[next++] = first + field(at, OFFSET);
      at = field(at, PREVIOUS);
    }
    return next;
  }

  @Override
  public long count(long term) {
    int posting = newest(term);
    return posting == 0 ? 0 : field(posting, ORDINAL) + 1;
  }

  @Override
  public long locator(long position) {
    Places at = placesOf(position);
    return at == null ? -1 : at.locators[(int) (position - first) & (CHUNK - 1)];
  }

  byte @Nullable [] attachment(long position) {
    Places at = placesOf(position);
    return at == null ? null : at.attachments[(int) (position - first) & (CHUNK - 1)];
  }

  private @Nullable Places placesOf(long position) {
    if (position < first || position >= end()) {
      return null;
    }
    int number = (int) ((position - first) >>> CHUNK_BITS);
    @Nullable Places[] all = places;
    return number < all.length ? all[number] : null;
  }

  @Override
  public TermSource terms() {
    return new MemoryTerms(this, sortedTerms());
  }

  /** The terms, rising as unsigned numbers. Only for a table that is not added to any more. */
  private long[] sortedTerms() {
    long[] table = cells;
    long[] sorted = new long[termCount];
    int count = 0;
    for (int i = 0; i < table.length; i += 2) {
      if (table[i + 1] != 0) {
        sorted[count++] = table[i] ^ Long.MIN_VALUE;
      }
    }
    Arrays.sort(sorted);
    for (int i = 0; i < count; i++) {
      sorted[i] ^= Long.MIN_VALUE;
    }
    return sorted;
  }

  @Override
  public void locators(long from, long[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = locator(from + i);
    }
  }
}
