package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stele.ground.Clock;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.trial.CrashImage;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.Life;
import dev.stele.trial.Rot;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import dev.stele.trial.SimStep;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Faults and rot, one at a time, and what is said of them. */
class JournalFaultTest {

  private static final Path DIRECTORY = Path.of("/journal");

  /** Gives handles and the lock back; the checkpoint is there. */
  private static final Set<DiskOperation> OF_CLOSING_ITSELF =
      EnumSet.of(DiskOperation.CLOSE, DiskOperation.UNMAP, DiskOperation.UNLOCK);

  private static JournalOptions options(SimDisk disk) {
    return new JournalOptions(8192, 512, disk, Clock.system(), SimEntropy.of(5));
  }

  /** Fills two segments; returns the journal, open. */
  private static Journal fill(SimDisk disk) {
    Journal journal = Journal.open(DIRECTORY, options(disk));
    for (int i = 0; i < 60; i++) {
      append(journal, "entry " + i);
    }
    return journal;
  }

  private static void append(Journal journal, String text) {
    journal.append(List.of(JournalScenario.entry(text))).orThrow();
  }

  /** Conformance E4. On an honest disk the same closing leaves an index and a checkpoint. */
  @Test
  void aFaultAtEachStepOfTheCheckpointIsTypedAndTheNextOpeningRebuilds() {
    SimDisk honest = SimDisk.empty();
    Journal whole = fill(honest);
    TreeHead tree = whole.treeHead();
    long before = honest.operationCount();
    whole.close();
    List<SimStep> closing =
        honest.steps().stream()
            .filter(step -> step.number() > before)
            .filter(step -> !OF_CLOSING_ITSELF.contains(step.operation()))
            .toList();
    assertThat(reopened(honest, tree).entriesHashed()).isZero();
    assertThat(closing).hasSizeGreaterThan(12);

    int rebuilt = 0;
    for (SimStep step : closing) {
      SimDisk disk = SimDisk.empty(Life.with(Fault.once(step.number(), Effect.ERROR)));
      Journal journal = fill(disk);
      assertThat(journal.treeHead()).isEqualTo(tree); // As on the honest disk, step for step.
      Throwable failure = catchThrowable(journal::close);
      assertThat(failure).as("%s", step).isInstanceOf(JournalException.Poisoned.class);
      assertThat(failure.getCause()).isInstanceOf(DiskException.Failed.class);
      disk.requireNoOpenHandles();
      RecoveryReport report = reopened(disk.restart(CrashImage.nothing()), tree);
      rebuilt += report.entriesHashed() > 0 ? 1 : 0;
    }
    assertThat(rebuilt).isGreaterThan(8);
  }

  private static RecoveryReport reopened(SimDisk disk, TreeHead tree) {
    try (Journal journal = Journal.open(DIRECTORY, options(disk))) {
      assertThat(journal.treeHead(new Position(tree.size()))).isEqualTo(tree);
      return journal.recovery();
    }
  }

  @Test
  void rotInTheLastDurableFrameIsDamageThoughNoFrameFollowsIt() {
    SimDisk disk = SimDisk.empty();
    Journal journal = Journal.open(DIRECTORY, options(disk));
    append(journal, "first");
    append(journal, "last");
    // Only the head says that the last one was durable.
    CrashImage withHead = CrashImage.of(SimDisks.all(disk));
    int last = 4096 + 2 * 112 + 70;
    SimDisk rotten =
        disk.restart(
            withHead,
            new Life(
                List.of(new Rot("/journal/segments/00000001.seg", last, 1)),
                List.of(),
                Optional.empty()));
    assertThatThrownBy(() -> Journal.open(DIRECTORY, options(rotten)))
        .isInstanceOf(JournalException.Damaged.class)
        .hasMessageContaining("00000001.seg");
    rotten.requireNoOpenHandles();
    journal.close();
  }

  @Test
  void rotInASealedSegmentIsDamageForItsReadersAlone() {
    SimDisk disk = SimDisk.empty();
    fill(disk).close();
    SimDisk rotten =
        disk.restart(
            CrashImage.nothing(),
            new Life(
                List.of(new Rot("/journal/segments/00000001.seg", 5000, 1)),
                List.of(),
                Optional.empty()));
    try (Journal journal = Journal.open(DIRECTORY, options(rotten))) {
      append(journal, "goes on");
      Position late = new Position(journal.head().value() - 1);
      try (Entries entries = journal.read(late)) {
        assertThat(entries.next().position()).isEqualTo(late);
      }
      try (Entries entries = journal.read(Position.FIRST)) {
        assertThatThrownBy(() -> entries.forEachRemaining(_ -> {}))
            .isInstanceOf(JournalException.Damaged.class)
            .hasMessageContaining("'/journal/segments/00000001.seg' at byte");
      }
    }
    rotten.requireNoOpenHandles();
  }
}
