package dev.stele.trial;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.Mapping;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A mapping of a file of a simulated disk: the content it had when it was mapped. */
final class SimMapping extends SimHandle implements Mapping {

  private final Pages content;

  SimMapping(SimDisk disk, Path path, Pages content) {
    super(disk, OpenHandle.Kind.MAPPING, path);
    this.content = content;
  }

  @Override
  public long size() {
    return content.sizeBytes();
  }

  @Override
  public void read(long position, ByteBuffer target) {
    SimFile.requirePosition(position);
    disk.ledger()
        .perform(
            DiskOperation.READ_MAPPED,
            path(),
            SimFile.range(position, target.remaining()),
            turn -> {
              requireOpen(DiskOperation.READ_MAPPED);
              long missing = target.remaining() - Math.max(0, size() - position);
              if (missing > 0) {
                throw new DiskException.EndOfFile(
                    path(), Math.max(position, size()), (int) missing);
              }
              byte[] bytes = new byte[target.remaining()];
              content.read(position, bytes, 0, bytes.length);
              target.put(bytes);
              return turn;
            });
  }

  @Override
  public void close() {
    close(DiskOperation.UNMAP);
  }
}
