package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.trial.CrashImage;
import dev.stele.trial.Life;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A catalog was renamed, and then a process died or the sync of the directory failed. The next
 * opening reads it from the cache. Once, it went on with that and acknowledged appends; the power
 * failed, the catalog before came back, and what it did not name was lost, or had been zeroed.
 */
class CatalogNameTest {

  private static final Path DIRECTORY = Path.of("/journal");

  /** Fails once, at a sync of a directory. */
  private static final class FailingSync extends ForwardingDisk {
    private final boolean isDeadly;
    private int syncsUntil = -1;
    private boolean dead;

    FailingSync(Disk disk, boolean isDeadly) {
      super(disk);
      this.isDeadly = isDeadly;
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      boolean isIt = operation == DiskOperation.SYNC_DIRECTORY && path.equals(DIRECTORY);
      if (dead || (isIt && syncsUntil-- == 0)) {
        dead = isDeadly;
        throw new DiskException.Failed(operation, path, "by the test");
      }
    }
  }

  private static JournalOptions options(Disk disk, int segmentBytes) {
    return new JournalOptions(segmentBytes, 512, disk, Clock.system(), SimEntropy.of(9));
  }

  private static void append(Journal journal, int sizeBytes) {
    journal.append(List.of(NewEntry.of(ByteBuffer.allocate(sizeBytes)))).orThrow();
  }

  /** The next opening acknowledges an append; then the power fails, and the name with it. */
  private static void requireKept(SimDisk disk, int segmentBytes, boolean isHeadKept) {
    Journal journal = Journal.open(DIRECTORY, options(disk, segmentBytes));
    append(journal, 1003);
    disk.crash();
    SortedSet<Long> kept = new TreeSet<>();
    disk.steps().stream()
        .filter(step -> isHeadKept && step.operation() == DiskOperation.WRITE)
        .filter(step -> step.path().endsWith("HEAD") && SimDisks.all(disk).contains(step.number()))
        .forEach(step -> kept.add(step.number()));
    SimDisk after = disk.restart(CrashImage.of(kept));
    try (Journal again = Journal.open(DIRECTORY, options(after, segmentBytes))) {
      List<Integer> sizes = new ArrayList<>();
      try (Entries entries = again.read(Position.FIRST)) {
        entries.forEachRemaining(entry -> sizes.add(entry.payload().remaining()));
      }
      assertThat(sizes).contains(1003);
    }
  }

  @Test
  void aRotationWhoseNameIsNotSyncedLosesNothing() {
    for (boolean isDeadly : List.of(false, true)) {
      for (boolean isHeadKept : List.of(false, true)) {
        SimDisk disk = SimDisk.empty();
        FailingSync failing = new FailingSync(disk, isDeadly);
        Journal journal = Journal.open(DIRECTORY, options(failing, 8192));
        append(journal, 3000);
        failing.syncsUntil = 0;
        assertThatThrownBy(() -> append(journal, 3001)).isInstanceOf(JournalException.class);
        requireKept(disk.rerun(Life.honest()), 8192, isHeadKept);
      }
    }
  }

  @Test
  void aCreationWhoseNameIsNotSyncedLosesNothing() {
    for (boolean isDeadly : List.of(false, true)) {
      SimDisk disk = SimDisk.empty();
      FailingSync failing = new FailingSync(disk, isDeadly);
      failing.syncsUntil = 1; // The first is that of the directories.
      assertThatThrownBy(() -> Journal.open(DIRECTORY, options(failing, 8192)))
          .isInstanceOf(DiskException.Failed.class);
      requireKept(disk.rerun(Life.honest()), 8192, false);
    }
  }

  @Test
  void aRecoveryWhoseNameIsNotSyncedLosesNothing() {
    for (int sync : List.of(0, 1)) {
      SimDisk first = SimDisk.empty();
      Journal journal = Journal.open(DIRECTORY, options(first, 1 << 16));
      append(journal, 1002);
      append(journal, 1003);
      first.crash();
      SimDisk disk = first.restart(CrashImage.nothing()); // The last frame is doubtful.
      FailingSync failing = new FailingSync(disk, false);
      failing.syncsUntil = sync;
      assertThatThrownBy(() -> Journal.open(DIRECTORY, options(failing, 1 << 16)))
          .isInstanceOf(DiskException.Failed.class);
      Journal again = Journal.open(DIRECTORY, options(disk, 1 << 16));
      assertThat(again.head().value()).isEqualTo(4);
      disk.crash();
      SimDisk after = disk.restart(CrashImage.nothing());
      try (Journal last = Journal.open(DIRECTORY, options(after, 1 << 16))) {
        assertThat(last.head().value()).isGreaterThanOrEqualTo(4);
      }
    }
  }
}
