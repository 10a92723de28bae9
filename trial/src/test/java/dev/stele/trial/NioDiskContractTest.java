package dev.stele.trial;

import dev.stele.ground.Disk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The disk of this machine keeps the contract of every disk; here, since ground cannot see it. */
class NioDiskContractTest extends DiskFileContract {

  @TempDir private Path root;

  @Override
  protected Disk disk() {
    return Disk.system();
  }

  @Override
  protected Path root() {
    return root;
  }
}
