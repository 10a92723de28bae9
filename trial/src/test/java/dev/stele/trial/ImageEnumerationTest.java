package dev.stele.trial;

import static dev.stele.trial.SimDiskTest.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which images of a crash are enumerated. */
class ImageEnumerationTest {

  private static final CutPoints NO_CUTS = (file, position, bytes) -> IntStream.empty();

  @Test
  void everySubsetOfIndependentWritesIsThere() throws Exception {
    SimDisk disk = threeWrites();
    Set<String> kept = new HashSet<>();
    for (CrashImage image : images(disk, new Reach(3, 0, NO_CUTS))) {
      kept.add(image.toString());
    }
    assertThat(kept).containsExactlyInAnyOrder("none", "4", "5", "6", "4 5", "4 6", "5 6", "4 5 6");
  }

  @Test
  void aSmallReachStillLosesOneOfAll() throws Exception {
    List<CrashImage> images = images(threeWrites(), new Reach(1, 0, NO_CUTS));
    assertThat(images)
        .extracting(CrashImage::toString)
        .containsExactlyInAnyOrder("none", "4", "5", "6", "4 5", "4 6", "5 6", "4 5 6");
    assertThat(images(threeWrites(), new Reach(0, 0, NO_CUTS)))
        .extracting(CrashImage::toString)
        .containsExactly("none", "4", "4 5", "4 5 6");
  }

  @Test
  void everyKeptWriteIsTornAtEveryCutInFourWays() throws Exception {
    SimDisk disk = SimDisk.empty();
    DiskFile file = synced(disk);
    write(file, 0, "abc");
    assertThat(images(disk, new Reach(1, 1, CutPoints.everyByte())))
        .extracting(CrashImage::toString)
        .containsExactlyInAnyOrder(
            "none",
            "4",
            "4:0-0+zeros",
            "4:0-0+garbage",
            "4:0-1+zeros",
            "4:0-1+garbage",
            "4:0-1+old",
            "4:1-3+old",
            "4:0-2+zeros",
            "4:0-2+garbage",
            "4:0-2+old",
            "4:2-3+old");
  }

  @Test
  void twoWritesAreTornAtOnceIfAsked() throws Exception {
    CutPoints middle = (file, position, bytes) -> IntStream.of(1);
    assertThat(images(threeWrites(), new Reach(2, 2, middle)))
        .filteredOn(image -> image.torn().size() == 2)
        .hasSize(3 * 4 * 4);
    assertThat(images(threeWrites(), new Reach(2, 1, middle)))
        .noneMatch(image -> image.torn().size() == 2);
  }

  @Test
  void whatAChangeNeedsIsKeptWithIt() throws Exception {
    SimDisk disk = SimDisk.empty();
    disk.create(Path.of("/a")).close();
    disk.rename(Path.of("/a"), Path.of("/b"));
    disk.create(Path.of("/c")).close();
    assertThat(images(disk, new Reach(3, 0, NO_CUTS)))
        .extracting(CrashImage::toString)
        .containsExactlyInAnyOrder("none", "1", "1 3", "4", "1 4", "1 3 4");
  }

  @Test
  void theLastWriteIsTornThoughARenameCameAfterIt() throws Exception {
    SimDisk disk = threeWrites();
    disk.rename(Path.of("/log"), Path.of("/new"));
    List<CrashImage> lean = new ArrayList<>();
    ImageEnumeration.forEachLean(disk.changes(), lean::add);
    assertThat(lean)
        .extracting(CrashImage::toString)
        .contains("none", "4 5 6 7", "4 5 6:0-1+zeros 7");
    assertThat(images(disk, Reach.standard()))
        .anyMatch(image -> image.kept().size() == 4 && image.torn().size() == 1);
  }

  @Test
  void sectorsAreCutAtTheirBoundaryAndOneByteEitherSide() {
    ByteBuffer bytes = ByteBuffer.allocate(1100);
    assertThat(CutPoints.sectors().of(Path.of("/f"), 500, bytes).distinct().sorted())
        .containsExactly(0, 1, 11, 12, 13, 523, 524, 525, 550, 1035, 1036, 1037, 1099);
  }

  @Test
  void everyImageRestarts() throws Exception {
    SimDisk disk = threeWrites();
    disk.rename(Path.of("/log"), Path.of("/new"));
    disk.create(Path.of("/log")).close();
    Set<String> distinct = new HashSet<>();
    List<CrashImage> images = images(disk, new Reach(2, 1, CutPoints.sectors()));
    for (CrashImage image : images) {
      distinct.add(Fingerprint.of(disk.restart(image).volume()));
    }
    assertThat(images).hasSizeGreaterThan(100);
    assertThat(distinct).hasSizeGreaterThan(50);
  }

  private static SimDisk threeWrites() {
    SimDisk disk = SimDisk.empty();
    DiskFile file = synced(disk);
    write(file, 0, "aa");
    write(file, 2, "bb");
    write(file, 4, "cc");
    return disk;
  }

  private static DiskFile synced(SimDisk disk) {
    DiskFile file = disk.create(Path.of("/log"));
    file.sync();
    disk.syncDirectory(Path.of("/"));
    return file;
  }

  private static List<CrashImage> images(SimDisk disk, Reach reach) throws Violation {
    List<CrashImage> images = new ArrayList<>();
    ImageEnumeration.forEach(disk.changes(), reach, images::add);
    assertThat(images).doesNotHaveDuplicates();
    return images;
  }
}
