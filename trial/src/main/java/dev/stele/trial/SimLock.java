package dev.stele.trial;

import dev.stele.ground.DiskLock;
import dev.stele.ground.DiskOperation;
import java.nio.file.Path;

/** A lock on a file of a simulated disk. */
final class SimLock extends SimHandle implements DiskLock {

  final SimNode.File node;

  SimLock(SimDisk disk, Path path, SimNode.File node) {
    super(disk, OpenHandle.Kind.LOCK, path);
    this.node = node;
  }

  @Override
  public void close() {
    close(DiskOperation.UNLOCK);
  }
}
