package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Which loops are taken for such that wait: what the README says of them. */
class SpinTest {

  private static final int COUNT = 5;

  private static Exploration.Result explore(String loop, boolean isSet, int spinTurnsMax) {
    WovenModel woven = Loops.woven(loop, isSet);
    Execution.Limits limits = new Execution.Limits(400, spinTurnsMax, false);
    try (BackEnd backEnd = Searched.fastest()) {
      return new Exploration(woven.body(), backEnd, limits).explore(new ReducedSearch(), 10_000);
    }
  }

  /** Ways to look at a flag. */
  @SuppressWarnings({"all", "try"}) // Loops that nobody should write.
  static final class Loops {
    private int turns;

    static WovenModel woven(String loop, boolean isSet) {
      return WovenModel.of(() -> run(loop, isSet));
    }

    static void run(String loop, boolean isSet) throws InterruptedException {
      AtomicBoolean flag = new AtomicBoolean();
      Thread other = new Thread(() -> flag.set(isSet));
      other.start();
      Loops loops = new Loops();
      boolean isSeen =
          switch (loop) {
            case "counting" -> loops.counting(flag);
            case "counting with pauses" -> loops.countingWithPauses(flag);
            case "counting in a field" -> loops.countingInAField(flag);
            case "for ever" -> loops.forEver(flag);
            case "for ever, counting in a field" -> loops.forEverCounting(flag);
            default -> throw new IllegalArgumentException(loop);
          };
      other.join();
      if (!isSeen) {
        throw new IllegalStateException("gave up");
      }
    }

    private boolean counting(AtomicBoolean flag) {
      for (int i = 0; i < COUNT; i++) {
        if (flag.get()) {
          return true;
        }
      }
      return false;
    }

    private boolean countingWithPauses(AtomicBoolean flag) {
      for (int i = 0; i < COUNT; i++) {
        if (flag.get()) {
          return true;
        }
        Thread.onSpinWait();
      }
      return false;
    }

    private boolean countingInAField(AtomicBoolean flag) {
      while (turns++ < COUNT) {
        if (flag.get()) {
          return true;
        }
      }
      return false;
    }

    private boolean forEver(AtomicBoolean flag) {
      while (!flag.get()) {
        Thread.onSpinWait();
      }
      return true;
    }

    private boolean forEverCounting(AtomicBoolean flag) {
      while (!flag.get()) {
        turns++;
      }
      return true;
    }
  }

  private static boolean givesUp(Exploration.Result result) {
    return result
        .failure()
        .filter(failure -> failure.finding().headline().contains("gave up"))
        .isPresent();
  }

  private static Finding finding(Exploration.Result result) {
    return result.failure().orElseThrow().finding();
  }

  @Test
  void aLoopThatCountsItsTurnsIsSeenToGiveUpIfMoreTurnsAreAskedFor() {
    assertThat(givesUp(explore("counting", true, 3))).isFalse();
    assertThat(givesUp(explore("counting", true, COUNT + 2))).isTrue();
  }

  @Test
  void aLoopThatPausesBetweenItsTurnsIsSeenToGiveUpIfMoreTurnsAreAskedFor() {
    assertThat(givesUp(explore("counting with pauses", true, 3))).isFalse();
    assertThat(givesUp(explore("counting with pauses", true, COUNT + 2))).isTrue();
  }

  @Test
  void aLoopThatCountsInAFieldIsNotTakenForOneThatWaits() {
    assertThat(givesUp(explore("counting in a field", true, 3))).isTrue();
  }

  @Test
  void aLoopThatWaitsForWhatNobodyWritesIsALivelockAndTellsOfCounting() {
    Finding found = finding(explore("for ever", false, 3));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.LIVELOCK);
    assertThat(found.details().toString()).contains("spinTurnsMax");
  }

  @Test
  void aLoopThatCountsForEverInAFieldOutgrowsItsSteps() {
    assertThat(finding(explore("for ever, counting in a field", false, 3)).kind())
        .isEqualTo(ExploreError.Kind.OUTGROWN);
  }
}
