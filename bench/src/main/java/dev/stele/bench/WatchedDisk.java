package dev.stele.bench;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import dev.stele.ground.ForwardingDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The system's disk; counts the syncs of segments, and knows when the last one had ended. */
final class WatchedDisk extends ForwardingDisk {

  private final AtomicLong syncs = new AtomicLong();
  private final AtomicLong otherSyncs = new AtomicLong();
  private volatile long lastSyncNanos;

  WatchedDisk() {
    super(Disk.system());
  }

  /** Returns how often a segment was synced. */
  long syncs() {
    return syncs.get();
  }

  /** Returns how often something else was: an index, a catalog. */
  long otherSyncs() {
    return otherSyncs.get();
  }

  /** Returns when the last sync of a segment had ended, as {@code System.nanoTime} tells it. */
  long lastSyncNanos() {
    return lastSyncNanos;
  }

  @Override
  protected DiskFile wrapped(DiskFile file) {
    Path folder = file.path().getParent();
    boolean isSegment = folder != null && folder.endsWith("segments");
    return new WatchedFile(file, isSegment);
  }

  private final class WatchedFile implements DiskFile {
    private final DiskFile file;
    private final boolean isSegment;

    WatchedFile(DiskFile file, boolean isSegment) {
      this.file = file;
      this.isSegment = isSegment;
    }

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
      file.write(position, source);
    }

    @Override
    public void truncate(long sizeBytes) {
      file.truncate(sizeBytes);
    }

    @Override
    public void sync() {
      file.sync();
      if (isSegment) {
        lastSyncNanos = System.nanoTime();
        syncs.incrementAndGet();
      } else {
        otherSyncs.incrementAndGet();
      }
    }

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
