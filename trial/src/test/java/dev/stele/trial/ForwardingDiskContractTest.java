package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskLock;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.ground.Mapping;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk in front of the real one keeps its contract, and sees every operation. */
class ForwardingDiskContractTest extends DiskFileContract {

  @TempDir private Path root;

  private final Set<DiskOperation> seen =
      Collections.synchronizedSet(EnumSet.noneOf(DiskOperation.class));

  private final Disk disk =
      new ForwardingDisk(Disk.system()) {
        @Override
        protected void before(DiskOperation operation, Path path) {
          seen.add(operation);
        }
      };

  @Override
  protected Disk disk() {
    return disk;
  }

  @Override
  protected Path root() {
    return root;
  }

  @Test
  void theHookSeesEveryOperation() {
    try (DiskFile file = disk.create(at("file"))) {
      file.write(0, bytes("abc"));
      file.sync();
      file.readFully(0, ByteBuffer.allocate(3));
      file.truncate(file.size());
    }
    content(at("file"));
    try (Mapping mapping = disk.map(at("file"))) {
      mapping.read(0, ByteBuffer.allocate(1));
    }
    try (DiskLock lock = disk.lock(at("LOCK")).orElseThrow()) {
      disk.volume(lock.path());
    }
    disk.createDirectory(at("directory"));
    disk.rename(at("file"), at("renamed"));
    disk.remove(at("renamed"));
    disk.syncDirectory(root);
    disk.list(root);
    disk.find(root);
    assertThat(seen).containsExactlyInAnyOrder(DiskOperation.values());
  }

  @Test
  void whatTheHookRefusesIsNotPassedOn() {
    Disk refusing =
        new ForwardingDisk(Disk.system()) {
          @Override
          protected void before(DiskOperation operation, Path path) {
            throw new DiskException.Failed(operation, path, "refused");
          }
        };
    assertThatThrownBy(() -> refusing.create(at("file")))
        .isInstanceOf(DiskException.Failed.class)
        .hasMessage("CREATE failed, refused: '" + at("file") + "'");
    assertThat(Disk.system().find(at("file"))).isEmpty();
  }
}
