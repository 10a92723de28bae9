package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The index against the model, through histories that a seed decides. */
class PositionIndexProperty {

  private static final int HISTORIES = 60;
  private static final int STEPS = 40;

  @Test
  void everyQueryAnswersAsTheModelDoes() {
    long merged = 0;
    long shared = 0;
    for (int seed = 1; seed <= HISTORIES; seed++) {
      try {
        History history = new History(seed);
        history.run();
        merged += history.largestRun > 1000 ? 1 : 0;
        shared += history.followerRuns > 0 ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(merged).isGreaterThan(HISTORIES / 2);
    assertThat(shared).isGreaterThan(HISTORIES / 2);
  }

  /** One log, its writer, and one that follows. */
  private static final class History {
    private final SimEntropy chance;
    private final SimDisk disk = SimDisk.empty();
    private final IndexModel model = new IndexModel();
    private final int memoryBytes;
    private PositionIndex writer;
    private PositionIndex follower;
    private long durable;
    private long largestRun;
    private long followerRuns;

    History(int seed) {
      chance = SimEntropy.of(seed);
      memoryBytes = 1 << (10 + chance.below(6));
      writer = IndexModel.writer(disk, memoryBytes, 0);
      follower = IndexModel.follower(disk, memoryBytes / 3, 0);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      model.checkAll(writer, chance);
      writer.durable(model.end());
      writer.flush();
      assertThat(writer.gaps()).isEmpty();
      assertThat(writer.coveredEnd()).isEqualTo(model.end());
      follower.durable(model.end());
      follower.refresh();
      assertThat(follower.coveredEnd()).isEqualTo(model.end());
      model.checkAll(follower, chance);
      followerRuns = follower.statistics().runs();
      largestRun = writer.statistics().postings() / writer.statistics().runs();
      writer.close();
      follower.close();
      disk.requireNoOpenHandles();
    }

    private void step() {
      switch (chance.below(9)) {
        case 0, 1, 2, 3 -> {
          model.appendMany(1 + chance.below(200), chance);
          model.feed(writer);
        }
        case 4 -> {
          durable += chance.below((int) (model.end() - durable) + 1);
          writer.durable(durable);
        }
        case 5 -> {
          durable = model.end();
          writer.durable(durable);
          writer.flush();
        }
        case 6 -> {
          writer.close();
          writer = IndexModel.writer(disk, memoryBytes, durable);
          model.feed(writer);
        }
        case 7 -> {
          follower.durable(durable);
          if (chance.below(2) == 0) {
            follower.refresh();
          }
          model.feed(follower, durable);
        }
        default -> {
          follower.close();
          follower = IndexModel.follower(disk, memoryBytes / 3, durable);
          model.feed(follower, durable);
        }
      }
      List<Long> terms = model.terms();
      if (!terms.isEmpty()) {
        List<Long> some = List.of(0L, -1L, 3L, terms.get(chance.below(terms.size())));
        model.check(writer, chance, some);
        model.check(follower, chance, some);
      }
    }
  }
}
