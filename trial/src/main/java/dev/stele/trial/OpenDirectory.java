package dev.stele.trial;

import static dev.stele.ground.DiskOperation.READ;
import static dev.stele.ground.DiskOperation.TRUNCATE;
import static dev.stele.ground.DiskOperation.WRITE;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskOperation;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A directory opened as Linux lets a file be opened: it can be synced and nothing else. Found by
 * its path each time; a renamed one is no longer found.
 */
record OpenDirectory(Disk disk, Path path) implements DiskFile {

  @Override
  public int read(long position, ByteBuffer target) {
    throw refusal(READ);
  }

  @Override
  public void write(long position, ByteBuffer source) {
    throw refusal(WRITE);
  }

  @Override
  public void truncate(long sizeBytes) {
    throw refusal(TRUNCATE);
  }

  @Override
  public void sync() {
    disk.syncDirectory(path);
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public void close() {}

  private DiskException refusal(DiskOperation operation) {
    return new DiskException.Failed(operation, path, "Is a directory");
  }
}
