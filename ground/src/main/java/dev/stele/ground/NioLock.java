package dev.stele.ground;

import java.nio.file.Path;

/** An exclusive lock of this process; see {@link NioRegistry}. */
final class NioLock implements DiskLock {

  private final Path path;
  private final NioRegistry.Locked locked;

  NioLock(Path path, NioRegistry.Locked locked) {
    this.path = path;
    this.locked = locked;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    DiskThreads.run(DiskOperation.UNLOCK, path, () -> NioRegistry.SHARED.unlock(locked));
  }
}
