package dev.stele.store;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import java.nio.file.Path;
import java.util.function.BiPredicate;

/** A disk on which the operations fail that a test names, from when it says so. */
final class FailingDisk extends ForwardingDisk {

  private volatile BiPredicate<DiskOperation, String> fails = (_, _) -> false;

  FailingDisk(Disk delegate) {
    super(delegate);
  }

  /** Lets operations fail, given which one and the text of its path. */
  void failing(BiPredicate<DiskOperation, String> which) {
    fails = which;
  }

  @Override
  protected void before(DiskOperation operation, Path path) {
    if (fails.test(operation, path.toString())) {
      throw new DiskException.Failed(operation, path, "planned");
    }
  }
}
