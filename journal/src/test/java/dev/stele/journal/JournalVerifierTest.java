package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Access;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.trial.CrashImage;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Verifying a journal byte by byte, and salvaging one that is damaged. */
class JournalVerifierTest {

  private static final Path DIRECTORY = Path.of("/journal");
  private static final Path SAVED = Path.of("/saved");

  private SimDisk disk = SimDisk.empty();

  private JournalOptions options() {
    SimClock clock = SimClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    return new JournalOptions(8192, 512, disk, clock, SimEntropy.of(3));
  }

  private Journal open() {
    return Journal.open(DIRECTORY, options());
  }

  /** Three segments and a bit, one of them cut by a crash; closed. */
  private TreeHead fill() {
    Journal dying = open();
    for (int i = 0; i < 30; i++) {
      append(dying, "before the crash " + i);
    }
    dying.append(List.of(JournalScenario.entry("doubtful")), Durability.WRITTEN).orThrow();
    SimDisk before = disk;
    disk = before.restart(CrashImage.of(SimDisks.all(before)));
    dying.close();
    try (Journal journal = open()) {
      for (int i = 0; i < 45; i++) {
        append(journal, "after it " + i, "and once more " + i);
      }
      return journal.treeHead();
    }
  }

  private static void append(Journal journal, String... texts) {
    journal.append(Stream.of(texts).map(JournalScenario::entry).toList()).orThrow();
  }

  private VerifyReport verify() {
    return JournalVerifier.verify(DIRECTORY, disk);
  }

  @Test
  void aJournalThatIsWholeHasNoFindings() {
    TreeHead tree = fill();
    VerifyReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.isClosed()).isTrue();
    assertThat(report.segmentCount()).isGreaterThanOrEqualTo(3);
    assertThat(report.entryCount()).isEqualTo(tree.size()).isEqualTo(1 + 31 + 1 + 90);
    assertThat(report.tree()).hasValue(tree);
    disk.requireNoOpenHandles();
  }

  @Test
  void aJournalThatIsBeingWrittenIsVerifiedAsFarAsItIsDurable() {
    try (Journal journal = open()) {
      append(journal, "a", "b");
      journal.append(List.of(JournalScenario.entry("c")), Durability.WRITTEN).orThrow();
      VerifyReport report = verify();
      assertThat(report.findings()).isEmpty();
      assertThat(report.isClosed()).isFalse();
      assertThat(report.entryCount()).isEqualTo(3);
      assertThat(report.tree()).hasValue(journal.treeHead());
    }
  }

  @Test
  void everyChangedByteOfAClosedJournalIsFound() {
    fill();
    int changes = 0;
    for (Path path : files(DIRECTORY)) {
      if (path.equals(DIRECTORY.resolve("LOCK"))) {
        continue; // Has no bytes.
      }
      try (DiskFile file = disk.open(path, Access.READ_WRITE)) {
        for (long at = 0; at < file.size(); at++) {
          byte right = change(file, at, (byte) 0x04);
          assertThat(findings()).as("byte %s of %s", at, path).isNotEmpty();
          write(file, at, right);
          changes++;
        }
      }
    }
    assertThat(verify().findings()).isEmpty();
    assertThat(changes).isGreaterThan(25_000);
  }

  private List<?> findings() {
    try {
      return verify().findings();
    } catch (JournalException.NewerFormat e) {
      return List.of(e);
    }
  }

  @Test
  void aMissingFileIsFound() {
    fill();
    for (Path path : files(DIRECTORY)) {
      String name = String.valueOf(path.getFileName());
      if (name.equals("LOCK") || name.equals("RESERVE") || name.equals("CATALOG")) {
        continue;
      }
      Path aside = Path.of("/aside");
      disk.rename(path, aside);
      assertThat(verify().findings()).as(name).isNotEmpty();
      disk.rename(aside, path);
    }
    disk.remove(DIRECTORY.resolve("CATALOG"));
    assertThatThrownBy(this::verify).isInstanceOf(JournalException.Missing.class);
  }

  @Test
  void aDamagedBatchIsLostAndAllElseIsSavedWithTheSameTree() {
    TreeHead tree = fill();
    Entry proven = entry(DIRECTORY, 60);
    Path segment = DIRECTORY.resolve("segments/00000001.seg");
    try (DiskFile file = disk.open(segment, Access.READ_WRITE)) {
      change(file, 4096 + 1000, (byte) 0xff);
    }
    assertThatThrownBy(() -> entry(DIRECTORY, 9)).isInstanceOf(JournalException.Damaged.class);
    SalvageReport report = JournalSalvage.salvage(DIRECTORY, SAVED, options());
    assertThat(report.entriesLost()).isEqualTo(1);
    assertThat(report.lost()).allMatch(SalvageReport.Lost::areLeavesKnown);
    assertThat(report.tree()).isEqualTo(tree);
    assertThat(report.entriesKept()).isEqualTo(tree.size() - 1);
    assertThat(JournalVerifier.verify(SAVED, disk).findings()).isEmpty();
    try (Journal saved = Journal.open(SAVED, options())) {
      assertThat(saved.lineage()).isEqualTo(report.lineage());
      assertThat(saved.treeHead(new Position(tree.size()))).isEqualTo(tree);
      assertThat(saved.recovery().epoch()).isEqualTo(3);
    }
    Position lost = report.lost().getFirst().first();
    assertThat(entry(SAVED, lost.value()).kind()).isEqualTo(Entry.Kind.LOST);
    Entry again = entry(SAVED, 60);
    MerkleHasher hasher = MerkleHasher.create();
    assertThat(again.payload()).isEqualTo(proven.payload());
    assertThat(again.leaf(hasher)).isEqualTo(proven.leaf(hasher));
    disk.requireNoOpenHandles();
  }

  @Test
  void whateverByteIsDamagedAllOtherBatchesAreSaved() {
    TreeHead tree = fill();
    List<String> before = texts(DIRECTORY);
    int salvages = 0;
    for (Path path : files(DIRECTORY)) {
      if (path.toString().endsWith("LOCK")) {
        continue;
      }
      try (DiskFile file = disk.open(path, Access.READ_WRITE)) {
        for (long at = 0; at < file.size(); at += 97) {
          byte right = change(file, at, (byte) 0x80);
          SalvageReport report = salvage(path);
          if (report != null) {
            assertThat(report.tree().size()).isEqualTo(tree.size());
            assertThat(report.entriesLost()).as("byte %s of %s", at, path).isLessThanOrEqualTo(2);
            List<String> saved = texts(SAVED);
            for (SalvageReport.Lost range : report.lost()) {
              for (long i = range.first().value(); i < range.end().value(); i++) {
                saved.set((int) i, before.get((int) i));
              }
            }
            assertThat(saved.subList(0, before.size())).isEqualTo(before);
            salvages++;
          }
          write(file, at, right);
          removeAll(SAVED);
        }
      }
    }
    assertThat(salvages).isGreaterThan(250);
  }

  private @Nullable SalvageReport salvage(Path damaged) {
    try {
      return JournalSalvage.salvage(DIRECTORY, SAVED, options());
    } catch (JournalException.NewerFormat e) {
      assertThat(e).hasMessageContaining(String.valueOf(damaged.getFileName()));
      return null;
    }
  }

  @Test
  void aJournalWithoutACatalogIsSaved() {
    TreeHead tree = fill();
    disk.remove(DIRECTORY.resolve("CATALOG"));
    assertThatThrownBy(this::open).isInstanceOf(JournalException.Damaged.class);
    SalvageReport report = JournalSalvage.salvage(DIRECTORY, SAVED, options());
    assertThat(report.tree()).isEqualTo(tree);
    assertThat(report.lost()).isEmpty();
  }

  @Test
  void aSalvageRefusesWhatItCannotDo() {
    assertThatThrownBy(() -> JournalSalvage.salvage(DIRECTORY, SAVED, options()))
        .isInstanceOf(JournalException.Missing.class);
    try (Journal journal = open()) {
      append(journal, "x".repeat(3000));
      assertThatThrownBy(() -> JournalSalvage.salvage(DIRECTORY, SAVED, options()))
          .isInstanceOf(JournalException.Locked.class);
    }
    assertThatThrownBy(() -> JournalSalvage.salvage(DIRECTORY, DIRECTORY, options()))
        .isInstanceOf(DiskException.AlreadyExists.class);
    disk.createDirectory(Path.of("/empty"));
    assertThatThrownBy(() -> JournalSalvage.salvage(Path.of("/empty"), SAVED, options()))
        .isInstanceOf(JournalException.Missing.class);
  }

  private Entry entry(Path directory, long position) {
    try (JournalFollower follower = JournalFollower.open(directory, options());
        Entries entries = follower.read(new Position(position))) {
      return entries.next();
    }
  }

  private List<String> texts(Path directory) {
    List<String> texts = new ArrayList<>();
    try (JournalFollower follower = JournalFollower.open(directory, options());
        Entries entries = follower.read(Position.FIRST)) {
      entries.forEachRemaining(
          entry -> texts.add(entry.kind() + " " + StandardCharsets.UTF_8.decode(entry.payload())));
    }
    return texts;
  }

  private List<Path> files(Path name) {
    return disk.find(name).orElseThrow().kind() == DiskEntry.Kind.DIRECTORY
        ? disk.list(name).stream().flatMap(below -> files(below).stream()).toList()
        : List.of(name);
  }

  private void removeAll(Path name) {
    if (disk.find(name).isPresent()) {
      if (disk.find(name).get().kind() == DiskEntry.Kind.DIRECTORY) {
        disk.list(name).forEach(this::removeAll);
      }
      disk.remove(name);
    }
  }

  /** Changes a byte; returns what it was. */
  private static byte change(DiskFile file, long at, byte bits) {
    ByteBuffer one = ByteBuffer.allocate(1);
    file.readFully(at, one);
    byte right = one.get(0);
    write(file, at, (byte) (right ^ bits));
    return right;
  }

  private static void write(DiskFile file, long at, byte value) {
    file.write(at, ByteBuffer.wrap(new byte[] {value}));
  }
}
