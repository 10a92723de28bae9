package dev.stele.index;

import java.util.List;

/** Decides which adjacent runs become one. */
final class MergePlan {

  /*
   * The tier of a run is the logarithm of how many positions it covers, to the base of 4. Look at
   * the runs from some one on: the highest tier among them, and the last run that has it. All from
   * there to here are a stretch, the small ones in between included. Runs behind it are of lower
   * tiers, and begin a stretch of their own. As soon as a stretch has 4 runs it is merged.
   *
   * So there are at most 3 runs for each tier, and a merge of four equals rises by one tier: with
   * 50,000 positions in a memory table, 10 million positions are 200 runs, written as 5 in the end
   * (3 of 3.2 million and 2 of 200,000), at most 12 on the way, and each position was written 3.9
   * times. Merging 8 at a time would write it 2.9 times and keep up to 17 runs on the way: an append
   * asks each run's filter for its idempotency key, so fewer runs are worth more than fewer writes.
   *
   * The last stretch is looked at first: it is the cheapest, and its end is what grows.
   */
  static final int WIDTH = 4;

  /** More are not read at once, however many a failing disk has left. */
  private static final int WIDTH_MAX = 16;

  /** Something that covers positions, as a run does. */
  interface Covering {
    long first();

    long end();
  }

  private MergePlan() {}

  /**
   * Returns the runs to be merged next, none if all is well.
   *
   * @param runs by position; gaps between them are possible
   */
  static <T extends Covering> List<T> next(List<T> runs) {
    List<T> found = List.of();
    int from = 0;
    while (from < runs.size()) {
      int end = from + 1;
      while (end < runs.size() && runs.get(end).first() == runs.get(end - 1).end()) {
        end++;
      }
      List<T> inChain = lastStretch(runs.subList(from, end));
      found = inChain.isEmpty() ? found : inChain;
      from = end;
    }
    return found;
  }

  private static <T extends Covering> List<T> lastStretch(List<T> chain) {
    List<T> found = List.of();
    int from = 0;
    while (from < chain.size()) {
      int last = from;
      for (int i = from + 1; i < chain.size(); i++) {
        last = tier(chain.get(i)) >= tier(chain.get(last)) ? i : last;
      }
      if (last - from + 1 >= WIDTH) {
        found = chain.subList(from, Math.min(last + 1, from + WIDTH_MAX));
      }
      from = last + 1;
    }
    return List.copyOf(found);
  }

  private static int tier(Covering run) {
    return (Long.SIZE - 1 - Long.numberOfLeadingZeros(run.end() - run.first())) / 2;
  }
}
