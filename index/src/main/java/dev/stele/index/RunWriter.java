package dev.stele.index;

import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes a run, in memory that does not grow with it but for the page checksums. */
final class RunWriter {

  /*
   * Two passes over the terms. The first counts: how many terms there are decides how long the
   * radix table, the filter and the terms are, how many postings each has how long the lists are.
   * So every section but the last has a place before the second pass, which writes all of them side
   * by side, each from its beginning to its end: terms come in rising order, and the radix table,
   * the filter (whose block rises with the term), the terms, the lists and the blocks all follow it.
   */

  /** How often the breather is called: once for so many terms or blocks. */
  private static final int BREATH = 4096;

  private final DiskFile file;
  private final RunSource source;
  private final Runnable breather;
  private final PageChecksums checksums = new PageChecksums();
  private int untilBreath = BREATH;

  private RunWriter(DiskFile file, RunSource source, Runnable breather) {
    this.file = file;
    this.source = source;
    this.breather = breather;
  }

  /**
   * Writes a run into an empty file, and syncs nothing.
   *
   * @param breather called every few thousand terms; what it throws ends the writing
   */
  static void write(
      DiskFile file, RunFormat.Identity identity, RunSource source, Runnable breather) {
    new RunWriter(file, source, breather).write(identity);
  }

  private void write(RunFormat.Identity identity) {
    long terms = 0;
    long postings = 0;
    long lists = 0;
    for (TermSource counted = source.terms(); counted.next(); ) {
      breathe();
      terms++;
      postings += counted.count();
      lists += RunFormat.listBytes(counted.count());
    }
    RunFormat.Header layout = new RunFormat.Header(identity, terms, postings, lists, 0);
    writeLocators(layout);
    long blocks = writeTerms(layout);
    RunFormat.Header header = new RunFormat.Header(identity, terms, postings, lists, blocks);
    byte[] first = RunFormat.encode(header).array();
    checksums.add(0, first, first.length);
    file.write(0, ByteBuffer.wrap(first));
    checksums.write(file, header.checksumsAt());
  }

  private void writeLocators(RunFormat.Header layout) {
    SectionWriter section = new SectionWriter(file, checksums, layout.locatorsAt());
    long[] locators = new long[1024];
    for (long from = source.first(); from < source.end(); from += locators.length) {
      breathe();
      int count = (int) Math.min(locators.length, source.end() - from);
      source.locators(from, locators, count);
      for (int i = 0; i < count; i++) {
        section.putLong(locators[i]);
      }
    }
    section.finish();
  }

  /** Writes all that goes by terms; returns how long the blocks are. */
  private long writeTerms(RunFormat.Header layout) {
    SectionWriter radix = new SectionWriter(file, checksums, layout.radixAt());
    SectionWriter filter = new SectionWriter(file, checksums, layout.filterAt());
    SectionWriter terms = new SectionWriter(file, checksums, layout.termsAt());
    SectionWriter lists = new SectionWriter(file, checksums, layout.listsAt());
    SectionWriter blocks = new SectionWriter(file, checksums, layout.blocksAt());
    byte[] filterBlock = new byte[RunFormat.FILTER_BLOCK];
    long filterBlocks = layout.filterBlocks();
    long filterDone = 0;
    long buckets = 0;
    long index = 0;
    long[] positions = new long[RunFormat.BLOCK];
    for (TermSource from = source.terms(); from.next(); index++) {
      breathe();
      long term = from.term();
      for (; buckets <= RunFormat.bucket(term, layout.radixBits()); buckets++) {
        radix.putLong(index);
      }
      for (; filterDone < RunFormat.filterBlock(term, filterBlocks); filterDone++) {
        filter.put(filterBlock);
        Arrays.fill(filterBlock, (byte) 0);
      }
      RunFormat.addTo(filterBlock, term);
      terms.putLong(term);
      if (from.count() == 1) {
        from.postings(positions);
        terms.putLong(positions[0]);
      } else {
        terms.putLong(~lists.written());
        writeList(from, positions, lists, blocks);
      }
    }
    for (; buckets <= 1L << layout.radixBits(); buckets++) {
      radix.putLong(index);
    }
    for (; filterDone < filterBlocks; filterDone++) {
      filter.put(filterBlock);
      Arrays.fill(filterBlock, (byte) 0);
    }
    radix.finish();
    filter.finish();
    terms.finish();
    lists.finish();
    long blockBytes = blocks.written();
    blocks.finish();
    return blockBytes;
  }

  private void writeList(
      TermSource from, long[] positions, SectionWriter lists, SectionWriter blocks) {
    lists.putLong(from.count());
    for (long left = from.count(); left > 0; ) {
      breathe();
      int wanted = (int) Math.min(left, positions.length);
      int count = fill(from, positions, wanted);
      lists.putLong(positions[0]);
      lists.putLong(blocks.written());
      for (int i = 1; i < count; i++) {
        blocks.putVarint(positions[i] - positions[i - 1]);
      }
      left -= count;
    }
  }

  /** Gathers a whole block, which may come from several runs. */
  private static int fill(TermSource from, long[] positions, int wanted) {
    int count = from.postings(positions);
    if (count != wanted) {
      throw new IllegalStateException("postings must be " + wanted + ", got: " + count);
    }
    return count;
  }

  private void breathe() {
    if (--untilBreath == 0) {
      untilBreath = BREATH;
      breather.run();
    }
  }
}
