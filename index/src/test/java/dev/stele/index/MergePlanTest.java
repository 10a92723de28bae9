package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which runs become one; the numbers that stand in MergePlan are computed here. */
class MergePlanTest {

  /** A run as the plan sees it: nothing but a range. */
  private record Span(long first, long end) implements MergePlan.Covering {}

  private static List<Span> planned(List<Span> spans) {
    return MergePlan.next(spans);
  }

  @Test
  void tenMillionPositionsAreFiveRunsEachWrittenFourTimes() {
    List<Span> runs = new ArrayList<>();
    long writtenTotal = 0;
    int most = 0;
    for (long first = 0; first < 10_000_000; first += 50_000) {
      runs.add(new Span(first, first + 50_000));
      writtenTotal += 50_000;
      most = Math.max(most, runs.size());
      for (List<Span> next = planned(runs); !next.isEmpty(); next = planned(runs)) {
        Span merged = new Span(next.getFirst().first(), next.getLast().end());
        writtenTotal += merged.end() - merged.first();
        int at = Collections.indexOfSubList(runs, next);
        runs.removeAll(next);
        runs.add(at, merged);
      }
    }
    assertThat(runs).hasSize(5);
    assertThat(most).isLessThanOrEqualTo(13); // 12, and the one that is merged at once.
    assertThat(writtenTotal).isEqualTo(39_200_000);
  }

  @Test
  void smallRunsAreTakenAlongAndALargeOneIsLeftAlone() {
    Span large = new Span(0, 100_000);
    List<Span> runs = new ArrayList<>(List.of(large));
    for (long first = 100_000; first < 100_003; first++) {
      runs.add(new Span(first, first + 1));
    }
    assertThat(planned(runs)).isEmpty();
    runs.add(new Span(100_003, 100_004));
    assertThat(planned(runs)).isEqualTo(runs.subList(1, 5));
    runs.set(4, new Span(100_003, 100_900));
    assertThat(planned(runs)).isEqualTo(runs.subList(1, 5));
  }

  @Test
  void runsAreNotMergedAcrossAGap() {
    List<Span> runs =
        List.of(new Span(0, 10), new Span(10, 20), new Span(30, 40), new Span(40, 50));
    assertThat(planned(runs)).isEmpty();
  }

  @Test
  void fewAreReadAtOnceHoweverManyThereAre() {
    List<Span> runs = new ArrayList<>();
    for (long first = 0; first < 100; first++) {
      runs.add(new Span(first, first + 1));
    }
    assertThat(planned(runs)).hasSize(16);
  }
}
