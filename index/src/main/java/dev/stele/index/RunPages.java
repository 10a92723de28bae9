package dev.stele.index;

import dev.stele.ground.DiskException;
import dev.stele.ground.Mapping;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a run, each page verified when it is first read. Safe for any thread; in the heap is
 * a bit for each page.
 */
final class RunPages {

  /** A bit that another thread set is a bonus, not a message: what it stands for never changes. */
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final Mapping file;
  private final RunFormat.Header header;
  private final long[] verified;

  /** Takes a file whose length is the one that its header means. */
  RunPages(Mapping file, RunFormat.Header header) {
    this.file = file;
    this.header = header;
    this.verified = new long[(int) ((file.size() >>> RunFormat.PAGE_BITS) / Long.SIZE) + 1];
  }

  Mapping file() {
    return file;
  }

  /** How much heap the bits take. */
  long heapBytes() {
    return (long) verified.length * Long.BYTES;
  }

  /** Reads some bytes, in the order that runs have. */
  ByteBuffer read(long at, int count) {
    ByteBuffer target = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    read(at, target);
    return target.flip();
  }

  /**
   * Fills the rest of a buffer.
   *
   * @throws IndexException.Damaged if the bytes are not what was written
   * @throws DiskException.Closed if the run was given back meanwhile
   */
  void read(long at, ByteBuffer target) {
    if (at < 0 || at > header.checksumsAt() - target.remaining()) {
      throw damaged(at, "a place within the sections expected, found another one");
    }
    long last = (at + target.remaining() - 1) >>> RunFormat.PAGE_BITS;
    for (long page = at >>> RunFormat.PAGE_BITS; page <= last; page++) {
      if (!isVerified(page)) {
        verify(page);
      }
    }
    readRaw(at, target);
  }

  IndexException.Damaged damaged(long at, String difference) {
    return new IndexException.Damaged(file.path(), at, difference);
  }

  private void verify(long page) {
    long sums = (header.checksumsAt() >>> RunFormat.PAGE_BITS) + page / RunFormat.CHECKSUMS;
    byte[] bytes = page(sums);
    ByteBuffer expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int own = RunFormat.CHECKSUMS * Integer.BYTES;
    require(sums, expected.getInt(own), RunFormat.checksum(bytes, 0, own));
    int stored = expected.getInt((int) (page % RunFormat.CHECKSUMS) * Integer.BYTES);
    require(page, stored, RunFormat.checksum(page(page), 0, RunFormat.PAGE));
    WORD.getAndBitwiseOr(verified, (int) (page / Long.SIZE), 1L << page);
  }

  private boolean isVerified(long page) {
    return ((long) WORD.getOpaque(verified, (int) (page / Long.SIZE)) & (1L << page)) != 0;
  }

  private byte[] page(long page) {
    byte[] bytes = new byte[RunFormat.PAGE];
    readRaw(page << RunFormat.PAGE_BITS, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private void require(long page, int expected, int found) {
    if (expected != found) {
      throw damaged(
          page << RunFormat.PAGE_BITS,
          "page checksum expected %08x, found %08x".formatted(expected, found));
    }
  }

  private void readRaw(long at, ByteBuffer target) {
    try {
      file.read(at, target);
    } catch (DiskException.Closed e) {
      throw e;
    } catch (DiskException e) {
      throw new IndexException.Unreadable(file.path(), e);
    }
  }
}
