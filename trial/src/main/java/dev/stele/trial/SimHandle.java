package dev.stele.trial;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import java.nio.file.Path;

/** What every handle of a simulated disk has: a path, a place of origin, and an end. */
abstract sealed class SimHandle permits SimFile, SimLock, SimMapping {

  final SimDisk disk;
  private final OpenHandle.Kind kind;
  private final Path path;
  private final Throwable openedAt;

  SimHandle(SimDisk disk, OpenHandle.Kind kind, Path path) {
    this.disk = disk;
    this.kind = kind;
    this.path = path;
    this.openedAt = new Throwable(kind + " was opened here: '" + path + "'");
    disk.ledger().opened(this);
  }

  /** Returns the path it was opened by. */
  public Path path() {
    return path;
  }

  OpenHandle description() {
    return new OpenHandle(kind, path, openedAt);
  }

  void requireOpen(DiskOperation operation) {
    if (!disk.ledger().isOpen(this)) {
      throw new DiskException.Closed(operation, path);
    }
  }

  /** Closes the handle first, so that it is closed even if the operation then fails. */
  void close(DiskOperation operation) {
    if (disk.ledger().closed(this)) {
      disk.ledger().perform(operation, path, "", turn -> turn);
    }
  }
}
