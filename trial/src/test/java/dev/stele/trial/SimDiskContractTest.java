package dev.stele.trial;

import dev.stele.ground.Disk;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** The simulated disk keeps the contract of every disk. */
class SimDiskContractTest extends DiskFileContract {

  private final SimDisk disk = SimDisk.empty();
  private final Path root = Path.of("/root");

  @BeforeEach
  void makeRoot() {
    disk.createDirectory(root);
  }

  @Override
  protected Disk disk() {
    return disk;
  }

  @Override
  protected Path root() {
    return root;
  }
}
