package dev.stele.trial;

import static dev.stele.ground.DiskOperation.CREATE;
import static dev.stele.ground.DiskOperation.CREATE_DIRECTORY;
import static dev.stele.ground.DiskOperation.FIND;
import static dev.stele.ground.DiskOperation.LIST;
import static dev.stele.ground.DiskOperation.LOCK;
import static dev.stele.ground.DiskOperation.MAP;
import static dev.stele.ground.DiskOperation.OPEN;
import static dev.stele.ground.DiskOperation.REMOVE;
import static dev.stele.ground.DiskOperation.RENAME;
import static dev.stele.ground.DiskOperation.SYNC_DIRECTORY;
import static dev.stele.ground.DiskOperation.VOLUME;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskLock;
import dev.stele.ground.Mapping;
import dev.stele.ground.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk in memory that behaves as a disk may: it keeps what was synced, and of the rest what a
 * crash image says.
 *
 * <p>It starts with an empty root directory; relative paths are taken from there. One object is one
 * <em>life</em> of the disk, from a start of the machine to the next: its operations are numbered
 * from 1, its {@link Life} says what happens at which number, {@link #restart} begins the next one.
 *
 * <p>The model. Contents and names are durable apart. Of the writes to a file since its last sync
 * any subset may have landed, in any order, each whole or {@linkplain Tear torn}; a write never
 * lands before an earlier change of the file's size. Of the names changed since the last sync of
 * their directory any subset may have landed that keeps the changes of each name in order; a rename
 * is one change, except that after a sync of the target's directory alone the old name may come
 * back. A sync of a file says nothing about its name. No write damages a byte outside its range.
 *
 * <p>Safe for any thread. With more than one thread the numbers depend on the schedule; a plan then
 * replays only as far as the schedule does.
 */
public final class SimDisk implements Disk {

  private final SimVolume volume;
  private final SimLedger ledger;
  private final long capacityBytes;
  private final boolean rotten;

  private SimDisk(SimVolume volume, Life life, long capacityBytes) {
    this.volume = volume;
    this.ledger = new SimLedger(life);
    this.capacityBytes = capacityBytes;
    this.rotten = life.rot().stream().allMatch(volume::rot);
  }

  /** Makes an honest, empty disk without bounds. */
  public static SimDisk empty() {
    return empty(Life.honest());
  }

  /** Makes an empty disk whose first life is given. */
  public static SimDisk empty(Life life) {
    return new SimDisk(new SimVolume(), life, Long.MAX_VALUE);
  }

  /**
   * Makes an honest, empty disk that fills up.
   *
   * @param capacityBytes how many bytes its files may hold together
   */
  public static SimDisk ofCapacity(long capacityBytes) {
    return new SimDisk(new SimVolume(), Life.honest(), capacityBytes);
  }

  // The lives of the disk.

  /** Cuts the power now: every later operation fails, and no thread can change anything. */
  public void crash() {
    ledger.crash();
  }

  /** Tells whether the power was cut. */
  public boolean hasCrashed() {
    return ledger.hasCrashed();
  }

  /**
   * Returns the disk that the next start of the machine finds: what was synced, and what an image
   * keeps of the rest. This disk stays as it is, so that many images can be had from one crash.
   *
   * @throws IllegalArgumentException if the image does not fit what is unsynced
   */
  public SimDisk restart(CrashImage image, Life life) {
    return ledger.locked(() -> new SimDisk(volume.after(image), life, capacityBytes));
  }

  /** Returns the disk that the next start finds, which then has an honest life. */
  public SimDisk restart(CrashImage image) {
    return restart(image, Life.honest());
  }

  /**
   * Returns the same disk after a program ended without a crash of the machine: everything that was
   * visible still is, what was unsynced may still be lost. No handle or lock is left; operations
   * are numbered from 1 again, and the unsynced ones of before get the numbers up to -1. This disk
   * stays as it is.
   */
  public SimDisk rerun(Life life) {
    return ledger.locked(() -> new SimDisk(volume.copy(), life, capacityBytes));
  }

  /** Returns the changes that are not durable yet, in the order they were made. */
  public List<Unsynced> pending() {
    return ledger.locked(() -> volume.pending().stream().map(Unsynced::of).toList());
  }

  List<Change> changes() {
    return ledger.locked(volume::pending);
  }

  String fingerprint() {
    return ledger.locked(() -> Fingerprint.of(volume));
  }

  /** The faults of this life that have happened. */
  List<Fault> happened() {
    return ledger.happened();
  }

  /**
   * Waits until an operation is held by {@link Effect#BLOCK}, and returns it.
   *
   * @throws IllegalStateException if the disk was released or crashed, so that none will be
   */
  public SimStep awaitBlocked() throws InterruptedException {
    return ledger.awaitBlocked();
  }

  /** Lets every operation that is held go on, and holds no further one. */
  public void release() {
    ledger.release();
  }

  /** Returns how many operations this life has had. */
  public long operationCount() {
    return ledger.steps().size();
  }

  /** Returns the operations of this life, in order. */
  public List<SimStep> steps() {
    return ledger.steps();
  }

  /** Tells whether every rot, every fault and the crash of this life has happened. */
  public boolean isPlanReached() {
    return rotten && ledger.isPlanReached();
  }

  boolean isReachedButForTheCrash() {
    return rotten && ledger.happened().size() == ledger.life().faults().size();
  }

  /** Returns the handles, mappings and locks that are open, each with the place that opened it. */
  public List<OpenHandle> openHandles() {
    return ledger.openHandles();
  }

  /**
   * Checks that no handle, mapping or lock is open.
   *
   * @throws AssertionError if one is; the place that opened the first is its cause
   */
  public void requireNoOpenHandles() {
    List<OpenHandle> open = openHandles();
    if (!open.isEmpty()) {
      throw new AssertionError("handles must be closed, got: " + open, open.getFirst().openedAt());
    }
  }

  // The seam.

  @Override
  public DiskFile create(Path file) {
    return ledger.perform(
        CREATE,
        file,
        "",
        step -> {
          SimVolume.Slot slot = freeSlot(step, file);
          return new SimFile(
              this, file, Access.READ_WRITE, volume.createFile(step.number(), slot, file));
        });
  }

  @Override
  public DiskFile open(Path file, Access access) {
    return ledger.perform(
        OPEN,
        file,
        access.toString(),
        _ -> {
          SimNode.File node = volume.file(OPEN, file);
          requireUnlocked(file, node);
          return new SimFile(this, file, access, node);
        });
  }

  @Override
  public Mapping map(Path file) {
    return ledger.perform(
        MAP,
        file,
        "",
        _ -> {
          SimNode.File node = volume.file(MAP, file);
          requireUnlocked(file, node);
          return new SimMapping(this, file, node.visible.fork());
        });
  }

  @Override
  public void rename(Path source, Path target) {
    ledger.perform(
        RENAME,
        source,
        "-> " + target,
        step -> {
          SimVolume.Slot from = volume.slot(RENAME, source);
          if (from.node() == null) {
            throw new DiskException.NotFound(RENAME, source);
          }
          SimVolume.Slot to = volume.slot(RENAME, target);
          if (from.node() == to.node()) {
            return step; // Two names of one file already: nothing happens, as on every POSIX
            // system.
          }
          requireReplaceable(source, from.node(), target, to);
          if (step.effect() == Effect.BOTH_NAMES) {
            volume.link(step.number(), to, from.node());
            throw step.failure("both names are there");
          }
          volume.rename(step.number(), from, to);
          return step;
        });
  }

  @Override
  public void remove(Path name) {
    ledger.perform(
        REMOVE,
        name,
        "",
        step -> {
          SimVolume.Slot slot = volume.slot(REMOVE, name);
          switch (slot.node()) {
            case SimNode.Directory directory when !directory.visible.isEmpty() ->
                throw new DiskException.Failed(REMOVE, name, "directory is not empty");
            case null -> throw new DiskException.NotFound(REMOVE, name);
            default -> volume.link(step.number(), slot, null);
          }
          return step;
        });
  }

  @Override
  public void createDirectory(Path directory) {
    ledger.perform(
        CREATE_DIRECTORY,
        directory,
        "",
        step -> {
          volume.link(step.number(), freeSlot(step, directory), new SimNode.Directory());
          return step;
        });
  }

  @Override
  public void syncDirectory(Path directory) {
    ledger.perform(
        SYNC_DIRECTORY,
        directory,
        "",
        step -> {
          SimNode.Directory node = volume.directory(SYNC_DIRECTORY, directory);
          // A crash during a sync may leave anything, so the sync itself lands nothing.
          if (step.effect() != Effect.LIE && !step.isLast()) {
            volume.syncDirectory(node);
          }
          return step;
        });
  }

  @Override
  public List<Path> list(Path directory) {
    return ledger.perform(
        LIST,
        directory,
        "",
        _ ->
            volume.directory(LIST, directory).visible.navigableKeySet().stream()
                .map(directory::resolve)
                .toList());
  }

  @Override
  public Optional<DiskEntry> find(Path name) {
    return ledger.perform(
        FIND,
        name,
        "",
        _ ->
            Optional.ofNullable(volume.find(name))
                .map(node ->
                    switch (node) {
                      case SimNode.Directory _ -> new DiskEntry(DiskEntry.Kind.DIRECTORY, 0);
                      case SimNode.File file ->
                          new DiskEntry(DiskEntry.Kind.FILE, file.visible.sizeBytes());
                    }));
  }

  @Override
  public Optional<DiskLock> lock(Path file) {
    return ledger.perform(
        LOCK,
        file,
        "",
        step -> {
          SimVolume.Slot slot = volume.slot(LOCK, file);
          SimNode.File node =
              slot.node() == null
                  ? volume.createFile(step.number(), slot, file)
                  : volume.file(LOCK, file);
          if (ledger.isLocked(node)) {
            return Optional.empty();
          }
          if (ledger.hasOpenFile(node)) {
            throw new IllegalStateException(
                "file must be closed before it is locked, or closing it would give the lock up: '"
                    + file
                    + "'");
          }
          return Optional.of(new SimLock(this, file, node));
        });
  }

  @Override
  public Volume volume(Path name) {
    return ledger.perform(
        VOLUME,
        name,
        "",
        _ -> {
          if (volume.find(name) == null) {
            throw new DiskException.NotFound(VOLUME, name);
          }
          return new Volume("simfs", capacityBytes - volume.usedBytes());
        });
  }

  // What the files need.

  SimLedger ledger() {
    return ledger;
  }

  SimVolume volume() {
    return volume;
  }

  /** How many bytes more the files may take. */
  long usableBytes() {
    return capacityBytes - volume.usedBytes();
  }

  private SimVolume.Slot freeSlot(SimLedger.Turn step, Path path) {
    SimVolume.Slot slot = volume.slot(step.operation(), path);
    if (slot.node() != null) {
      throw new DiskException.AlreadyExists(step.operation(), path);
    }
    return slot;
  }

  private void requireUnlocked(Path file, SimNode.File node) {
    if (ledger.isLocked(node)) {
      throw new IllegalStateException(
          "file must not be locked here, or closing it would give the lock up: '" + file + "'");
    }
  }

  private static void requireReplaceable(
      Path source, SimNode moved, Path target, SimVolume.Slot to) {
    if (to.node() instanceof SimNode.Directory) {
      throw new DiskException.Failed(RENAME, target, "target is a directory");
    }
    if (moved instanceof SimNode.Directory && to.node() != null) {
      throw new DiskException.Failed(RENAME, target, "expected a directory, found a file");
    }
    List<String> below = SimVolume.parts(target);
    List<String> above = SimVolume.parts(source);
    if (below.size() > above.size() && below.subList(0, above.size()).equals(above)) {
      throw new DiskException.Failed(RENAME, target, "target lies below the source");
    }
  }
}
