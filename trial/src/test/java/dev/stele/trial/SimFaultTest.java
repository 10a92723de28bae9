package dev.stele.trial;

import static dev.stele.trial.SimDiskTest.content;
import static dev.stele.trial.SimDiskTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Access;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskLock;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.Mapping;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What goes wrong on the simulated disk, and what each fault leaves. */
class SimFaultTest {

  private static final Path ROOT = Path.of("/");
  private static final Path LOG = Path.of("/log");

  @Test
  void aTransientErrorHappensOnceAndChangesNothing() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(2, Effect.ERROR)));
    try (DiskFile file = disk.create(LOG)) {
      assertThatThrownBy(() -> write(file, 0, "abc"))
          .isInstanceOf(DiskException.Failed.class)
          .hasMessage("WRITE failed, simulated at #2, nothing was done: '/log'");
      assertThat(file.size()).isZero();
      write(file, 0, "abc");
    }
    assertThat(content(disk, LOG)).isEqualTo("abc");
    assertThat(disk.isPlanReached()).isTrue();
  }

  @Test
  void aLastingErrorStays() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.lasting(2, Effect.ERROR)));
    DiskFile file = disk.create(LOG);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> write(file, 0, "abc")).isInstanceOf(DiskException.Failed.class);
    }
    assertThatThrownBy(file::close).isInstanceOf(DiskException.Failed.class);
    disk.requireNoOpenHandles();
  }

  @Test
  void anErrorAfterwardsHidesThatItWasDone() {
    for (DiskOperation operation :
        Arrays.stream(DiskOperation.values()).filter(Effect.ERROR_AFTER::appliesTo).toList()) {
      long number = new Story(SimDisk.empty()).numberOf(operation);
      SimDisk disk = SimDisk.empty(Life.with(Fault.once(number, Effect.ERROR_AFTER)));
      assertThatThrownBy(() -> new Story(disk).numberOf(operation))
          .as(operation.toString())
          .isInstanceOf(DiskException.Failed.class)
          .hasMessageContaining("after it was done");
      Story honest = new Story(SimDisk.empty());
      honest.until(number);
      assertThat(Fingerprint.of(disk.volume()))
          .as(operation.toString())
          .isEqualTo(Fingerprint.of(honest.disk.volume()));
      if (operation == DiskOperation.CREATE) {
        disk.requireNoOpenHandles();
      }
    }
  }

  @Test
  void aFullDiskTakesNothingOrHalf() {
    SimDisk full = SimDisk.empty(Life.with(Fault.lasting(2, Effect.NO_SPACE)));
    try (DiskFile file = full.create(LOG)) {
      assertThatThrownBy(() -> write(file, 0, "abcd")).isInstanceOf(DiskException.NoSpace.class);
      assertThatThrownBy(() -> file.truncate(9)).isInstanceOf(DiskException.NoSpace.class);
      assertThatThrownBy(() -> full.create(Path.of("/other")))
          .isInstanceOf(DiskException.NoSpace.class);
      assertThat(file.size()).isZero();
    }
    SimDisk halfway = SimDisk.empty(Life.with(Fault.once(2, Effect.NO_SPACE_HALFWAY)));
    try (DiskFile file = halfway.create(LOG)) {
      assertThatThrownBy(() -> write(file, 0, "abcd")).isInstanceOf(DiskException.NoSpace.class);
    }
    assertThat(content(halfway, LOG)).isEqualTo("ab");
  }

  @Test
  void aDiskOfACapacityFillsUp() {
    SimDisk disk = SimDisk.ofCapacity(4);
    try (DiskFile file = disk.create(LOG)) {
      write(file, 0, "abc");
      assertThat(disk.volume(LOG).usableBytes()).isEqualTo(1);
      assertThatThrownBy(() -> write(file, 3, "de")).isInstanceOf(DiskException.NoSpace.class);
      assertThatThrownBy(() -> file.truncate(5)).isInstanceOf(DiskException.NoSpace.class);
      write(file, 0, "ABC");
      write(file, 3, "D");
    }
    assertThat(content(disk, LOG)).isEqualTo("ABCD");
  }

  @Test
  void aShortReadReturnsLessAndReadFullyGoesOn() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.lasting(3, Effect.SHORT)));
    try (DiskFile file = disk.create(LOG)) {
      write(file, 0, "abcdef");
      ByteBuffer target = ByteBuffer.allocate(6);
      assertThat(file.read(0, target)).isEqualTo(3);
      file.readFully(0, target.clear());
      assertThat(new String(target.array(), StandardCharsets.US_ASCII)).isEqualTo("abcdef");
    }
  }

  @Test
  void aShortWriteIsAFailureThatLeavesAPart() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(2, Effect.SHORT)));
    try (DiskFile file = disk.create(LOG)) {
      assertThatThrownBy(() -> write(file, 0, "abcd"))
          .isInstanceOf(DiskException.Failed.class)
          .hasMessageContaining("only 2 bytes were written");
    }
    assertThat(content(disk, LOG)).isEqualTo("ab");
  }

  @Test
  void aTornRenameLeavesBothNames() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(3, Effect.BOTH_NAMES)));
    disk.create(LOG).close();
    assertThatThrownBy(() -> disk.rename(LOG, Path.of("/new")))
        .isInstanceOf(DiskException.Failed.class);
    assertThat(disk.list(ROOT)).containsExactly(LOG, Path.of("/new"));
  }

  @Test
  void aSyncThatForgetsIsNotHealedByTheNextOne() {
    // Linux marks dirty pages clean when writing them back fails: the second fsync succeeds.
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(4, Effect.FORGET)));
    DiskFile file = disk.create(LOG);
    disk.syncDirectory(ROOT);
    write(file, 0, "abc");
    assertThatThrownBy(file::sync).isInstanceOf(DiskException.Failed.class);
    write(file, 3, "def");
    file.sync();
    assertThat(content(disk, LOG)).isEqualTo("abcdef");
    // What the failed sync had written out before its error may be there all the same.
    assertThat(disk.pending()).containsExactly(new Unsynced(3, Unsynced.Kind.WRITE, 3));
    assertThat(content(disk.restart(CrashImage.nothing()), LOG)).isEqualTo("\0\0\0def");
    CrashImage landed = CrashImage.of(new TreeSet<>(List.of(3L)));
    assertThat(content(disk.restart(landed), LOG)).isEqualTo("abcdef");
    write(file, 1, "B");
    file.sync();
    assertThat(disk.pending()).isEmpty();
  }

  @Test
  void aLyingSyncKeepsNothing() {
    SimDisk disk = SimDisk.empty(Life.with(Fault.lasting(3, Effect.LIE)));
    DiskFile file = disk.create(LOG);
    write(file, 0, "abc");
    file.sync();
    disk.syncDirectory(ROOT);
    assertThat(disk.pending()).hasSize(2);
    assertThat(disk.restart(CrashImage.nothing()).find(LOG)).isEmpty();
  }

  @Test
  void aBlockedOperationWaitsForItsRelease() throws Exception {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(2, Effect.BLOCK)));
    DiskFile file = disk.create(LOG);
    Thread writer = Thread.ofVirtual().start(() -> write(file, 0, "abc"));
    assertThat(disk.awaitBlocked().operation()).isEqualTo(DiskOperation.WRITE);
    assertThat(file.size()).isZero();
    disk.release();
    writer.join();
    assertThat(content(disk, LOG)).isEqualTo("abc");
  }

  @Test
  void aCrashFreesABlockedOperationWithAFailure() throws Exception {
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(2, Effect.BLOCK)));
    DiskFile file = disk.create(LOG);
    Throwable[] thrown = new Throwable[1];
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                write(file, 0, "abc");
              } catch (DiskException e) {
                thrown[0] = e;
              }
            });
    disk.awaitBlocked();
    disk.crash();
    writer.join();
    assertThat(thrown[0]).hasMessage("WRITE failed, power was lost: '/log'");
  }

  @Test
  void aPlannedCrashFreesABlockedOperation() throws Exception {
    SimDisk disk =
        SimDisk.empty(Life.with(Fault.once(2, Effect.BLOCK)).crashing(3, CrashImage.nothing()));
    DiskFile file = disk.create(LOG);
    Throwable[] thrown = new Throwable[1];
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                write(file, 0, "abc");
              } catch (DiskException e) {
                thrown[0] = e;
              }
            });
    disk.awaitBlocked();
    assertThatThrownBy(file::size).hasMessageContaining("power was lost");
    writer.join();
    assertThat(thrown[0]).hasMessageContaining("power was lost");
    assertThatThrownBy(disk::awaitBlocked).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLastingFaultDoesNotKeepThePowerOn() {
    SimDisk disk =
        SimDisk.empty(
            Life.with(Fault.lasting(2, Effect.NO_SPACE)).crashing(3, CrashImage.nothing()));
    DiskFile file = disk.create(LOG);
    assertThatThrownBy(() -> write(file, 0, "a")).isInstanceOf(DiskException.NoSpace.class);
    assertThatThrownBy(() -> write(file, 0, "a")).hasMessageContaining("power was lost");
    assertThat(disk.hasCrashed()).isTrue();
    assertThat(disk.isPlanReached()).isTrue();
  }

  @Test
  void rotWhereThereIsNothingIsNotReached() {
    SimDisk disk = SimDisk.empty();
    disk.create(LOG).close();
    for (Rot rot : List.of(new Rot("/nosuch", 0, 1), new Rot("/log", 0, 1))) {
      Life life = new Life(List.of(rot), List.of(), Optional.empty());
      assertThat(disk.rerun(life).isPlanReached()).isFalse();
    }
  }

  @Test
  void aPlannedCrashLeavesItsOperationUnsynced() {
    SimDisk disk = SimDisk.empty(Life.honest().crashing(3, CrashImage.nothing()));
    DiskFile file = disk.create(LOG);
    disk.syncDirectory(ROOT);
    assertThatThrownBy(() -> write(file, 0, "abc")).hasMessageContaining("power was lost");
    assertThat(disk.hasCrashed()).isTrue();
    assertThat(disk.pending()).containsExactly(new Unsynced(3, Unsynced.Kind.WRITE, 3));
    assertThatThrownBy(() -> disk.find(LOG)).hasMessageContaining("power was lost");
    assertThat(disk.operationCount()).isEqualTo(3);
  }

  @Test
  void aCrashDuringASyncMayLoseWhatItSynced() {
    SimDisk disk = SimDisk.empty(Life.honest().crashing(4, CrashImage.nothing()));
    DiskFile file = disk.create(LOG);
    disk.syncDirectory(ROOT);
    write(file, 0, "abc");
    assertThatThrownBy(file::sync).isInstanceOf(DiskException.Failed.class);
    assertThat(content(disk.restart(CrashImage.nothing()), LOG)).isEmpty();
  }

  @Test
  void everyOperationCanFail() {
    long count = new Story(SimDisk.empty()).tell();
    for (long number = 1; number <= count; number++) {
      SimDisk disk = SimDisk.empty(Life.with(Fault.once(number, Effect.ERROR)));
      Story story = new Story(disk);
      boolean unmap = story.operationAt(number) == DiskOperation.UNMAP;
      if (unmap) {
        story.tell();
      } else {
        assertThatThrownBy(story::tell).isInstanceOf(DiskException.Failed.class);
      }
    }
  }

  /** One of each operation, in a row. */
  private static final class Story {
    private final SimDisk disk;

    Story(SimDisk disk) {
      this.disk = disk;
    }

    long tell() {
      until(Long.MAX_VALUE);
      return disk.operationCount();
    }

    /** Tells the story as far as an operation. */
    void until(long number) {
      Runnable[] chapters = chapters();
      for (Runnable chapter : chapters) {
        if (disk.operationCount() < number) {
          chapter.run();
        }
      }
    }

    private Runnable[] chapters() {
      DiskFile[] file = new DiskFile[1];
      AutoCloseable[] other = new AutoCloseable[2];
      return new Runnable[] {
        () -> disk.createDirectory(Path.of("/d")),
        () -> file[0] = disk.create(LOG),
        () -> write(file[0], 0, "abc"),
        () -> file[0].sync(),
        () -> file[0].truncate(2),
        () -> file[0].read(0, ByteBuffer.allocate(1)),
        () -> file[0].size(),
        () -> file[0].close(),
        () -> other[0] = disk.map(LOG),
        () -> ((Mapping) other[0]).read(0, ByteBuffer.allocate(1)),
        () -> ((Mapping) other[0]).close(),
        () -> other[1] = disk.lock(Path.of("/LOCK")).orElseThrow(),
        () -> ((DiskLock) other[1]).close(),
        () -> disk.open(LOG, Access.READ).close(),
        () -> disk.rename(LOG, Path.of("/new")),
        () -> disk.syncDirectory(ROOT),
        () -> disk.list(ROOT),
        () -> disk.find(ROOT),
        () -> disk.volume(ROOT),
        () -> disk.remove(Path.of("/new")),
      };
    }

    /** Tells the whole story; returns the number of the first operation of a kind. */
    long numberOf(DiskOperation operation) {
      tell();
      return disk.steps().stream()
          .filter(step -> step.operation() == operation)
          .findFirst()
          .orElseThrow()
          .number();
    }

    DiskOperation operationAt(long number) {
      Story honest = new Story(SimDisk.empty());
      honest.tell();
      return honest.disk.steps().get((int) number - 1).operation();
    }
  }
}
