package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Access;
import dev.stele.ground.Clock;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies under a right checksum, and files that are shorter than the catalog says. */
class SealedLiesTest {

  private static final Path DIRECTORY = Path.of("/journal");
  private static final Path SEGMENT = DIRECTORY.resolve("segments/00000001.seg");

  private static JournalOptions options(SimDisk disk) {
    return new JournalOptions(8192, 512, disk, Clock.system(), SimEntropy.of(2));
  }

  /** Two segments and a bit. */
  private static SimDisk filled() {
    SimDisk disk = SimDisk.empty();
    try (Journal journal = Journal.open(DIRECTORY, options(disk))) {
      for (int i = 0; i < 8; i++) {
        journal.append(List.of(NewEntry.of(ByteBuffer.allocate(1000 + i)))).orThrow();
      }
    }
    return disk;
  }

  /** Once, lengths of a catalog were believed, and failed as whatever they led to. */
  @Test
  void aJournalWithAnyNumberUnderARightChecksumIsReadOrRefusedTyped() {
    SimEntropy chance = SimEntropy.of(1);
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
      SimDisk disk = filled();
      String lie = lie(disk, chance);
      try {
        use(disk);
      } catch (JournalException | DiskException _) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed 1, round " + round + ": " + lie, e);
      }
      disk.requireNoOpenHandles();
    }
    assertThat(refused).isGreaterThan(200);
  }

  private static void use(SimDisk disk) {
    try (Journal journal = Journal.open(DIRECTORY, options(disk))) {
      try (Entries entries = journal.read(Position.FIRST)) {
        entries.forEachRemaining(_ -> {});
      }
      try (Entries entries = journal.readBackward(journal.head())) {
        entries.forEachRemaining(_ -> {});
      }
      journal.proveInclusion(Position.FIRST, journal.head());
    }
  }

  /** Changes a number of a file and makes its checksum right. */
  private static String lie(SimDisk disk, SimEntropy chance) {
    int kind = chance.below(4);
    Path path =
        DIRECTORY.resolve(
            List.of("CATALOG", "HEAD", "segments/00000001.seg", "index/00000001.idx").get(kind));
    try (DiskFile file = disk.open(path, Access.READ_WRITE)) {
      int sealed = (int) List.of(file.size(), 64L, 4096L, 64L).get(kind).longValue();
      byte[] bytes = new byte[sealed];
      ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      file.readFully(0, numbers);
      int place = 8 * (2 + chance.below(Math.min(sealed, 256) / 8 - 2));
      long now = numbers.getLong(place);
      List<Long> values =
          List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, now + 1, now - 1, now + 8, 1L << 40);
      long value = values.get(chance.below(values.size()));
      numbers.putLong(place, value);
      DecoderFuzz.seal(bytes, 0, 0, sealed, kind == 2 ? 4092 : 0);
      file.write(0, ByteBuffer.wrap(bytes));
      return path + " at " + place + ": " + now + " -> " + value;
    }
  }

  /** Once, the journal was opened, and written on behind a hole. */
  @Test
  void aSegmentThatEndsBeforeTheCheckpointIsDamageAtOpening() {
    SimDisk disk = filled();
    Path last = disk.list(DIRECTORY.resolve("segments")).getLast();
    shorten(disk, last);
    assertThatThrownBy(() -> use(disk))
        .isInstanceOf(JournalException.Damaged.class)
        .hasMessageContaining("got: 4296");
  }

  /** Once, this was the failure of a disk. */
  @Test
  void aSealedSegmentThatEndsTooEarlyIsDamageForReaders() {
    SimDisk disk = filled();
    shorten(disk, SEGMENT);
    assertThatThrownBy(() -> use(disk)).isInstanceOf(JournalException.Damaged.class);
  }

  private static void shorten(SimDisk disk, Path path) {
    try (DiskFile file = disk.open(path, Access.READ_WRITE)) {
      file.truncate(4096 + 200);
      file.sync();
    }
  }
}
