package dev.stele.index;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of an index: what they are called, which of them count, how one comes to be. */
final class RunDirectory {

  private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{20})\\.run");
  private static final String SUFFIX = ".run";
  private static final String TEMPORARY = ".new";

  /** How often a directory is read again, when a run was merged away between list and map. */
  private static final int ATTEMPTS = 4;

  private final Disk disk;
  private final Path directory;
  private final UUID lineage;
  private final SealSource seals;

  /** Runs that were dropped in this life, and are not looked at again. */
  private final Set<Path> distrusted = ConcurrentHashMap.newKeySet();

  /** What failed and stopped nobody. */
  private volatile @Nullable RuntimeException problem;

  RunDirectory(Disk disk, Path directory, UUID lineage, SealSource seals) {
    this.disk = disk;
    this.directory = directory;
    this.lineage = lineage;
    this.seals = seals;
  }

  Path path() {
    return directory;
  }

  /** What failed at opening and stopped nobody, if anything did. */
  Optional<Throwable> problem() {
    return Optional.ofNullable(problem);
  }

  /** Makes the directory if there is none. */
  void create() {
    if (disk.find(directory).isEmpty()) {
      disk.createDirectory(directory);
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) { // A root is there, but the compiler cannot know.
        disk.syncDirectory(parent);
      }
    }
  }

  void distrust(Path file) {
    distrusted.add(file);
  }

  /**
   * Finds the runs that reach farthest without a gap from the first position on, and of those the
   * fewest. Opens them; those that are known stay as they are. Nothing is changed on the disk.
   *
   * @param durableEnd runs that end behind it are passed over
   * @param known runs that are open already
   */
  List<Run> longestChain(long durableEnd, List<Run> known) {
    for (int attempt = 1; ; attempt++) {
      Map<Path, Run> open = new HashMap<>();
      known.forEach(run -> open.put(run.path(), run));
      List<Run> chain = List.of();
      try {
        boolean isStable = openAll(durableEnd, open);
        chain = longest(open.values());
        if (isStable || attempt == ATTEMPTS) {
          List<Run> found = chain;
          chain = List.copyOf(chain);
          return found;
        }
        chain = List.of();
      } finally {
        List<Run> kept = chain;
        open.values().stream()
            .filter(run -> !kept.contains(run) && !known.contains(run))
            .forEach(Run::close);
      }
    }
  }

  /** Opens what counts; false if something vanished meanwhile. */
  private boolean openAll(long durableEnd, Map<Path, Run> open) {
    boolean isStable = true;
    for (Path file : files()) {
      Matcher name = NAME.matcher(name(file));
      if (!name.matches() || distrusted.contains(file) || open.containsKey(file)) {
        continue;
      }
      try {
        Optional<Run> run = Run.open(disk, file);
        if (run.isPresent()) {
          open.put(file, run.get());
          if (!isValid(run.get(), durableEnd)) {
            open.remove(file);
            run.get().close();
          }
        }
      } catch (DiskException.NotFound _) {
        isStable = false;
      } catch (DiskException.Failed | IndexException.Unreadable e) {
        // A cache that cannot be read is as good as none. The file stays for a better day.
        distrust(file);
        problem = e;
      }
    }
    return isStable;
  }

  private boolean isValid(Run run, long durableEnd) {
    RunFormat.Identity found = run.header().identity();
    return name(run.path()).equals(name(found.first(), found.end()))
        && found.lineage().equals(lineage)
        && found.end() <= durableEnd
        && found.seal().equals(seal(found.end()));
  }

  private ByteBuffer seal(long end) {
    byte[] seal = seals.sealAt(end);
    if (seal.length != SealSource.SEAL_BYTES) {
      throw new IllegalArgumentException(
          "seal must be " + SealSource.SEAL_BYTES + " bytes, got: " + seal.length);
    }
    return ByteBuffer.wrap(seal.clone());
  }

  /** What was reached from a run on. */
  private record Reached(long end, int count, @Nullable Run next) {
    boolean isBetterThan(Reached other) {
      return end > other.end || (end == other.end && count < other.count);
    }
  }

  private static List<Run> longest(Iterable<Run> candidates) {
    List<Run> falling = new ArrayList<>();
    candidates.forEach(falling::add);
    falling.sort((one, other) -> Long.compare(other.first(), one.first()));
    // By where it begins: the best way from there on. A run leads to where others begin, farther
    // on.
    Map<Long, Reached> best = new HashMap<>();
    for (Run run : falling) {
      Reached after = best.getOrDefault(run.end(), new Reached(run.end(), 0, null));
      Reached way = new Reached(after.end, after.count + 1, run);
      best.merge(run.first(), way, (old, now) -> now.isBetterThan(old) ? now : old);
    }
    List<Run> chain = new ArrayList<>();
    Reached step = best.get(0L);
    while (step != null && step.next != null) {
      chain.add(step.next);
      step = best.get(step.next.end());
    }
    return chain;
  }

  /**
   * Removes the files that are not among the runs given, those that were half written included.
   * What is not ours by its name stays. A failure is kept, since strays do no harm.
   */
  void removeAllBut(List<Run> kept) {
    try {
      removeStrays(kept);
    } catch (DiskException | IndexException.Unreadable e) {
      problem = e;
    }
  }

  private void removeStrays(List<Run> kept) {
    Set<Path> paths = new HashSet<>(distrusted);
    kept.forEach(run -> paths.add(run.path()));
    List<Path> strays =
        files().stream()
            .filter(file -> name(file).endsWith(SUFFIX) || name(file).endsWith(SUFFIX + TEMPORARY))
            .filter(file -> !paths.contains(file))
            .toList();
    if (!strays.isEmpty()) {
      // What is kept may have its name in the cache alone, if the process died without the machine.
      disk.syncDirectory(directory);
      strays.forEach(disk::remove);
      disk.syncDirectory(directory);
    }
  }

  /**
   * Writes a run and opens it: under another name first, synced, then renamed, and the name synced.
   *
   * @param breather called now and then; what it throws ends the writing
   */
  Run write(RunSource source, Runnable breather) {
    Path target = directory.resolve(name(source.first(), source.end()));
    Path temporary = directory.resolve(name(source.first(), source.end()) + TEMPORARY);
    boolean done = false;
    try {
      if (disk.find(temporary).isPresent()) {
        disk.remove(temporary); // An attempt that failed, and whose removal failed, too.
      }
      RunFormat.Identity identity =
          new RunFormat.Identity(lineage, source.first(), source.end(), seal(source.end()));
      try (DiskFile file = disk.create(temporary)) {
        RunWriter.write(file, identity, source, breather);
        file.sync();
      }
      disk.rename(temporary, target);
      disk.syncDirectory(directory);
      done = true;
    } finally {
      if (!done) {
        discard(temporary);
      }
    }
    return Run.open(disk, target)
        .orElseThrow(() -> new IndexException.Damaged(target, 0, "run expected, found none"));
  }

  private void discard(Path temporary) {
    try {
      disk.remove(temporary);
    } catch (DiskException _) {
      // The first failure is under way; what is left is removed before the next attempt.
    }
  }

  /** Removes runs that another one stands for. */
  void remove(List<Run> runs) {
    for (Run run : runs) {
      disk.remove(run.path());
    }
    disk.syncDirectory(directory);
  }

  private List<Path> files() {
    try {
      return disk.list(directory);
    } catch (DiskException.NotFound _) {
      return List.of();
    } catch (DiskException e) {
      throw new IndexException.Unreadable(directory, e);
    }
  }

  private static String name(long first, long end) {
    return String.format(Locale.ROOT, "%020d-%020d%s", first, end, SUFFIX);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
