package dev.stele.process;

import static dev.stele.process.InlineWorkerScenario.AGAIN;
import static dev.stele.process.InlineWorkerScenario.BOUND_AND_OTHERS;
import static dev.stele.process.InlineWorkerScenario.STEPS;
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
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Engines under crashes, at each operation of the disk, each followed by an opening whose worker
 * goes on. How bytes are torn is the journal's own hunts' to try.
 */
class InlineWorkerCrashTrial {

  private static final CutPoints NONE = (file, position, bytes) -> IntStream.empty();
  private static final CutPoints HALVES =
      (file, position, bytes) -> IntStream.of(bytes.remaining() / 2);

  private static CrashHunt hunt(String name, List<ProcessId> processes, Telling telling) {
    return CrashHunt.of(name, () -> new InlineWorkerScenario(processes, telling))
        .reaching(new Reach(0, 0, NONE))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  private static CrashHunt hunt(String name, List<ProcessId> processes) {
    return hunt(name, processes, Telling.WITH_KEYS);
  }

  private static HuntReport print(HuntReport report) {
    System.out.println(report);
    return report;
  }

  @Test
  void whatCanBeRunAgainComesToItsEndWhereverItWasCut() {
    HuntReport report = print(hunt("inline-again", AGAIN).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(90);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void boundWorkBeginsOnceAndEndsWhereverItWasCut() {
    HuntReport report = print(hunt("inline-bound", BOUND_AND_OTHERS).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(100);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(1_200);
  }

  /** Otherwise the hunts above would say nothing of keys. */
  @Test
  void anEngineThatTellsWithoutKeysIsCaught() {
    HuntFailure failure =
        catchThrowableOfType(
            HuntFailure.class,
            () -> hunt("inline-naive", List.of(STEPS), Telling.WITHOUT_KEYS).run());
    assertThat(failure).isNotNull();
    assertThat(failure).hasMessageContaining("must be told once");
  }

  /** Each operation that changes the disk fails: is done and says it was not; finds no room. */
  @Test
  void aDiskThatFailsLosesNothing() {
    int faults = 0;
    for (List<ProcessId> processes : List.of(AGAIN, BOUND_AND_OTHERS)) {
      SimDisk honest = SimDisk.empty();
      new InlineWorkerScenario(processes, Telling.WITH_KEYS).run(honest);
      CrashHunt hunt = hunt("inline-fault", processes);
      for (SimStep step : honest.steps()) {
        if (Effect.ERROR_AFTER.appliesTo(step.operation())) {
          hunt.replay(FaultPlan.run(Life.with(Fault.once(step.number(), Effect.ERROR_AFTER))));
          faults++;
        }
        if (Effect.NO_SPACE.appliesTo(step.operation())) {
          hunt.replay(FaultPlan.run(Life.with(Fault.lasting(step.number(), Effect.NO_SPACE))));
          faults++;
        }
      }
    }
    System.out.println("inline-fault: " + faults + " faults");
    assertThat(faults).isGreaterThanOrEqualTo(300);
  }

  /** Minutes: torn writes, too. */
  @Test
  @Tag("soak")
  void moreOfWhatMayBeLeftIsWorkedOn() {
    for (List<ProcessId> processes : List.of(AGAIN, BOUND_AND_OTHERS)) {
      HuntReport report =
          print(hunt("inline-images", processes).reaching(new Reach(0, 0, HALVES)).run());
      assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(3_000);
    }
  }
}
