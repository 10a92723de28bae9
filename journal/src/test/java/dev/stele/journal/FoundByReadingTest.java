package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Access;
import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.trial.Life;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Faults that a hostile reading of the code found, each with its story. */
class FoundByReadingTest {

  private static final Path DIRECTORY = Path.of("/journal");
  private static final Path SAVED = Path.of("/saved");

  private final SimDisk disk = SimDisk.empty();

  private static JournalOptions options(Disk disk, int segmentBytes) {
    return new JournalOptions(segmentBytes, 512, disk, Clock.system(), SimEntropy.of(4));
  }

  private Journal open(int segmentBytes) {
    return Journal.open(DIRECTORY, options(disk, segmentBytes));
  }

  private static NewEntry entry(int sizeBytes) {
    byte[] payload = new byte[sizeBytes];
    Arrays.fill(payload, (byte) 1);
    return NewEntry.of(ByteBuffer.wrap(payload));
  }

  private void fill(int segmentBytes, int batches, int sizeBytes) {
    try (Journal journal = open(segmentBytes)) {
      for (int i = 0; i < batches; i++) {
        journal.append(List.of(entry(sizeBytes))).orThrow();
      }
    }
  }

  private static void zero(Disk disk, String file, long from, int count) {
    try (DiskFile found = disk.open(DIRECTORY.resolve(file), Access.READ_WRITE)) {
      found.write(from, ByteBuffer.allocate(count));
    }
  }

  /** The frames of lost entries were larger than the segments, and zeros were prepared for ever. */
  @Test
  void aSalvageOfManyLostEntriesIntoSmallSegmentsEnds() {
    fill(8192, 300, 8);
    for (int number = 1; number <= 3; number++) {
      zero(disk, "segments/0000000" + number + ".seg", 4096, 4096);
    }
    SalvageReport report = JournalSalvage.salvage(DIRECTORY, SAVED, options(disk, 8192));
    assertThat(report.entriesLost()).isGreaterThan(100);
    assertThat(report.tree().size()).isEqualTo(301);
    assertThat(JournalVerifier.verify(SAVED, disk).findings()).isEmpty();
  }

  /** Leaves were added twice when hashing the one behind them had failed. */
  @Test
  void aLeafIsAddedOnceThoughTheNextOneFails() {
    GrowingIndex index =
        new GrowingIndex(new SegmentFormat.Header(new UUID(0, 0), 1, 5, Frontier.empty()));
    AtomicBoolean once = new AtomicBoolean();
    index.addLater(new FrameScanner.Place(0, 4096, 0), () -> List.of(Leaves.hash(0)));
    index.addLater(
        new FrameScanner.Place(1, 5000, 0),
        () -> {
          if (once.compareAndSet(false, true)) {
            throw new OutOfMemoryError("by the test");
          }
          return List.of(Leaves.hash(1));
        });
    assertThatThrownBy(index::frontier).isInstanceOf(OutOfMemoryError.class);
    assertThat(index.frontier().encode()).isEqualTo(Leaves.inMemory(2).tree().frontier().encode());
  }

  /** An error behind the last append ended the committer, and every later call waited for ever. */
  @Test
  void anErrorInTheCommitterPoisonsAndLeavesNobodyWaiting() {
    Journal journal = open(1 << 20);
    GrowingIndex index = (GrowingIndex) journal.view().activeIndex();
    index.addLater(
        index.placeBefore(0),
        () -> {
          throw new OutOfMemoryError("by the test");
        });
    journal.append(List.of(entry(3))).orThrow();
    assertThatThrownBy(() -> journal.append(List.of(entry(4))))
        .isInstanceOf(JournalException.Poisoned.class);
    assertThatThrownBy(journal::close).isInstanceOf(JournalException.Poisoned.class);
    disk.requireNoOpenHandles();
    try (Journal again = open(1 << 20)) {
      assertThat(again.head().value()).isEqualTo(3);
    }
  }

  /** Digits were those of the default locale. */
  @Test
  void anotherLocaleFindsTheSegments() {
    fill(8192, 1, 3);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(JournalVerifier.verify(DIRECTORY, disk).findings()).isEmpty();
      open(8192).close();
    } finally {
      Locale.setDefault(before);
    }
  }

  /** One unreadable sector ended the salvage, with nothing saved. */
  @Test
  void aSectorThatCannotBeReadCostsItsBatchAlone() {
    fill(8192, 30, 1000);
    Disk failing =
        new ForwardingDisk(disk) {
          @Override
          protected DiskFile wrapped(DiskFile file) {
            boolean isIt = file.path().endsWith("segments/00000002.seg");
            return isIt ? new UnreadableSector(super.wrapped(file), 4608) : super.wrapped(file);
          }
        };
    assertThat(JournalVerifier.verify(DIRECTORY, failing).findings())
        .anyMatch(finding -> finding.kind() == VerifyReport.Kind.LOSS);
    SalvageReport report = JournalSalvage.salvage(DIRECTORY, SAVED, options(failing, 8192));
    assertThat(report.entriesLost()).isEqualTo(1);
    assertThat(report.tree().size()).isEqualTo(31);
  }

  /** What lay behind a hole in the unsynced tail was taken for whole. */
  @Test
  void aTornTailBehindAHoleIsNotResurrected() {
    Journal journal = open(1 << 16);
    journal.append(List.of(entry(100))).orThrow();
    for (int i = 0; i < 5; i++) {
      journal.append(List.of(entry(200)), Durability.WRITTEN).orThrow();
    }
    SimDisk left = disk.rerun(Life.honest());
    // Position 1 is rotten, 2 and 3 never landed; 4 to 6 did, and nobody knew them durable.
    zero(left, "segments/00000001.seg", 4200, 208 + 2 * 304);
    SalvageReport report = JournalSalvage.salvage(DIRECTORY, SAVED, options(left, 1 << 16));
    assertThat(report.tree().size()).isEqualTo(2);
    assertThat(report.entriesLost()).isEqualTo(1);
  }

  /** With catalog and head gone, nobody asked the index how far the segment had been durable. */
  @Test
  void theEndThatAnIndexNamesIsEvidenceForASalvage() {
    fill(1 << 16, 5, 100);
    zero(disk, "CATALOG", 0, 8);
    disk.remove(DIRECTORY.resolve("HEAD"));
    zero(disk, "segments/00000001.seg", 4096 + 104 + 4 * 208 + 70, 8);
    SalvageReport report = JournalSalvage.salvage(DIRECTORY, SAVED, options(disk, 1 << 16));
    assertThat(report.tree().size()).isEqualTo(6);
    assertThat(report.entriesLost()).isEqualTo(1);
  }

  /** A report of damage named a tree, computed from what stands behind it. */
  @Test
  void aReportOfADamagedJournalHasNoTree() {
    fill(8192, 12, 1000);
    zero(disk, "segments/00000001.seg", 5000, 100);
    VerifyReport report = JournalVerifier.verify(DIRECTORY, disk);
    assertThat(report.findings()).isNotEmpty();
    assertThat(report.tree()).isEmpty();
  }

  /** What an opening had written was called stray, while catalog and head still said closed. */
  @Test
  void aVerifierBesideAnOpeningFindsNothingWrong() {
    fill(8192, 1, 3);
    AtomicBoolean once = new AtomicBoolean();
    Disk watched =
        new ForwardingDisk(disk) {
          @Override
          protected void before(DiskOperation operation, Path path) {
            boolean isSegment = path.toString().endsWith(".seg");
            if (operation == DiskOperation.OPEN && isSegment && once.compareAndSet(false, true)) {
              Journal other = FoundByReadingTest.this.open(8192);
              other.append(List.of(entry(5))).orThrow();
            }
          }
        };
    assertThat(JournalVerifier.verify(DIRECTORY, watched).findings()).isEmpty();
  }

  /** A salvaged journal begins with a low generation, and its follower believed the old one. */
  @Test
  void aFollowerNoticesThatAnotherJournalTookThePlace() {
    fill(8192, 30, 1000);
    JournalOptions options = options(disk, 1 << 20);
    try (JournalFollower follower = JournalFollower.open(DIRECTORY, options)) {
      JournalOptions other =
          new JournalOptions(1 << 20, 512, disk, Clock.system(), SimEntropy.of(5));
      JournalSalvage.salvage(DIRECTORY, SAVED, other);
      disk.rename(DIRECTORY, Path.of("/old"));
      disk.rename(SAVED, DIRECTORY);
      try (Journal journal = Journal.open(DIRECTORY, options)) {
        journal.append(List.of(entry(77))).orThrow();
        assertThatThrownBy(follower::head)
            .isInstanceOf(JournalException.Replaced.class)
            .hasMessageContaining(journal.lineage().toString());
      }
    }
  }

  /**
   * A directory that was taken away at the moment when a follower opened one of its files ended the
   * follower with a failure of the disk, before the directory that took its place was there.
   */
  @Test
  void aFollowerWaitsForTheJournalThatTakesThePlace() {
    for (String name : List.of("HEAD", "CATALOG")) {
      SimDisk moved = SimDisk.empty();
      AtomicBoolean isToGo = new AtomicBoolean();
      Disk watched =
          new ForwardingDisk(moved) {
            @Override
            protected void before(DiskOperation operation, Path path) {
              if (operation == DiskOperation.OPEN
                  && path.equals(DIRECTORY.resolve(name))
                  && isToGo.getAndSet(false)) {
                moved.rename(DIRECTORY, Path.of("/old"));
              }
            }
          };
      try (Journal journal = Journal.open(DIRECTORY, options(moved, 8192));
          JournalFollower follower = JournalFollower.open(DIRECTORY, options(watched, 8192))) {
        for (int i = 0; i < 30; i++) {
          journal.append(List.of(entry(1000))).orThrow(); // The catalog is another one by then.
        }
        isToGo.set(true);
        assertThatCode(follower::head).as(name).doesNotThrowAnyException();
        assertThat(moved.find(DIRECTORY)).as(name).isEmpty();
        JournalOptions other =
            new JournalOptions(8192, 512, moved, Clock.system(), SimEntropy.of(5));
        try (Journal next = Journal.open(DIRECTORY, other)) {
          assertThatThrownBy(follower::head)
              .as(name)
              .isInstanceOf(JournalException.Replaced.class)
              .hasMessageContaining(next.lineage().toString());
        }
        moved.rename(DIRECTORY, Path.of("/other"));
        moved.rename(Path.of("/old"), DIRECTORY);
      }
    }
  }

  /** A closed tail went on, and nobody closed what it opened. */
  @Test
  void aClosedTailRefuses() throws Exception {
    fill(8192, 30, 1000);
    try (Journal journal = open(8192)) {
      Tail tail = journal.tail(Position.FIRST);
      assertThat(tail.next(Duration.ZERO)).isPresent();
      assertThat(tail.position()).isEqualTo(new Position(1));
      tail.close();
      assertThatThrownBy(() -> tail.next(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }
    disk.requireNoOpenHandles();
  }

  /** The index of a full disk's last segment took the room of the checkpoint. */
  @Test
  void closingOnAFullDiskDropsTheIndexRatherThanFail() {
    for (int room = 0; room < 4_000; room += 64) {
      SimDisk small = SimDisk.ofCapacity(40_000);
      Journal journal = Journal.open(DIRECTORY, options(small, 1 << 16));
      for (int i = 0; i < 20; i++) {
        journal.append(List.of(entry(8))).orThrow();
      }
      long usable = small.volume(Path.of("/")).usableBytes();
      try (DiskFile filler = small.create(Path.of("/filler"))) {
        filler.write(0, ByteBuffer.allocate((int) usable - room));
      }
      assertThatCode(journal::close).as("room for %s bytes", room).doesNotThrowAnyException();
    }
  }

  /** What a rotation had made durable was shown with the next sync only. */
  @Test
  void readersSeeWhatARotationMadeDurable() {
    try (Journal journal = open(8192);
        JournalFollower follower = JournalFollower.open(DIRECTORY, options(disk, 8192))) {
      for (int i = 0; i < 100; i++) {
        journal.append(List.of(entry(1000)), Durability.WRITTEN).orThrow();
      }
      assertThat(journal.head().value()).isGreaterThan(90);
      assertThat(follower.head()).isEqualTo(journal.head());
    }
  }

  /** The index of a sealed segment that was lost was computed at every start anew. */
  @Test
  void aLostIndexOfASealedSegmentIsWrittenAnew() {
    fill(8192, 30, 1000);
    disk.remove(DIRECTORY.resolve("index/00000001.idx"));
    try (Journal journal = open(8192)) {
      journal.proveInclusion(Position.FIRST, journal.head());
    }
    assertThat(JournalVerifier.verify(DIRECTORY, disk).findings()).isEmpty();
  }

  /** The directory of indexes was expected, though nothing in it is needed. */
  @Test
  void aJournalWithoutItsIndexesIsOpened() {
    fill(8192, 30, 1000);
    disk.list(DIRECTORY.resolve("index")).forEach(disk::remove);
    disk.remove(DIRECTORY.resolve("index"));
    try (Journal journal = open(8192)) {
      assertThat(journal.recovery().entriesHashed()).isPositive();
      journal.append(List.of(entry(1000))).orThrow();
    }
  }

  /** No durability passed for the weakest. */
  @Test
  @SuppressWarnings("NullAway") // What a caller without such a check may pass.
  void noDurabilityIsRefused() {
    try (Journal journal = open(8192)) {
      assertThatThrownBy(() -> journal.append(List.of(entry(3)), null))
          .isInstanceOf(NullPointerException.class);
    }
  }

  /** A file of which one sector cannot be read. */
  private record UnreadableSector(DiskFile file, long sector) implements DiskFile {
    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public int read(long position, ByteBuffer target) {
      if (position < sector + 512 && position + target.remaining() > sector) {
        throw new DiskException.Failed(DiskOperation.READ, path(), "unreadable sector");
      }
      return file.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) {
      file.write(position, source);
    }

    @Override
    public void truncate(long sizeBytes) {
      file.truncate(sizeBytes);
    }

    @Override
    public void sync() {
      file.sync();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
