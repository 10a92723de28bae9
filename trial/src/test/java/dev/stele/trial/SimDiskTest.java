package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a crash of the simulated disk keeps and loses. */
class SimDiskTest {

  private static final Path ROOT = Path.of("/");
  private static final Path LOG = Path.of("/log");

  private final SimDisk disk = SimDisk.empty();

  @Test
  void unsyncedNamesAreLostThoughTheirContentWasSynced() {
    try (DiskFile file = disk.create(LOG)) {
      write(file, 0, "abc");
      file.sync();
    }
    assertThat(disk.restart(CrashImage.nothing()).find(LOG)).isEmpty();
  }

  @Test
  void unsyncedContentIsLostThoughItsNameWasSynced() {
    DiskFile file = synced("");
    write(file, 0, "abc");
    assertThat(content(disk.restart(CrashImage.nothing()), LOG)).isEmpty();
  }

  @Test
  void whatWasSyncedIsKept() {
    synced("abc");
    assertThat(content(disk.restart(CrashImage.nothing()), LOG)).isEqualTo("abc");
  }

  @Test
  void unsyncedWritesLandInAnyOrder() {
    DiskFile file = synced("------");
    write(file, 0, "AA");
    long first = disk.operationCount();
    write(file, 2, "BB");
    long second = disk.operationCount();
    assertThat(content(after(second), LOG)).isEqualTo("--BB--");
    assertThat(content(after(first), LOG)).isEqualTo("AA----");
    assertThat(content(after(first, second), LOG)).isEqualTo("AABB--");
  }

  @Test
  void aLaterWriteThatLandedWithoutAnEarlierOneLeavesZerosBetween() {
    DiskFile file = synced("");
    write(file, 0, "AA");
    write(file, 2, "BB");
    assertThat(content(after(disk.operationCount()), LOG)).isEqualTo("\0\0BB");
  }

  @Test
  void aWriteIsTorn() {
    DiskFile file = synced("------");
    write(file, 1, "ABCD");
    long write = disk.operationCount();
    assertThat(torn(write, new Tear(0, 2, Tear.Fill.OLD))).isEqualTo("-AB---");
    assertThat(torn(write, new Tear(2, 4, Tear.Fill.OLD))).isEqualTo("---CD-");
    assertThat(torn(write, new Tear(0, 2, Tear.Fill.ZEROS))).isEqualTo("-AB\0\0-");
    String garbage = torn(write, new Tear(0, 2, Tear.Fill.GARBAGE));
    assertThat(garbage).startsWith("-AB").endsWith("-").hasSize(6);
    assertThat(garbage.substring(3, 5)).isNotIn("--", "CD", "\0\0");
    assertThat(torn(write, new Tear(0, 2, Tear.Fill.GARBAGE))).isEqualTo(garbage);
  }

  @Test
  void aRenameIsKeptWholeOrLost() {
    synced("old");
    try (DiskFile file = disk.create(Path.of("/new"))) {
      write(file, 0, "new");
      file.sync();
    }
    disk.syncDirectory(ROOT);
    disk.rename(Path.of("/new"), LOG);
    SimDisk lost = disk.restart(CrashImage.nothing());
    assertThat(content(lost, LOG)).isEqualTo("old");
    assertThat(content(lost, Path.of("/new"))).isEqualTo("new");
    SimDisk kept = after(disk.operationCount());
    assertThat(content(kept, LOG)).isEqualTo("new");
    assertThat(kept.find(Path.of("/new"))).isEmpty();
    disk.syncDirectory(ROOT);
    SimDisk synced = disk.restart(CrashImage.nothing());
    assertThat(content(synced, LOG)).isEqualTo("new");
    assertThat(synced.find(Path.of("/new"))).isEmpty();
  }

  @Test
  void aRenameOfUnsyncedContentMayLeaveAnEmptyFile() {
    synced("old");
    try (DiskFile file = disk.create(Path.of("/new"))) {
      write(file, 0, "new");
    }
    long created =
        disk.steps().stream()
            .filter(step -> step.path().endsWith("new"))
            .findFirst()
            .orElseThrow()
            .number();
    disk.rename(Path.of("/new"), LOG);
    assertThat(content(after(created, disk.operationCount()), LOG)).isEmpty();
  }

  @Test
  void changesOfOneNameLandInOrder() {
    disk.create(LOG).close();
    long created = disk.steps().getFirst().number();
    disk.remove(LOG);
    long removed = disk.operationCount();
    assertThatThrownBy(() -> after(removed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keeping operation " + removed + " needs " + created);
    assertThat(after(created).find(LOG)).isPresent();
    assertThat(after(created, removed).find(LOG)).isEmpty();
  }

  @Test
  void aRemovalThatWasLostBringsTheFileBack() {
    synced("abc").close();
    disk.remove(LOG);
    assertThat(content(disk.restart(CrashImage.nothing()), LOG)).isEqualTo("abc");
    disk.syncDirectory(ROOT);
    assertThat(disk.restart(CrashImage.nothing()).find(LOG)).isEmpty();
  }

  @Test
  void betweenDirectoriesTheOldNameMayComeBackUntilItsOwnDirectoryIsSynced() {
    Path source = Path.of("/a/file");
    Path target = Path.of("/b/file");
    disk.createDirectory(Path.of("/a"));
    disk.createDirectory(Path.of("/b"));
    disk.create(source).close();
    List.of("/a", "/b", "/").forEach(directory -> disk.syncDirectory(Path.of(directory)));
    disk.rename(source, target);
    long rename = disk.operationCount();
    disk.syncDirectory(Path.of("/b"));
    SimDisk both = disk.restart(CrashImage.nothing());
    assertThat(both.find(source)).isPresent();
    assertThat(both.find(target)).isPresent();
    assertThat(after(rename).find(source)).isEmpty();
    disk.syncDirectory(Path.of("/a"));
    assertThat(disk.restart(CrashImage.nothing()).find(source)).isEmpty();
  }

  @Test
  void syncingTheSourceDirectoryNeverLosesTheFile() {
    Path source = Path.of("/a/file");
    Path target = Path.of("/b/file");
    disk.createDirectory(Path.of("/a"));
    disk.createDirectory(Path.of("/b"));
    disk.syncDirectory(ROOT);
    disk.create(source).close();
    disk.rename(source, target);
    disk.syncDirectory(Path.of("/a"));
    SimDisk left = disk.restart(CrashImage.nothing());
    assertThat(left.find(source)).isEmpty();
    assertThat(left.find(target)).isPresent();
  }

  @Test
  void aCutOfAFileLandsBeforeWhatIsWrittenAfterIt() {
    DiskFile file = synced("abcdef");
    file.truncate(0);
    long cut = disk.operationCount();
    write(file, 0, "X");
    long write = disk.operationCount();
    assertThatThrownBy(() -> after(write)).isInstanceOf(IllegalArgumentException.class);
    assertThat(content(after(cut), LOG)).isEmpty();
    assertThat(content(after(cut, write), LOG)).isEqualTo("X");
  }

  @Test
  void oneFileUnderTwoNamesStaysOneFile() {
    Path source = Path.of("/a");
    Path target = Path.of("/b/file");
    disk.createDirectory(Path.of("/b"));
    try (DiskFile file = disk.create(source)) {
      write(file, 0, "abc");
      file.sync();
    }
    disk.syncDirectory(ROOT);
    disk.rename(source, target);
    disk.syncDirectory(Path.of("/b"));
    SimDisk both = disk.restart(CrashImage.nothing());
    try (DiskFile file = both.open(source, Access.READ_WRITE)) {
      file.truncate(0);
    }
    assertThat(content(both, target)).isEmpty();
    both.rename(source, target); // As on every POSIX system, nothing happens.
    assertThat(both.find(source)).isPresent();
  }

  @Test
  void oneCrashHasManyImagesAndTheDiskItselfGoesOn() {
    DiskFile file = synced("------");
    SimDisk lost = disk.restart(CrashImage.nothing());
    write(file, 0, "AB");
    file.sync();
    assertThat(content(lost, LOG)).isEqualTo("------");
    try (DiskFile other = lost.open(LOG, Access.READ_WRITE)) {
      write(other, 0, "other");
      other.sync();
    }
    assertThat(content(lost.restart(CrashImage.nothing()), LOG)).isEqualTo("other-");
    assertThat(content(disk.restart(CrashImage.nothing()), LOG)).isEqualTo("AB----");
  }

  @Test
  void anotherProgramSeesWhatTheFirstLeftUnsynced() {
    DiskFile file = synced("");
    write(file, 0, "abc");
    SimDisk rerun = disk.rerun(Life.honest());
    assertThat(rerun.pending()).containsExactly(new Unsynced(-1, Unsynced.Kind.WRITE, 3));
    assertThat(content(rerun, LOG)).isEqualTo("abc");
    assertThat(content(rerun.restart(CrashImage.nothing()), LOG)).isEmpty();
    assertThat(content(rerun.restart(CrashImage.of(new TreeSet<>(List.of(-1L)))), LOG))
        .isEqualTo("abc");
  }

  @Test
  void anImageMustFitWhatIsUnsynced() {
    DiskFile file = synced("");
    write(file, 0, "abc");
    long write = disk.operationCount();
    assertThatThrownBy(() -> after(99))
        .hasMessage("a kept operation must be an unsynced change, got: 99");
    assertThatThrownBy(() -> torn(write, new Tear(0, 4, Tear.Fill.OLD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a tear must lie within an unsynced write");
  }

  @Test
  void bytesRotBetweenTwoLives() {
    synced("abc").close();
    Life rotten = new Life(List.of(new Rot("/log", 1, 0x20)), List.of(), Optional.empty());
    assertThat(content(disk.restart(CrashImage.nothing(), rotten), LOG)).isEqualTo("aBc");
    assertThat(content(disk, LOG)).isEqualTo("abc");
  }

  @Test
  void openHandlesAreKnownWithThePlaceThatOpenedThem() {
    DiskFile file = disk.create(LOG);
    assertThatThrownBy(disk::requireNoOpenHandles)
        .isInstanceOf(AssertionError.class)
        .hasMessage("handles must be closed, got: [FILE /log]")
        .cause()
        .hasStackTraceContaining("openHandlesAreKnown");
    file.close();
    disk.requireNoOpenHandles();
  }

  @Test
  void relativePathsStartAtTheRoot() {
    disk.create(Path.of("log")).close();
    assertThat(disk.find(Path.of("/x/../log"))).isPresent();
  }

  // What the tests say in one word.

  private DiskFile synced(String content) {
    DiskFile file = disk.create(LOG);
    write(file, 0, content);
    file.sync();
    disk.syncDirectory(ROOT);
    return file;
  }

  private SimDisk after(long... kept) {
    TreeSet<Long> operations = new TreeSet<>();
    for (long operation : kept) {
      operations.add(operation);
    }
    return disk.restart(CrashImage.of(operations));
  }

  private String torn(long operation, Tear tear) {
    CrashImage kept = CrashImage.of(new TreeSet<>(List.of(operation)));
    return content(disk.restart(kept.with(operation, tear)), LOG);
  }

  static void write(DiskFile file, long position, String text) {
    file.write(position, ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static String content(Disk disk, Path path) {
    try (DiskFile file = disk.open(path, Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.readFully(0, all);
      return new String(all.array(), StandardCharsets.ISO_8859_1);
    }
  }
}
