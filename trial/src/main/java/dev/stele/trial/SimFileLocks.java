package dev.stele.trial;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;

/**
 * The locks that the channels of one file system hold on ranges of files, as one JVM keeps them.
 */
final class SimFileLocks {

  private final List<Held> held = new ArrayList<>(); // Guarded by this.

  /** Takes a lock; the JDK lets no two overlap in one JVM, shared ones neither. */
  FileLock take(FileChannel channel, Object file, long position, long size, boolean isShared) {
    Held lock = new Held(channel, file, position, size, isShared);
    synchronized (this) {
      if (held.stream()
          .anyMatch(other -> other.file.equals(file) && other.overlaps(position, size))) {
        throw new OverlappingFileLockException();
      }
      held.add(lock);
    }
    return lock;
  }

  synchronized void releaseAll(FileChannel channel) {
    held.removeIf(lock -> channel.equals(lock.channel()));
  }

  private synchronized boolean isHeld(Held lock) {
    return held.contains(lock);
  }

  private synchronized void release(Held lock) {
    held.remove(lock);
  }

  private final class Held extends FileLock {

    private final Object file;

    Held(FileChannel channel, Object file, long position, long size, boolean isShared) {
      super(channel, position, size, isShared);
      this.file = file;
    }

    @Override
    public boolean isValid() {
      return isHeld(this);
    }

    @Override
    public void release() throws IOException {
      if (!acquiredBy().isOpen()) {
        throw new ClosedChannelException();
      }
      SimFileLocks.this.release(this);
    }
  }
}
