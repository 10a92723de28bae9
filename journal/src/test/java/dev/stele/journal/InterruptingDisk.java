package dev.stele.journal;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The disk of this machine; interrupts a thread before one operation, whichever thread does that.
 *
 * <p>Syncs reach the device only where the interrupt could meet them, in the operation that is hit
 * and the few after it: nothing crashes here, and they would be most of the time.
 */
final class InterruptingDisk extends ForwardingDisk {

  /** So many operations from the one that is hit on are done in full. */
  private static final int IN_FULL = 8;

  private final AtomicInteger count = new AtomicInteger();
  private final int at;
  private final Thread target;
  private volatile String where = "";

  /**
   * Makes a disk.
   *
   * @param at the number of the operation that interrupts, from 1; 0 for none
   */
  InterruptingDisk(int at, Thread target) {
    super(Disk.system());
    this.at = at;
    this.target = target;
  }

  /** Tells whether the interrupt was sent; then the target's flag is set, or was. */
  boolean hasFired() {
    return !where.isEmpty();
  }

  /** Returns the operation that was hit, empty if none was yet. */
  String where() {
    return where;
  }

  @Override
  protected void before(DiskOperation operation, Path path) {
    if (count.incrementAndGet() == at) {
      target.interrupt();
      where = operation + " of " + path.getFileName(); // Last: who sees it sees the flag.
    }
  }

  private boolean isInFull() {
    int after = count.get() - at;
    return at > 0 && after >= 0 && after < IN_FULL;
  }

  @Override
  public void syncDirectory(Path directory) {
    if (isInFull() || count.get() + 1 == at) {
      super.syncDirectory(directory);
    } else {
      before(DiskOperation.SYNC_DIRECTORY, directory);
    }
  }

  @Override
  protected DiskFile wrapped(DiskFile file) {
    return super.wrapped(new SparingFile(file)); // The hook comes first, then the file.
  }

  /** A file that is synced only where it matters. */
  private final class SparingFile implements DiskFile {
    private final DiskFile file;

    SparingFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public int read(long position, ByteBuffer bytes) {
      return file.read(position, bytes);
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
      if (isInFull()) {
        file.sync();
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
