package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stele.process.InlineWorkerScenario.Telling;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.CutPoints;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.FaultPlan;
import dev.stele.trial.HuntFailure;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Life;
import dev.stele.trial.Reach;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimStep;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Engines under crashes, at each operation of the disk, each followed by an opening whose worker
 * goes on. How bytes are torn is the journal's own hunts' to try.
 */
class InlineWorkerCrashTrial {

  private static final CutPoints HALVES =
      (file, position, bytes) -> IntStream.of(bytes.remaining() / 2);

  private static CrashHunt hunt(String name, Telling telling) {
    return CrashHunt.of(name, () -> new InlineWorkerScenario(telling))
        .reaching(new Reach(0, 0, HALVES))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  private static HuntReport print(HuntReport report) {
    System.out.println(report);
    return report;
  }

  @Test
  void enginesComeToTheirEndsWhereverTheyWereCut() {
    HuntReport report = print(hunt("inline-worker", Telling.WITH_KEYS).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(100);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(300);
  }

  /** Otherwise the hunt above would say nothing of keys. */
  @Test
  void anEngineThatTellsWithoutKeysIsCaught() {
    HuntFailure failure =
        catchThrowableOfType(
            HuntFailure.class, () -> hunt("inline-naive", Telling.WITHOUT_KEYS).run());
    assertThat(failure).isNotNull();
    assertThat(failure).hasMessageContaining("must be told once");
    assertThat(failure.plan().stages()).hasSizeLessThanOrEqualTo(2);
  }

  /** Operations that change the disk fail, once and from then on. */
  @Test
  void aDiskThatFailsLosesNothing() {
    SimDisk honest = SimDisk.empty();
    new InlineWorkerScenario(Telling.WITH_KEYS).run(honest);
    CrashHunt hunt = hunt("inline-fault", Telling.WITH_KEYS);
    int faults = 0;
    for (SimStep step : honest.steps()) {
      for (Effect effect : EnumSet.of(Effect.ERROR_AFTER, Effect.NO_SPACE)) {
        if (effect.appliesTo(step.operation())) {
          hunt.replay(FaultPlan.run(Life.with(Fault.once(step.number(), effect))));
          hunt.replay(FaultPlan.run(Life.with(Fault.lasting(step.number(), effect))));
          faults += 2;
        }
      }
    }
    System.out.println("inline-fault: " + faults + " faults");
    assertThat(faults).isGreaterThanOrEqualTo(200);
  }

  /** Minutes: what is left is worked on, and crashes again. */
  @Test
  @Tag("soak")
  void livesAfterLivesComeToTheirEnds() {
    HuntReport report = print(hunt("inline-lives", Telling.WITH_KEYS).living(2).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(5_000);
  }

  /** Minutes: the worker that goes on is crashed, too. */
  @Test
  @Tag("soak")
  void workersThatCrashInTheirRecoveryAreFollowedByOthers() {
    HuntReport report = print(hunt("inline-recovery", Telling.WITH_KEYS).crashingRecovery(1).run());
    assertThat(report.recoveryPoints()).as(report.toString()).isGreaterThanOrEqualTo(5_000);
  }
}
