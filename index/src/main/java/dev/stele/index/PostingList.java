package dev.stele.index;

import java.nio.ByteBuffer;

/** The positions of a term that has several in a run. Believes no number in it. */
final class PostingList {

  private final RunPages pages;
  private final RunFormat.Header header;
  private final long entriesAt;
  private final long count;

  private PostingList(RunPages pages, RunFormat.Header header, long entriesAt, long count) {
    this.pages = pages;
    this.header = header;
    this.entriesAt = entriesAt;
    this.count = count;
  }

  /** The list at a byte of the section of lists. */
  static PostingList at(RunPages pages, RunFormat.Header header, long offset) {
    long at = header.listsAt() + offset;
    if (offset < 0 || offset > header.lists() - Long.BYTES) {
      throw pages.damaged(header.termsAt(), "list must be among the lists, got: " + offset);
    }
    long count = pages.read(at, Long.BYTES).getLong();
    long room = (header.lists() - offset - Long.BYTES) / RunFormat.ENTRY_BYTES;
    if (count < 2 || (count - 1) / RunFormat.BLOCK >= room) {
      throw pages.damaged(at, "length of a list must be possible, got: " + count);
    }
    return new PostingList(pages, header, at + Long.BYTES, count);
  }

  long count() {
    return count;
  }

  long blockCount() {
    return (count - 1) / RunFormat.BLOCK + 1;
  }

  /** The last block that begins before a position or at it, -1 if none does. */
  long blockBefore(long position) {
    long low = -1;
    long high = blockCount();
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      long first = pages.read(entryAt(middle), Long.BYTES).getLong();
      if (first <= position) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Reads the positions of a block; returns how many there are, 1 to 128. */
  int read(long block, long[] target) {
    ByteBuffer entry = pages.read(entryAt(block), RunFormat.ENTRY_BYTES);
    target[0] = entry.getLong();
    long offset = entry.getLong();
    if (offset < 0 || offset > header.blocks()) {
      throw pages.damaged(entryAt(block), "block must be among the blocks, got: " + offset);
    }
    int size = (int) Math.min(RunFormat.BLOCK, count - block * RunFormat.BLOCK);
    long most = Math.min((size - 1L) * RunFormat.VARINT_BYTES, header.blocks() - offset);
    ByteBuffer bytes = pages.read(header.blocksAt() + offset, (int) most);
    for (int i = 1; i < size; i++) {
      target[i] = target[i - 1] + varint(bytes, offset);
      if (target[i] <= target[i - 1]) {
        throw pages.damaged(header.blocksAt() + offset, "positions of a block must rise");
      }
    }
    if (target[0] < header.identity().first() || target[size - 1] >= header.identity().end()) {
      throw pages.damaged(header.blocksAt() + offset, "positions must be those of the run");
    }
    return size;
  }

  private long varint(ByteBuffer bytes, long offset) {
    long value = 0;
    for (int shift = 0; bytes.hasRemaining() && shift < Long.SIZE - 1; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw pages.damaged(header.blocksAt() + offset, "differences of a block must be whole");
  }

  private long entryAt(long block) {
    return entriesAt + block * RunFormat.ENTRY_BYTES;
  }
}
