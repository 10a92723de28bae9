package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every history of names; each from a seed that the failure names. */
class SimDiskProperty {

  private static final int SEEDS = 2_000;
  private static final int STEPS = 14;
  private static final List<String> DIRECTORIES = List.of("/", "/a", "/b", "/a/c", "/b/c");
  private static final List<String> NAMES = List.of("a", "b", "c", "f", "g");
  private static final CutPoints NO_CUTS = (file, position, bytes) -> IntStream.empty();

  @Test
  void nothingDurableIsEverUnderNoName() throws Exception {
    long images = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      SimEntropy dice = SimEntropy.of(seed);
      SimDisk disk = durableFiles();
      for (int step = 0; step < STEPS; step++) {
        stepAtRandom(disk, dice);
        Set<String> before = contents(disk);
        images += requireKept(disk, before, seed);
      }
    }
    assertThat(images).isGreaterThan(80_000);
  }

  /** A file that is visible now and was durable is in every image, whatever moved it. */
  private static long requireKept(SimDisk disk, Set<String> visible, long seed) throws Violation {
    long[] count = new long[1];
    ImageEnumeration.forEach(
        disk.changes(),
        new Reach(2, 0, NO_CUTS),
        image -> {
          count[0]++;
          assertThat(contents(disk.restart(image)))
              .as("seed %d, image %s after %s", seed, image, disk.steps())
              .containsAll(visible);
        });
    return count[0];
  }

  private static SimDisk durableFiles() {
    SimDisk disk = SimDisk.empty();
    DIRECTORIES.stream().skip(1).forEach(path -> disk.createDirectory(Path.of(path)));
    for (String path : List.of("/f", "/a/f", "/b/g", "/a/c/f")) {
      try (DiskFile file = disk.create(Path.of(path))) {
        SimDiskTest.write(file, 0, path);
        file.sync();
      }
    }
    DIRECTORIES.forEach(path -> disk.syncDirectory(Path.of(path)));
    assertThat(disk.pending()).isEmpty();
    return disk;
  }

  /** Moves things and makes and removes directories; never removes or replaces a file. */
  private static void stepAtRandom(SimDisk disk, SimEntropy dice) {
    Path one = Path.of(pick(DIRECTORIES, dice)).resolve(pick(NAMES, dice));
    Path other = Path.of(pick(DIRECTORIES, dice)).resolve(pick(NAMES, dice));
    try {
      switch (dice.below(5)) {
        case 0 -> disk.createDirectory(one);
        case 1 -> disk.syncDirectory(one.resolveSibling(""));
        case 2 -> {
          if (disk.volume().find(one) instanceof SimNode.Directory) {
            disk.remove(one);
          }
        }
        default -> {
          if (disk.volume().find(other) == null) {
            disk.rename(one, other);
          }
        }
      }
    } catch (DiskException _) {
      // What cannot be done here is not done.
    }
  }

  /** The contents of all files that have a name. */
  private static Set<String> contents(SimDisk disk) {
    Set<String> contents = new TreeSet<>();
    List<SimNode> open = new ArrayList<>(List.of(disk.volume().root));
    while (!open.isEmpty()) {
      switch (open.removeLast()) {
        case SimNode.Directory directory -> open.addAll(directory.visible.values());
        case SimNode.File file -> {
          byte[] bytes = new byte[(int) file.visible.sizeBytes()];
          file.visible.read(0, bytes, 0, bytes.length);
          contents.add(new String(bytes, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  private static String pick(List<String> from, SimEntropy dice) {
    return from.get(dice.below(from.size()));
  }
}
