package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.journal.JournalScenario.Also;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.CutPoints;
import dev.stele.trial.Effect;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Reach;
import dev.stele.trial.Scenario;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The journal under crashes, each kind enumerated within its reach; the soak goes further. Faults
 * are for {@link JournalFaultTrial}, which takes as long: apart, two JVMs share them.
 */
class JournalCrashTrial {

  static CrashHunt hunt(String name, int segmentBytes, int... batches) {
    return hunt(name, () -> new JournalScenario(segmentBytes, 512, batches));
  }

  static CrashHunt hunt(String name, Supplier<? extends Scenario> scenario) {
    return CrashHunt.of(name, scenario)
        .reaching(new Reach(2, 1, JournalCuts.all()))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  @Test
  void appendsSurviveEveryCrash() {
    HuntReport report =
        print(
            hunt(
                    "journal-append",
                    () -> new JournalScenario(1 << 16, 512, 1, 2).with(Also.VERIFIED))
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(40);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(6_000);
  }

  @Test
  void rotationSurvivesEveryCrash() {
    // The second batch does not fit behind the first: its crash points are those of a new segment.
    HuntReport report =
        print(
            hunt(
                    "journal-rotation",
                    () -> new JournalScenario(8192, 512, 40, 40, 3).with(Also.VERIFIED))
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(65);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(25_000);
  }

  @Test
  void whatAFollowerSawSurvivesEveryCrash() {
    HuntReport report =
        print(
            hunt(
                    "journal-follow",
                    () -> new JournalScenario(1 << 16, 512, 1, 2).with(Also.FOLLOWED))
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(40);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(6_000);
  }

  /** Several frames are written before one sync covers them, as when many append at once. */
  @Test
  void aGroupSurvivesEveryCrash() {
    HuntReport report =
        print(
            hunt(
                    "journal-group",
                    () ->
                        new JournalScenario(1 << 16, 512, 1, 2, 1)
                            .with(Also.GROUPED)
                            .with(Also.VERIFIED))
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(40);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(6_000);
  }

  @Test
  void recoverySurvivesEveryCrash() {
    HuntReport report =
        print(
            hunt("journal-recovery", 1 << 16, 1)
                .reaching(new Reach(1, 1, JournalCuts.halves()))
                .crashingRecovery(1)
                .run());
    assertThat(report.recoveryPoints()).as(report.toString()).isGreaterThanOrEqualTo(25_000);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(50_000);
  }

  @Test
  void whatIsWrittenAfterARecoverySurvives() {
    HuntReport report =
        print(
            hunt("journal-lives", 1 << 16, 1)
                .reaching(new Reach(1, 1, JournalCuts.halves()))
                .living(2)
                .dicing(42, 200)
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(6_000);
  }

  static HuntReport print(HuntReport report) {
    System.out.println(report);
    return report;
  }

  /** Minutes: each write of an append and its opening and closing, cut before each of its bytes. */
  @Test
  @Tag("soak")
  void appendsSurviveACutAtEveryByte() {
    HuntReport report =
        print(
            hunt("journal-every-byte", 1 << 16, 1)
                .reaching(new Reach(0, 1, CutPoints.everyByte()))
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(35);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(30_000);
  }

  /** Minutes: every effect, recovery crashed at every field. */
  @Test
  @Tag("soak")
  void everythingAtOnceSurvives() {
    HuntReport crashes =
        hunt("journal-soak-crash", 1 << 16, 1, 2)
            .reaching(new Reach(1, 1, JournalCuts.all()))
            .crashingRecovery(1)
            .run();
    assertThat(crashes.distinctImages()).as(crashes.toString()).isGreaterThanOrEqualTo(150_000);
    HuntReport faults =
        hunt("journal-soak-fault", 1 << 16, 1)
            .reaching(new Reach(1, 0, JournalCuts.all()))
            .faulting(EnumSet.complementOf(EnumSet.of(Effect.LIE, Effect.BLOCK)))
            .run();
    assertThat(faults.faultPoints()).as(faults.toString()).isGreaterThanOrEqualTo(15_000);
  }
}
