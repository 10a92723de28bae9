package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.trial.CrashImage;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.Life;
import dev.stele.trial.Rot;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the index does when the disk fails or is slow, and what it says of it. */
class IndexFaultTest {

  private static final byte[] NOTHING = {};

  private final SimEntropy chance = SimEntropy.of(1);
  private final IndexModel model = new IndexModel();

  private void grow(PositionIndex index, int count) {
    model.appendMany(count, chance);
    model.feed(index);
    index.durable(model.end());
  }

  private static SimDisk restarted(SimDisk disk, Life life) {
    return disk.restart(CrashImage.nothing(), life);
  }

  private static Path onlyRun(SimDisk disk) {
    List<Path> files = disk.list(IndexModel.DIRECTORY);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  /**
   * Three runs, and the fourth is under way: each operation of writing, merging, removing fails.
   */
  @Test
  void aFaultAtEachStepOfAMergeIsToldAndLosesNothing() {
    SimDisk honest = SimDisk.empty();
    long before = mergeOn(honest);
    long after = honest.operationCount();
    assertThat(after - before).isGreaterThan(40);
    int told = 0;
    for (long operation = before + 1; operation <= after; operation++) {
      SimDisk disk = SimDisk.empty(Life.with(Fault.once(operation, Effect.ERROR)));
      long promised = 0;
      try {
        mergeOn(disk);
        promised = 40;
      } catch (IndexException e) {
        assertThat(e).hasRootCauseInstanceOf(DiskException.Failed.class);
        told++;
      }
      disk.requireNoOpenHandles();
      try (PositionIndex index = IndexModel.writer(restarted(disk, Life.honest()), 1 << 20, 40)) {
        assertThat(index.coveredEnd()).as("operation %s", operation).isBetween(promised, 40L);
        assertThat(index.coveredEnd()).isGreaterThanOrEqualTo(30);
        for (long i = 0; i < index.end(); i++) {
          assertThat(index.last(i % 7, 0, i + 1)).isEqualTo(i);
        }
      }
    }
    assertThat(told).isGreaterThan(40);
  }

  /** Returns how many operations there were before the fourth flush. */
  private static long mergeOn(SimDisk disk) {
    long before = 0;
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      for (int i = 0; i < 40; i++) {
        index.add(i, new long[] {i % 7}, 1, i, NOTHING);
        if (i % 10 == 9) {
          before = disk.operationCount();
          index.durable(i + 1);
          index.flush();
        }
      }
    }
    return before;
  }

  @Test
  void aFullDiskCostsMemoryThenTheOldestPositionsAndHeals() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.lasting(7, Effect.NO_SPACE)));
    PositionIndex index = IndexModel.writer(disk, 4_000, 0);
    for (int i = 0; i < 100; i++) {
      grow(index, 20);
      assertThat(index.statistics().memoryBytes()).isLessThan(6 * 6_000);
    }
    assertThat(index.statistics().droppedTables()).isGreaterThan(10);
    assertThat(index.gaps()).containsExactly(new Gap(0, index.memoryStart()));
    assertThat(index.memoryStart()).isGreaterThan(1000);
    model.checkAll(index, chance);
    assertThatThrownBy(index::flush)
        .isInstanceOf(IndexException.UpkeepFailed.class)
        .hasMessage("index is not all on disk, its upkeep failed: '/index'")
        .hasCauseInstanceOf(DiskException.NoSpace.class);
    assertThatThrownBy(index::close).isInstanceOf(IndexException.UpkeepFailed.class);
    disk.requireNoOpenHandles();

    SimDisk roomy = restarted(disk, Life.honest());
    try (PositionIndex again = IndexModel.writer(roomy, 4_000, model.end())) {
      assertThat(again.end()).isZero();
      model.feed(again);
      again.flush();
      assertThat(again.gaps()).isEmpty();
      model.checkAll(again, chance);
    }
  }

  @Test
  void aFaultThatPassesIsForgottenByTheNextTable() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(7, Effect.NO_SPACE)));
    try (PositionIndex index = IndexModel.writer(disk, 4_000, 0)) {
      for (int i = 0; i < 30; i++) {
        grow(index, 20);
      }
      index.flush();
      assertThat(index.gaps()).isEmpty();
      assertThat(index.coveredEnd()).isEqualTo(model.end());
      model.checkAll(index, chance);
    }
    assertThat(disk.isPlanReached()).isTrue();
  }

  @Test
  void rotIsToldOnceDroppedAndHealedByTheNextOpening() {
    SimDisk disk = SimDisk.empty();
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      grow(index, 300);
      index.flush();
    }
    Path file = onlyRun(disk);
    Life rotten = new Life(List.of(new Rot(file.toString(), 4096, 1)), List.of(), Optional.empty());
    SimDisk left = restarted(disk, rotten);
    try (PositionIndex index = IndexModel.writer(left, 1 << 20, model.end())) {
      assertThat(index.coveredEnd()).isEqualTo(model.end());
      assertThat(index.count(0)).isPositive(); // On a page that is sound.
      Throwable failure = catchThrowable(() -> index.locator(0));
      assertThat(failure).isInstanceOf(IndexException.Damaged.class);
      IndexException.Damaged damage = (IndexException.Damaged) failure;
      assertThat(damage.file()).isEqualTo(file);
      assertThat(damage.positionBytes()).isEqualTo(4096);
      assertThat(damage).hasMessageEndingWith("'" + file + "' at byte 4096");
      assertThat(index.gaps()).containsExactly(new Gap(0, model.end()));
      assertThat(index.locator(0)).isEqualTo(-1);
      assertThat(left.list(IndexModel.DIRECTORY)).isEmpty();
      grow(index, 50);
      model.checkAll(index, chance);
    }
    try (PositionIndex index = IndexModel.writer(left, 1 << 20, model.end())) {
      assertThat(index.end()).isZero();
      model.feed(index);
      model.checkAll(index, chance);
    }
  }

  @Test
  void rotThatAMergeMeetsIsToldAndMakesAGap() {
    SimDisk disk = SimDisk.empty();
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      for (int i = 0; i < 3; i++) {
        grow(index, 30);
        index.flush();
      }
    }
    List<Path> files = disk.list(IndexModel.DIRECTORY);
    assertThat(files).hasSize(3);
    Rot rot = new Rot(files.get(1).toString(), 4096, 1);
    SimDisk left = restarted(disk, new Life(List.of(rot), List.of(), Optional.empty()));
    PositionIndex index = IndexModel.writer(left, 1 << 20, model.end());
    model.appendMany(30, chance);
    model.feed(index);
    index.durable(model.end());
    assertThatThrownBy(index::flush).hasCauseInstanceOf(IndexException.Damaged.class);
    assertThat(index.gaps()).hasSize(1);
    assertThat(index.statistics().runs()).isEqualTo(3);
    model.checkAll(index, chance);
    assertThatThrownBy(index::close).isInstanceOf(IndexException.UpkeepFailed.class);
    left.requireNoOpenHandles();
    try (PositionIndex again = IndexModel.writer(left, 1 << 20, model.end())) {
      assertThat(again.gaps()).isEmpty();
      assertThat(left.list(IndexModel.DIRECTORY)).containsExactly(files.getFirst());
      model.feed(again);
      model.checkAll(again, chance);
    }
  }

  @Test
  void aDeviceFaultBelowARunIsToldAndTheFileStays() {
    SimDisk disk = SimDisk.empty();
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      grow(index, 30);
      index.flush();
    }
    SimDisk honest = restarted(disk, Life.honest());
    IndexModel.follower(honest, 1 << 20, model.end()).close();
    long opening =
        honest.steps().stream().filter(step -> step.operation() != DiskOperation.UNMAP).count();
    SimDisk failing = restarted(disk, Life.with(Fault.once(opening + 1, Effect.ERROR)));
    try (PositionIndex index = IndexModel.follower(failing, 1 << 20, model.end())) {
      assertThat(index.coveredEnd()).isEqualTo(model.end());
      assertThatThrownBy(() -> index.locator(3)).isInstanceOf(IndexException.Unreadable.class);
      assertThat(index.gaps()).containsExactly(new Gap(0, model.end()));
      onlyRun(failing);
      // It is found again; but a query of before may still be looking at what it got.
      index.refresh();
      assertThat(index.coveredEnd()).isEqualTo(model.end());
      assertThat(index.locator(3)).isEqualTo(IndexModel.locator(3));
      assertThat(index.gaps()).containsExactly(new Gap(0, model.end()));
      index.refresh();
    }
  }

  @Test
  void aRefusingExecutorIsAFailureOfTheUpkeep() {
    IndexOptions options =
        IndexOptions.writer(
            SimDisk.empty(),
            IndexModel.DIRECTORY,
            1 << 20,
            _ -> {
              throw new RejectedExecutionException("closed");
            });
    PositionIndex index = PositionIndex.open(options, IndexModel.LINEAGE, 0, IndexModel::seal);
    grow(index, 10);
    assertThatThrownBy(index::flush).hasCauseInstanceOf(RejectedExecutionException.class);
    model.checkAll(index, chance);
    assertThatThrownBy(index::close).isInstanceOf(IndexException.UpkeepFailed.class);
  }

  /** Does something when a file is made, and remembers which ones got their names. */
  private static final class NoticingDisk extends ForwardingDisk {
    private final Consumer<Path> onCreate;
    private final List<Path> renamed = new ArrayList<>();

    NoticingDisk(SimDisk disk, Consumer<Path> onCreate) {
      super(disk);
      this.onCreate = onCreate;
    }

    @Override
    public DiskFile create(Path file) {
      onCreate.accept(file);
      return super.create(file);
    }

    @Override
    public void rename(Path source, Path target) {
      super.rename(source, target);
      renamed.add(target);
    }
  }

  /** Otherwise the thread that adds would wait for as long as a merge lasts. */
  @Test
  void tablesThatFillUpDuringAMergeAreWrittenInItsMiddle() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    List<Path> created = new ArrayList<>();
    List<PositionIndex> opened = new ArrayList<>();
    SimDisk disk = SimDisk.empty();
    NoticingDisk noticing =
        new NoticingDisk(
            disk,
            file -> {
              created.add(file);
              if (created.size() == 5) { // The merged one, behind the four it is made of.
                add(opened.getFirst(), 750); // As many as fill a table.
              }
            });
    IndexOptions options = IndexOptions.writer(noticing, IndexModel.DIRECTORY, 60_000, tasks::add);
    try (PositionIndex index =
        PositionIndex.open(options, IndexModel.LINEAGE, 0, IndexModel::seal)) {
      opened.add(index);
      for (int run = 0; run < 4; run++) {
        add(index, 750);
        tasks.remove().run();
      }
      assertThat(created).hasSize(6);
      assertThat(noticing.renamed.getLast())
          .isEqualTo(IndexModel.DIRECTORY.resolve("00000000000000000000-00000000000000003000.run"));
      assertThat(index.statistics().runs()).isEqualTo(2);
      assertThat(index.coveredEnd()).isEqualTo(3750);
      for (long position = 0; position < 3750; position += 71) {
        assertThat(index.last(SimEntropy.of(position).nextLong(), 0, 3750)).isEqualTo(position);
      }
    }
  }

  /** Once, it took the first one's turn away, and a third wrote what the first was writing. */
  @Test
  void aSecondTaskBesideTheFirstDoesNothing() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    List<Path> created = new ArrayList<>();
    List<PositionIndex> opened = new ArrayList<>();
    NoticingDisk noticing =
        new NoticingDisk(
            SimDisk.empty(),
            file -> {
              created.add(file);
              for (int i = 0; i < 2 && created.size() == 1; i++) {
                add(opened.getFirst(), 750);
                tasks.remove().run();
              }
            });
    IndexOptions options = IndexOptions.writer(noticing, IndexModel.DIRECTORY, 60_000, tasks::add);
    try (PositionIndex index =
        PositionIndex.open(options, IndexModel.LINEAGE, 0, IndexModel::seal)) {
      opened.add(index);
      add(index, 750);
      tasks.remove().run();
      assertThat(created).hasSize(3).doesNotHaveDuplicates();
      assertThat(index.coveredEnd()).isEqualTo(2250);
    }
  }

  /** Adds positions of one term each, and says that they are durable when the last is there. */
  private static void add(PositionIndex index, int count) {
    for (int i = 0; i < count; i++) {
      long[] term = {SimEntropy.of(index.end()).nextLong()};
      index.add(index.end(), term, 1, 1, NOTHING);
    }
    index.durable(index.end());
  }

  @Test
  void aFollowerKeepsWhatTheWriterMergedAwayUntilItLooksAgain() {
    SimDisk disk = SimDisk.empty();
    PositionIndex writer = IndexModel.writer(disk, 1 << 20, 0);
    grow(writer, 30);
    writer.flush();
    PositionIndex follower = IndexModel.follower(disk, 1 << 20, model.end());
    long seen = follower.coveredEnd();
    for (int i = 0; i < 3; i++) {
      grow(writer, 30);
      writer.flush();
    }
    assertThat(writer.statistics().runs()).isEqualTo(1);
    follower.refresh(); // It does not know that more is durable, and finds none of its runs.
    assertThat(follower.coveredEnd()).isEqualTo(seen);
    model.feed(follower);
    model.checkAll(follower, chance);
    assertThat(follower.memoryStart()).isEqualTo(seen);
    follower.durable(model.end());
    follower.refresh();
    assertThat(follower.statistics().runs()).isEqualTo(1);
    assertThat(follower.memoryStart()).isEqualTo(model.end());
    assertThat(follower.statistics().memoryPositions()).isZero();
    model.checkAll(follower, chance);
    writer.close();
    follower.close();
    disk.requireNoOpenHandles();
  }
}
