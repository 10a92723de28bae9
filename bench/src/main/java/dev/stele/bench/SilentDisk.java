package dev.stele.bench;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import dev.stele.ground.ForwardingDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk whose files take every byte and keep none: what is left is all but the device. */
final class SilentDisk extends ForwardingDisk {

  SilentDisk() {
    super(Disk.system());
  }

  @Override
  protected DiskFile wrapped(DiskFile file) {
    return new SilentFile(file);
  }

  private record SilentFile(DiskFile file) implements DiskFile {

    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public int read(long position, ByteBuffer target) {
      return file.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) {
      source.position(source.limit());
    }

    @Override
    public void truncate(long sizeBytes) {
      file.truncate(sizeBytes);
    }

    @Override
    public void sync() {}

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
