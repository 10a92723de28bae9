package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.Effect;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Reach;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The journal on a disk that fails, each operation in each way, once and from then on. */
class JournalFaultTrial {

  @Test
  void aFailingDiskLosesNothingAndLeaksNothing() {
    HuntReport report =
        JournalCrashTrial.print(
            JournalCrashTrial.hunt("journal-fault", 1 << 16, 1)
                .reaching(new Reach(1, 0, JournalCuts.halves()))
                .faulting(EnumSet.of(Effect.ERROR, Effect.FORGET, Effect.NO_SPACE_HALFWAY))
                .run());
    assertThat(report.faultPoints()).as(report.toString()).isGreaterThanOrEqualTo(30_000);
  }

  /**
   * A fault in a rotation, a second program that goes on, and then a crash: what the second one
   * found may have been in the cache alone. Minutes; {@link CatalogNameTest} is what it would find.
   */
  @Test
  @Tag("soak")
  void aFaultInARotationAndALaterCrashLoseNothing() {
    HuntReport report =
        JournalCrashTrial.print(
            JournalCrashTrial.hunt("journal-fault-rotation", 8192, 40, 40)
                .reaching(new Reach(0, 0, JournalCuts.halves()))
                .crashingAfterFaults()
                .faulting(EnumSet.of(Effect.ERROR))
                .run());
    assertThat(report.faultPoints()).as(report.toString()).isGreaterThanOrEqualTo(35_000);
  }
}
