package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.CrashHunt;
import dev.stele.trial.CutPoints;
import dev.stele.trial.Effect;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Reach;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index under crashes and faults, enumerated. A merge happens at the fourth flush. */
class IndexCrashTrial {

  /** Nothing is cut finer: a run counts only once it was synced whole. */
  private static final CutPoints HALVES =
      (file, position, bytes) -> IntStream.of(0, bytes.remaining() / 2);

  private static CrashHunt hunt(String name, int flushes) {
    return CrashHunt.of(name, () -> IndexScenario.thorough(flushes))
        .reaching(new Reach(1, 1, HALVES))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  @Test
  void writingARunSurvivesEveryCrash() {
    HuntReport report =
        print(hunt("index-run", 1).reaching(new Reach(2, 1, CutPoints.sectors())).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(15);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(4_000);
  }

  @Test
  void mergingAndRemovingSurviveEveryCrash() {
    HuntReport report = print(hunt("index-merge", 5).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(75);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(1_500);
  }

  @Test
  void aCrashOfTheNextOpeningIsSurvivedToo() {
    HuntReport report =
        print(hunt("index-again", 4).reaching(new Reach(0, 0, HALVES)).crashingRecovery(1).run());
    assertThat(report.recoveryPoints()).as(report.toString()).isGreaterThanOrEqualTo(17_000);
  }

  @Test
  void aFailingDiskIsToldLosesNothingAndLeaksNothing() {
    HuntReport report =
        print(
            CrashHunt.of("index-fault", () -> IndexScenario.brief(1))
                .reaching(new Reach(0, 0, HALVES))
                .crashingRecovery(0)
                .faulting(EnumSet.complementOf(EnumSet.of(Effect.LIE, Effect.BLOCK)))
                .run());
    assertThat(report.faultPoints()).as(report.toString()).isGreaterThanOrEqualTo(7_900);
  }

  private static HuntReport print(HuntReport report) {
    System.out.println(report);
    return report;
  }
}
