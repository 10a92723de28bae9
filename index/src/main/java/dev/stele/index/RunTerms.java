package dev.stele.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The terms of a run, read from its beginning to its end. */
final class RunTerms implements TermSource {

  private static final int WINDOW_TERMS = 1024;

  private final Run run;
  private final ByteBuffer window =
      ByteBuffer.allocate(WINDOW_TERMS * RunFormat.TERM_BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .limit(0);
  private final long[] block = new long[RunFormat.BLOCK];
  private long read;
  private long term;
  private long value;
  private long count;
  private long nextBlock;
  private int blockCount;
  private int blockAt;

  RunTerms(Run run) {
    this.run = run;
  }

  @Override
  public boolean next() {
    RunFormat.Header header = run.header();
    if (!window.hasRemaining()) {
      long left = Math.min(WINDOW_TERMS, header.terms() - read);
      if (left == 0) {
        return false;
      }
      window.clear().limit((int) left * RunFormat.TERM_BYTES);
      run.pages().read(header.termsAt() + read * RunFormat.TERM_BYTES, window);
      window.flip();
      read += left;
    }
    long before = term;
    boolean isFirst = count == 0;
    term = window.getLong();
    value = window.getLong();
    if (!isFirst && Long.compareUnsigned(term, before) <= 0) {
      throw run.pages().damaged(header.termsAt(), "terms must rise");
    }
    count = value >= 0 ? 1 : list().count();
    nextBlock = 0;
    blockCount = 0;
    blockAt = 0;
    return true;
  }

  private PostingList list() {
    return PostingList.at(run.pages(), run.header(), ~value);
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
    while (filled < target.length && (blockAt < blockCount || readBlock())) {
      int part = Math.min(target.length - filled, blockCount - blockAt);
      System.arraycopy(block, blockAt, target, filled, part);
      blockAt += part;
      filled += part;
    }
    return filled;
  }

  private boolean readBlock() {
    if (nextBlock > (count - 1) / RunFormat.BLOCK) {
      return false;
    }
    if (value >= 0) {
      block[0] = value;
      blockCount = 1;
    } else {
      blockCount = list().read(nextBlock, block);
    }
    nextBlock++;
    blockAt = 0;
    return true;
  }
}
