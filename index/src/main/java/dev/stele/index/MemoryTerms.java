package dev.stele.index;

/** The terms of a memory table that is not added to any more. */
final class MemoryTerms implements TermSource {

  private final MemoryTable table;
  private final long[] sorted;
  private int index = -1;
  private long from;

  MemoryTerms(MemoryTable table, long[] sorted) {
    this.table = table;
    this.sorted = sorted;
  }

  @Override
  public boolean next() {
    index++;
    from = table.first();
    return index < sorted.length;
  }

  @Override
  public long term() {
    return sorted[index];
  }

  @Override
  public long count() {
    return table.count(term());
  }

  @Override
  public int postings(long[] target) {
    int count = table.forward(term(), new Range(from, table.end()), target, 0);
    from = count == 0 ? from : target[count - 1] + 1;
    return count;
  }
}
