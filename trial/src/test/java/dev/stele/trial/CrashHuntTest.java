package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hunt finds each planted mistake, and passes the program without one. */
class CrashHuntTest {

  private static final Path FILE = Path.of("/file");
  private static final Path OTHER = Path.of("/other");

  @Test
  void aCarefulProgramSurvivesEverythingWithinReach() {
    HuntReport report = hunt(EnumSet.noneOf(Slots.Mistake.class)).living(2).dicing(42, 500).run();
    assertThat(report.crashPoints()).isGreaterThanOrEqualTo(400);
    assertThat(report.recoveryPoints()).isGreaterThanOrEqualTo(40_000);
    assertThat(report.faultPoints()).isGreaterThanOrEqualTo(800);
    assertThat(report.distinctImages()).isGreaterThanOrEqualTo(180_000);
    assertThat(report.images()).isGreaterThanOrEqualTo(2_000_000);
    assertThat(report.audits()).isGreaterThanOrEqualTo(230_000);
    assertThat(report.randomPlans()).isEqualTo(500);
    assertThat(report).asString().startsWith("slots: ").contains(" crash points, ");
  }

  @ParameterizedTest
  @EnumSource(Slots.Mistake.class)
  void eachMistakeIsFoundWithAPlanThatReplays(Slots.Mistake mistake) {
    CrashHunt hunt = hunt(EnumSet.of(mistake));
    HuntFailure failure = catchThrowableOfType(HuntFailure.class, hunt::run);
    assertThat(failure).as(mistake.toString()).isNotNull();
    FaultPlan plan = FaultPlan.parse(failure.plan().toString());
    assertThat(plan).isEqualTo(failure.plan());
    assertThat(failure)
        .hasMessageContaining("replay: -Dstele.plan.slots='" + plan + "'")
        .hasMessageContaining("#1 FIND /slots");
    assertThatThrownBy(() -> hunt.replay(plan)).isInstanceOf(HuntFailure.class);
  }

  @Test
  void dicingAloneFindsAMistakeAndShrinksIt() {
    CrashHunt hunt = hunt(EnumSet.of(Slots.Mistake.NO_CHECKSUM));
    HuntFailure failure =
        catchThrowableOfType(
            HuntFailure.class,
            () ->
                hunt.reaching(new Reach(0, 0, noCuts())).crashingRecovery(0).dicing(1, 500).run());
    assertThat(failure).isNotNull();
    assertThat(failure.plan().stages()).hasSize(1);
    assertThat(failure.plan().stages().getFirst().life().faults()).isEmpty();
    CrashImage image = failure.plan().stages().getFirst().life().crash().orElseThrow().image();
    assertThat(image.torn()).hasSize(1);
  }

  @Test
  void theSameSeedThrowsTheSameDice() {
    String first = diceFailure(99);
    assertThat(diceFailure(99)).isEqualTo(first);
  }

  @Test
  void aRepeatedCrashFindsWhatASingleOneCannot() {
    Set<Slots.Mistake> mistakes = EnumSet.of(Slots.Mistake.REWRITE_IN_PLACE);
    CrashHunt crashes = hunt(mistakes).faulting(Set.of());
    crashes.crashingRecovery(0).run();
    assertThatThrownBy(() -> crashes.crashingRecovery(1).run()).isInstanceOf(HuntFailure.class);
  }

  /**
   * The hunt once tried a fault in a recovery only for the first crash that left the same bytes. By
   * then less had been promised, and a recovery that drops a record it cannot read passed.
   */
  @Test
  void aRecoveryIsFaultedForEachPromiseAndNotForEachContent() {
    CrashHunt hunt = hunt(EnumSet.of(Slots.Mistake.TAKE_AN_ERROR_FOR_A_TORN_TAIL));
    assertThatThrownBy(() -> hunt.faulting(EnumSet.of(Effect.ERROR)).run())
        .isInstanceOf(HuntFailure.class);
  }

  @Test
  void shrinkingKeepsTheRunAndTheKindOfFailure() {
    // Its recovery renames without syncing; the failure needs a run, and an audit that is crashed.
    class Restless implements Scenario {
      private boolean hasRun;
      private boolean isPromised;

      @Override
      public void run(Disk disk) {
        hasRun = true;
        if (disk.find(FILE).isEmpty()) {
          try (DiskFile file = disk.create(FILE)) {
            file.sync();
          }
          disk.syncDirectory(Path.of("/"));
        }
        isPromised = true;
      }

      @Override
      public void audit(Disk disk) {
        if (!hasRun) {
          throw new AssertionError("audited without a run");
        }
        if (disk.find(FILE).isEmpty()) {
          // Before run() has returned there may be none.
          if (isPromised) {
            throw new AssertionError("the file is lost");
          }
          return;
        }
        disk.rename(FILE, OTHER);
        disk.rename(OTHER, FILE);
      }
    }
    HuntFailure failure =
        catchThrowableOfType(
            HuntFailure.class,
            () -> CrashHunt.of("restless", Restless::new).faulting(Set.of()).run());
    assertThat(failure.plan().stages().getFirst().phase()).isEqualTo(FaultPlan.Phase.RUN);
    assertThat(failure).hasMessageContaining("the file is lost");
  }

  @Test
  void rotMayEndInATypedFailureButNotInALoss() {
    CrashHunt hunt = hunt(EnumSet.noneOf(Slots.Mistake.class));
    assertThatThrownBy(() -> hunt.replay(FaultPlan.parse("run; audit rot:/slots@1^40")))
        .isInstanceOf(HuntFailure.class)
        .hasMessageContaining("expected 3 or more");
    Scenario careful =
        new Scenario() {
          @Override
          public void run(Disk disk) {
            if (disk.find(Path.of("/f")).isEmpty()) {
              try (DiskFile file = disk.create(Path.of("/f"))) {
                file.write(0, ByteBuffer.allocate(4));
              }
            }
          }

          @Override
          public void audit(Disk disk) {
            ByteBuffer bytes = ByteBuffer.allocate(4);
            try (DiskFile file = disk.open(Path.of("/f"), Access.READ)) {
              file.readFully(0, bytes);
            }
            if (bytes.getInt(0) != 0) {
              throw new IllegalStateException("damaged");
            }
          }

          @Override
          public boolean isExpected(Throwable thrown) {
            return thrown instanceof IllegalStateException;
          }
        };
    CrashHunt.of("careful", () -> careful).replay(FaultPlan.parse("run; audit rot:/f@1^40; audit"));
    assertThatThrownBy(() ->
            CrashHunt.of("careful", () -> careful)
                .replay(FaultPlan.parse("run; audit rot:/nosuch@1^40")))
        .isInstanceOf(UnreachedPlan.class);
  }

  @Test
  void aFailedSyncFindsWhatACrashAloneCannot() {
    for (Slots.Mistake mistake :
        EnumSet.of(Slots.Mistake.SYNC_TWICE, Slots.Mistake.TRUST_WHAT_IS_VISIBLE)) {
      hunt(EnumSet.of(mistake)).faulting(Set.of()).run();
      assertThatThrownBy(() -> hunt(EnumSet.of(mistake)).faulting(Set.of(Effect.FORGET)).run())
          .isInstanceOf(HuntFailure.class)
          .hasMessageContaining("plan:   run forget@");
    }
  }

  @Test
  void aPlanFromTheCorpusIsReplayedFirst() {
    HuntReport report =
        hunt(EnumSet.noneOf(Slots.Mistake.class)).corpus(CrashHuntTest.class, "slots.plans").run();
    assertThat(report.corpusPlans()).isEqualTo(2);
    assertThatThrownBy(() ->
            hunt(EnumSet.of(Slots.Mistake.NO_CHECKSUM))
                .corpus(CrashHuntTest.class, "slots.plans")
                .run())
        .isInstanceOf(HuntFailure.class)
        .hasMessageContaining("plan:   run crash@5 keep 5:0-0+zeros");
  }

  @Test
  void aPlanThatDoesNotFitIsNoPass() {
    CrashHunt hunt = hunt(EnumSet.noneOf(Slots.Mistake.class));
    for (String text :
        new String[] {"run error@999", "run crash@999 keep none", "run crash@5 keep 2 77"}) {
      assertThatThrownBy(() -> hunt.replay(FaultPlan.parse(text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void thePropertyReplaysOnePlanAndNeverPasses() {
    String property = CrashHunt.PLAN_PROPERTY + ".slots";
    System.setProperty(property, "run crash@1 keep none");
    try {
      assertThatThrownBy(() -> hunt(EnumSet.noneOf(Slots.Mistake.class)).run())
          .isInstanceOf(AssertionError.class)
          .hasMessage("the plan no longer fails: slots: run crash@1 keep none");
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void aScenarioThatFailsOnAnHonestDiskFails() {
    Scenario broken =
        new Scenario() {
          @Override
          public void run(Disk disk) {
            throw new IllegalStateException("my own fault");
          }

          @Override
          public void audit(Disk disk) {}
        };
    assertThatThrownBy(() -> CrashHunt.of("broken", () -> broken).run())
        .isInstanceOf(HuntFailure.class)
        .hasMessageContaining("my own fault");
  }

  @Test
  void aScenarioThatIsNotDeterministicIsRefused() {
    int[] calls = new int[1];
    Scenario moody =
        new Scenario() {
          @Override
          public void run(Disk disk) {
            try (DiskFile file = disk.create(Path.of("/" + calls[0]++))) {
              file.write(0, ByteBuffer.allocate(1));
            }
          }

          @Override
          public void audit(Disk disk) {}
        };
    assertThatThrownBy(() -> CrashHunt.of("moody", () -> moody).run())
        .isInstanceOf(UnreachedPlan.class)
        .hasMessageStartingWith("a scenario must be deterministic");
  }

  @Test
  void aNameIsCheckedAndBlockingRefused() {
    assertThatThrownBy(() -> CrashHunt.of("No Name", () -> new SlotsScenario(Set.of())))
        .hasMessage("name of a hunt must match [a-z0-9][a-z0-9.-]*, got: 'No Name'");
    assertThatThrownBy(() -> hunt(Set.of()).faulting(EnumSet.of(Effect.BLOCK)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hunt(Set.of()).crashingRecovery(-1))
        .hasMessage("depth must be >= 0, got: -1");
  }

  private static String diceFailure(long seed) {
    HuntFailure failure =
        catchThrowableOfType(
            HuntFailure.class,
            () ->
                hunt(EnumSet.of(Slots.Mistake.NO_CHECKSUM))
                    .reaching(new Reach(0, 0, noCuts()))
                    .faulting(Set.of())
                    .crashingRecovery(0)
                    .dicing(seed, 500)
                    .run());
    return String.valueOf(failure.getMessage());
  }

  private static CutPoints noCuts() {
    return (file, position, bytes) -> IntStream.empty();
  }

  private static CrashHunt hunt(Set<Slots.Mistake> mistakes) {
    return CrashHunt.of("slots", () -> new SlotsScenario(mistakes));
  }
}
