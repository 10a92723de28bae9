package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.DiskException;
import dev.stele.journal.JournalException;
import dev.stele.store.StoreScenario.Act;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.CrashImage;
import dev.stele.trial.CutPoints;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.FaultPlan;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Life;
import dev.stele.trial.Reach;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimStep;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The store under crashes and faults, each enumerated within its reach. Where bytes are cut is the
 * journal's own hunts' to try; here a write is torn in its middle and at its sectors.
 */
class StoreCrashTrial {

  /** In the middle and at all: for hunts that go far instead. */
  private static final CutPoints HALVES =
      (file, position, bytes) -> IntStream.of(0, bytes.remaining() / 2);

  private static CrashHunt hunt(String name, Act... acts) {
    return CrashHunt.of(name, () -> new StoreScenario(1 << 16, true, acts))
        .reaching(new Reach(1, 1, HALVES))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  private static HuntReport print(HuntReport report) {
    System.out.println(report);
    return report;
  }

  @Test
  void appendsSurviveEveryCrash() {
    HuntReport report =
        print(hunt("store-append", Act.APPEND_KEYED, Act.APPEND_BATCH, Act.APPEND).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(30);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(500);
  }

  @Test
  void whatIsOnlyWrittenSurvivesInWholeBatchesOrNot() {
    HuntReport report =
        print(
            hunt("store-written", Act.WRITE, Act.WRITE, Act.SYNC, Act.WRITE, Act.APPEND_BATCH)
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void savedPlacesSurviveEveryCrash() {
    HuntReport report =
        print(
            hunt("store-cursor", Act.APPEND_BATCH, Act.SAVE, Act.APPEND, Act.SAVE, Act.SAVE).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(40);
  }

  /** The leanest image of each fifth crash, its recovery crashed at each operation. */
  @Test
  void aRecoveryThatIsCrashedIsRecovered() throws Exception {
    Act[] acts = {Act.APPEND_KEYED, Act.SAVE};
    CrashHunt hunt = hunt("store-recovery", acts);
    SimDisk honest = SimDisk.empty();
    new StoreScenario(1 << 16, true, acts).run(honest);
    int points = 0;
    for (long crash = 5; crash <= honest.operationCount(); crash += 5) {
      FaultPlan crashed = FaultPlan.run(crashing(crash));
      for (long again = 1; again <= recoveryOperations(crash, acts); again++) {
        hunt.replay(crashed.then(FaultPlan.Phase.AUDIT, crashing(again)));
        points++;
      }
    }
    System.out.println("store-recovery: " + points + " crashes of recoveries");
    assertThat(points).isGreaterThanOrEqualTo(500);
  }

  private static Life crashing(long operation) {
    return Life.honest().crashing(operation, CrashImage.nothing());
  }

  private static long recoveryOperations(long crash, Act... acts) throws Exception {
    StoreScenario scenario = new StoreScenario(1 << 16, true, acts);
    SimDisk disk = SimDisk.empty(crashing(crash));
    try {
      scenario.run(disk);
    } catch (DiskException | JournalException | StoreException _) {
      // The power is gone.
    }
    SimDisk next = disk.restart(CrashImage.nothing());
    scenario.audit(next);
    return next.operationCount();
  }

  /** Minutes: each image of each crash. */
  @Test
  @Tag("soak")
  void everyRecoveryThatIsCrashedIsRecovered() {
    HuntReport report =
        print(
            hunt("store-recovery-soak", Act.APPEND_KEYED)
                .reaching(new Reach(0, 1, HALVES))
                .crashingRecovery(1)
                .run());
    assertThat(report.recoveryPoints()).as(report.toString()).isGreaterThanOrEqualTo(20_000);
  }

  /** Each operation fails once, and from then on; then all goes on from what is left. */
  @Test
  void aFaultAtEachOperationLosesNothingAndLeaksNothing() throws Exception {
    Act[] acts = {Act.APPEND_KEYED, Act.SAVE, Act.WRITE, Act.REOPEN, Act.APPEND_BATCH};
    SimDisk honest = SimDisk.empty();
    new StoreScenario(1 << 16, true, acts).run(honest);
    CrashHunt hunt = hunt("store-fault", acts);
    int faults = 0;
    for (SimStep step : honest.steps()) {
      for (Effect effect : EnumSet.of(Effect.ERROR, Effect.ERROR_AFTER, Effect.NO_SPACE)) {
        if (effect.appliesTo(step.operation())) {
          for (Fault fault :
              List.of(Fault.once(step.number(), effect), Fault.lasting(step.number(), effect))) {
            FaultPlan plan = FaultPlan.run(Life.with(fault));
            hunt.replay(plan);
            hunt.replay(plan.then(FaultPlan.Phase.RUN, Life.honest()));
            faults++;
          }
        }
      }
    }
    System.out.println("store-fault: " + faults + " faults");
    assertThat(faults).isGreaterThanOrEqualTo(400);
  }

  /** Minutes. */
  @Test
  @Tag("soak")
  void whatIsDoneInLaterLivesSurvives() {
    HuntReport report =
        print(
            hunt("store-lives", Act.APPEND_KEYED, Act.SAVE)
                .reaching(new Reach(0, 0, HALVES))
                .living(2)
                .run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(2_000);
  }

  /** Minutes: all faults, and rotations. */
  @Test
  @Tag("soak")
  void everythingAtOnceSurvives() {
    HuntReport faults =
        print(
            hunt("store-soak-fault", Act.APPEND_KEYED, Act.SAVE, Act.WRITE, Act.REOPEN, Act.APPEND)
                .faulting(EnumSet.complementOf(EnumSet.of(Effect.LIE, Effect.BLOCK)))
                .run());
    assertThat(faults.faultPoints()).as(faults.toString()).isGreaterThanOrEqualTo(5_000);
    HuntReport rotation =
        print(
            CrashHunt.of(
                    "store-soak-rotation",
                    () ->
                        new StoreScenario(
                            8_192,
                            true,
                            Act.APPEND_BATCH,
                            Act.APPEND_BATCH,
                            Act.APPEND_BATCH,
                            Act.SAVE))
                .reaching(new Reach(1, 1, CutPoints.sectors()))
                .crashingRecovery(0)
                .faulting(Set.of())
                .run());
    assertThat(rotation.crashPoints()).as(rotation.toString()).isGreaterThanOrEqualTo(50);
  }
}
