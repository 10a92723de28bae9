package dev.stele.index;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.Mapping;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** An immutable part on disk. Queries read what they need and keep nothing. */
final class Run implements Part, AutoCloseable {

  /** No term is at this value: a position is not negative, and no list begins so far behind. */
  private static final long ABSENT = Long.MIN_VALUE;

  /** So many terms are read at once, rather than halved further. */
  private static final int FEW_TERMS = 64;

  private final RunPages pages;
  private final RunFormat.Header header;

  private Run(RunPages pages, RunFormat.Header header) {
    this.pages = pages;
    this.header = header;
  }

  /** Maps a run; empty if the file is none, or none that this version knows. */
  static Optional<Run> open(Disk disk, Path path) {
    Mapping file = disk.map(path);
    boolean opened = false;
    try {
      Optional<Run> run =
          RunFormat.decode(file).map(header -> new Run(new RunPages(file, header), header));
      opened = run.isPresent();
      return run;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  Path path() {
    return pages.file().path();
  }

  RunPages pages() {
    return pages;
  }

  RunFormat.Header header() {
    return header;
  }

  @Override
  public long first() {
    return header.identity().first();
  }

  @Override
  public long end() {
    return header.identity().end();
  }

  @Override
  public int forward(long term, Range range, long[] target, int filled) {
    Range inside = range.within(first(), end());
    if (inside.isEmpty() || filled == target.length) {
      return filled;
    }
    long value = find(term);
    if (value == ABSENT) {
      return filled;
    }
    if (value >= 0) {
      return single(value, inside, target, filled);
    }
    PostingList list = list(value);
    int next = filled;
    long[] block = new long[RunFormat.BLOCK];
    for (long i = Math.max(0, list.blockBefore(inside.from())); i < list.blockCount(); i++) {
      int count = list.read(i, block);
      for (int at = 0; at < count; at++) {
        if (block[at] >= inside.end() || next == target.length) {
          return next;
        }
        if (block[at] >= inside.from()) {
          target[next++] = block[at];
        }
      }
    }
    return next;
  }

  @Override
  public int backward(long term, Range range, long[] target, int filled) {
    Range inside = range.within(first(), end());
    if (inside.isEmpty() || filled == target.length) {
      return filled;
    }
    long value = find(term);
    if (value == ABSENT) {
      return filled;
    }
    if (value >= 0) {
      return single(value, inside, target, filled);
    }
    PostingList list = list(value);
    int next = filled;
    long[] block = new long[RunFormat.BLOCK];
    for (long i = list.blockBefore(inside.end()); i >= 0; i--) {
      int count = list.read(i, block);
      for (int at = count - 1; at >= 0; at--) {
        if (block[at] < inside.from() || next == target.length) {
          return next;
        }
        if (block[at] < inside.end()) {
          target[next++] = block[at];
        }
      }
    }
    return next;
  }

  private static int single(long position, Range inside, long[] target, int filled) {
    if (position >= inside.from() && position < inside.end()) {
      target[filled] = position;
      return filled + 1;
    }
    return filled;
  }

  @Override
  public long count(long term) {
    long value = find(term);
    return value == ABSENT ? 0 : value >= 0 ? 1 : list(value).count();
  }

  @Override
  public long locator(long position) {
    if (position < first() || position >= end()) {
      return -1;
    }
    long locator =
        pages.read(header.locatorsAt() + (position - first()) * Long.BYTES, Long.BYTES).getLong();
    return Math.max(-1, locator);
  }

  private PostingList list(long value) {
    return PostingList.at(pages, header, ~value);
  }

  /** What stands behind a term: its one position, the complement of its list's place, or ABSENT. */
  private long find(long term) {
    if (header.terms() == 0 || !mayContain(term)) {
      return ABSENT;
    }
    long bucket = RunFormat.bucket(term, header.radixBits());
    ByteBuffer bounds = pages.read(header.radixAt() + bucket * Long.BYTES, 2 * Long.BYTES);
    long low = bounds.getLong();
    long high = bounds.getLong();
    if (low < 0 || low > high || high > header.terms()) {
      throw pages.damaged(
          header.radixAt() + bucket * Long.BYTES, "bucket must be a range of terms");
    }
    // Terms that are not well mixed may all be in one bucket; then it is halved.
    while (high - low > FEW_TERMS) {
      long middle = (low + high) >>> 1;
      long there = pages.read(termAt(middle), Long.BYTES).getLong();
      if (Long.compareUnsigned(there, term) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    ByteBuffer few = pages.read(termAt(low), (int) (high - low) * RunFormat.TERM_BYTES);
    while (few.hasRemaining()) {
      long there = few.getLong();
      long value = few.getLong();
      if (there == term) {
        return value;
      }
    }
    return ABSENT;
  }

  private long termAt(long index) {
    return header.termsAt() + index * RunFormat.TERM_BYTES;
  }

  private boolean mayContain(long term) {
    long block = RunFormat.filterBlock(term, header.filterBlocks());
    long at = header.filterAt() + block * RunFormat.FILTER_BLOCK;
    byte[] bits = new byte[RunFormat.FILTER_BLOCK];
    pages.read(at, ByteBuffer.wrap(bits));
    return RunFormat.mayContain(bits, term);
  }

  /**
   * Gives the mapping back, after the last reader inside has left; who comes later is refused.
   *
   * @throws DiskException if the device failed at that
   */
  @Override
  public void close() {
    pages.file().close();
  }
}
