package dev.stele.process;

import static dev.stele.process.Disposition.EXTERNALLY_OWNED;
import static dev.stele.process.Disposition.OWNER_BOUND;
import static dev.stele.process.Disposition.RERUNNABLE;
import static dev.stele.process.ProcessScenario.abandon;
import static dev.stele.process.ProcessScenario.await;
import static dev.stele.process.ProcessScenario.begin;
import static dev.stele.process.ProcessScenario.cancel;
import static dev.stele.process.ProcessScenario.complete;
import static dev.stele.process.ProcessScenario.completeOutside;
import static dev.stele.process.ProcessScenario.emit;
import static dev.stele.process.ProcessScenario.emitAll;
import static dev.stele.process.ProcessScenario.fail;
import static dev.stele.process.ProcessScenario.forget;
import static dev.stele.process.ProcessScenario.giveBack;
import static dev.stele.process.ProcessScenario.haunt;
import static dev.stele.process.ProcessScenario.prune;
import static dev.stele.process.ProcessScenario.register;
import static dev.stele.process.ProcessScenario.reopen;
import static dev.stele.process.ProcessScenario.resume;
import static dev.stele.process.ProcessScenario.signal;
import static dev.stele.process.ProcessScenario.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.process.ProcessScenario.Doing;
import dev.stele.trial.CrashHunt;
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
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The lives of processes under crashes, at each operation of the disk, each followed by an opening
 * that sweeps. How bytes are torn is the journal's own hunts' to try; here a write is torn in its
 * middle.
 */
class ProcessCrashTrial {

  private static final CutPoints HALVES =
      (file, position, bytes) -> IntStream.of(bytes.remaining() / 2);

  /** One owner after another, in one opening and in the next. */
  private static final Doing[] RERUNNABLE_LIFE = {
    register("r", RERUNNABLE),
    begin("r"),
    emit("r", "k"),
    await("r", 1),
    reopen(),
    signal("r", "s"),
    begin("r"),
    resume("r"),
    fail("r"),
    reopen(),
    haunt(),
    begin("r"),
    emitAll("r"),
    complete("r")
  };

  private static final Doing[] BOUND_LIVES = {
    register("done", OWNER_BOUND),
    register("left", OWNER_BOUND),
    begin("done"),
    begin("left"),
    emit("left", "k"),
    complete("done"),
    cancel("left"),
    reopen(),
    haunt(),
    begin("left"),
    abandon("left")
  };

  private static final Doing[] ENDS = {
    register("x", EXTERNALLY_OWNED),
    register("r", RERUNNABLE),
    begin("r"),
    complete("r"),
    snapshot(),
    completeOutside("x"),
    prune(),
    register("r", RERUNNABLE),
    begin("r"),
    giveBack("r"),
    register("y", EXTERNALLY_OWNED),
    abandon("y"),
    forget(),
    snapshot(),
    cancel("r")
  };

  private static CrashHunt hunt(String name, Doing... doings) {
    return CrashHunt.of(name, () -> new ProcessScenario(doings))
        .reaching(new Reach(0, 0, HALVES))
        .crashingRecovery(0)
        .faulting(Set.of());
  }

  private static HuntReport print(HuntReport report) {
    System.out.println(report);
    return report;
  }

  @Test
  void workThatMayBeRunAgainIsNeverLost() {
    HuntReport report = print(hunt("process-rerunnable", RERUNNABLE_LIFE).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(60);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(200);
  }

  @Test
  void boundWorkIsNeverRunTwice() {
    HuntReport report = print(hunt("process-bound", BOUND_LIVES).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(50);
  }

  @Test
  void endsPrunesSnapshotsAndSessionsSurvive() {
    HuntReport report = print(hunt("process-ends", ENDS).run());
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(60);
  }

  /** Each operation that changes the disk fails once, and from then on. */
  @Test
  void aDiskThatFailsLosesNothing() {
    Doing[] doings = {
      register("r", RERUNNABLE), register("o", OWNER_BOUND), begin("o"), begin("r"), complete("r")
    };
    SimDisk honest = SimDisk.empty();
    new ProcessScenario(doings).run(honest);
    CrashHunt hunt = hunt("process-fault", doings);
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
    System.out.println("process-fault: " + faults + " faults");
    assertThat(faults).isGreaterThanOrEqualTo(100);
  }

  /** Minutes: more images of each crash. */
  @Test
  @Tag("soak")
  void moreOfWhatMayBeLeftSurvives() {
    for (Doing[] doings : new Doing[][] {RERUNNABLE_LIFE, BOUND_LIVES, ENDS}) {
      HuntReport report =
          print(hunt("process-images", doings).reaching(new Reach(1, 1, HALVES)).run());
      assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(4_000);
    }
  }

  /** Minutes: what is left is lived on, and crashes again. */
  @Test
  @Tag("soak")
  void livesAfterLivesSurvive() {
    for (Doing[] doings : new Doing[][] {RERUNNABLE_LIFE, BOUND_LIVES, ENDS}) {
      HuntReport report =
          print(hunt("process-lives", doings).reaching(new Reach(0, 0, HALVES)).living(2).run());
      assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(2_000);
    }
  }

  /** Minutes: the recovery is crashed, too. */
  @Test
  @Tag("soak")
  void recoveriesThatCrashAreRecovered() {
    HuntReport report =
        print(
            hunt(
                    "process-recovery",
                    register("o", OWNER_BOUND),
                    register("r", RERUNNABLE),
                    begin("o"),
                    begin("r"))
                .reaching(new Reach(0, 0, HALVES))
                .crashingRecovery(1)
                .run());
    assertThat(report.recoveryPoints()).as(report.toString()).isGreaterThanOrEqualTo(1_000);
  }
}
