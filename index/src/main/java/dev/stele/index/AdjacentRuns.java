package dev.stele.index;

import java.util.List;

/** Runs that join without a gap, as the source of one that covers them all. */
final class AdjacentRuns implements RunSource {

  private final List<Run> runs;

  AdjacentRuns(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  @Override
  public long first() {
    return runs.getFirst().first();
  }

  @Override
  public long end() {
    return runs.getLast().end();
  }

  @Override
  public TermSource terms() {
    return new MergedTerms(runs.stream().map(RunTerms::new).toList());
  }

  @Override
  public void locators(long from, long[] target, int count) {
    int done = 0;
    for (Run run : runs) {
      long at = from + done;
      if (at >= run.first() && at < run.end() && done < count) {
        int part = (int) Math.min(count - done, run.end() - at);
        long place = run.header().locatorsAt() + (at - run.first()) * Long.BYTES;
        run.pages().read(place, part * Long.BYTES).asLongBuffer().get(target, done, part);
        done += part;
      }
    }
  }
}
