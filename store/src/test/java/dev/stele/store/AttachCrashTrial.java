package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.store.AttachScenario.Act;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.CutPoints;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Reach;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who is attached while the store crashes, and goes on with the cursor. */
class AttachCrashTrial {

  /** In the middle and at all. */
  private static final CutPoints HALVES =
      (file, position, bytes) -> IntStream.of(0, bytes.remaining() / 2);

  private static CrashHunt hunt(String name, Act... acts) {
    return CrashHunt.of(name, () -> new AttachScenario(acts))
        .reaching(new Reach(1, 1, HALVES))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  private static HuntReport print(HuntReport report) {
    System.out.println(report);
    return report;
  }

  @Test
  void eachDurableEventIsSeenOnceWhateverCrashes() {
    HuntReport report =
        print(hunt("attach-append", Act.APPEND, Act.APPEND_BATCH, Act.AWAY, Act.APPEND).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(30);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(300);
  }

  /** What was only written is not shown before it is durable: a crash may take it back. */
  @Test
  void whatIsOnlyWrittenIsNotShown() {
    HuntReport report =
        print(hunt("attach-written", Act.APPEND, Act.WRITE, Act.WRITE, Act.SYNC, Act.WRITE).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void aCursorIsGoodInTheLivesThatFollow() {
    HuntReport report =
        print(hunt("attach-lives", Act.APPEND, Act.REOPEN, Act.APPEND, Act.REOPEN).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(40);
  }

  /** Minutes. */
  @Test
  @Tag("soak")
  void everyFaultAndTwoLives() {
    HuntReport report =
        print(
            CrashHunt.of("attach-soak", () -> new AttachScenario(Act.APPEND, Act.AWAY, Act.WRITE))
                .reaching(new Reach(0, 0, HALVES))
                .living(2)
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(1_000);
  }
}
