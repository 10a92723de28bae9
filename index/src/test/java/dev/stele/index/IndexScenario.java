package dev.stele.index;

import dev.stele.ground.Disk;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimEntropy;
import java.util.List;

/**
 * Opens an index, adds parts of a log, makes runs of them and merges them, closes it. The log
 * itself lies elsewhere and is never lost. Promises: whatever is left of the index, opening takes a
 * chain of runs from it, its answers together with what is added again are those of the log, and a
 * flush that returned is there.
 */
final class IndexScenario implements Scenario {

  private final int flushes;
  private final boolean isBrief;
  private final IndexModel model = new IndexModel();
  private final SimEntropy chance = SimEntropy.of(9);

  /** As far as a flush has returned. */
  private long flushed;

  /** Asks everything each time. */
  static IndexScenario thorough(int flushes) {
    return new IndexScenario(flushes, false);
  }

  /** Asks little, for hunts that fail each single read. */
  static IndexScenario brief(int flushes) {
    return new IndexScenario(flushes, true);
  }

  private IndexScenario(int flushes, boolean isBrief) {
    this.flushes = flushes;
    this.isBrief = isBrief;
  }

  private static PositionIndex open(Disk disk, long durableEnd) {
    return IndexModel.writer(disk, 1 << 20, durableEnd);
  }

  @Override
  public void run(Disk disk) {
    long found = 0;
    long promised = flushed;
    try (PositionIndex index = open(disk, model.end())) {
      found = index.coveredEnd();
      model.feed(index);
      for (int i = 0; i < flushes; i++) {
        model.appendMany(isBrief ? 2 : 4, chance);
        model.feed(index);
        index.durable(model.end());
        index.flush();
        require(index.coveredEnd() == model.end(), "a flush makes runs of everything");
        flushed = model.end();
      }
      check(index);
    }
    require(found >= promised, "what was flushed is there");
  }

  @Override
  public void audit(Disk disk) {
    // A run that could not be read at opening is passed over; closing tells, and then throws.
    long found = 0;
    try (PositionIndex index = open(disk, model.end())) {
      found = index.coveredEnd();
      require(index.gaps().isEmpty(), "an index that was opened has no gaps");
      check(index);
      model.feed(index);
      check(index);
      index.flush();
      check(index);
      require(index.coveredEnd() == model.end(), "what was left is gone on with");
    }
    require(found >= flushed, "what was flushed is there");
    try (PositionIndex follower = IndexModel.follower(disk, 1 << 20, model.end())) {
      found = follower.coveredEnd();
      model.feed(follower);
      check(follower);
    }
    require(found == model.end(), "a follower finds the same");
  }

  private void check(PositionIndex index) {
    SimEntropy chance = SimEntropy.of(5);
    if (isBrief) {
      model.check(index, chance, List.of(-1L));
    } else {
      model.checkAll(index, chance);
    }
  }

  private static void require(boolean condition, String promise) {
    if (!condition) {
      throw new AssertionError(promise);
    }
  }
}
