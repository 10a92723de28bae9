package dev.stele.ground;

import static dev.stele.ground.DiskOperation.OPEN;
import static dev.stele.ground.DiskOperation.UNLOCK;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock: one entry in a table of this JVM, by real path, and the system's file lock
 * against other processes.
 *
 * <p>Both are needed. The system's lock belongs to the process, so it does not keep two openers in
 * one JVM apart (the JDK's own check sees only locks taken through the same class loader); and the
 * system drops it when <em>any</em> handle of the file is closed, so the table also keeps others
 * from opening a locked file.
 */
final class NioLock implements DiskLock {

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path realPath;
  private final FileChannel channel;
  private final AtomicBoolean held = new AtomicBoolean(true);

  private NioLock(Path path, Path realPath, FileChannel channel) {
    this.path = path;
    this.realPath = realPath;
    this.channel = channel;
  }

  static Optional<DiskLock> take(Path file) throws IOException {
    // The parent's links are followed, the last element's never.
    Path name = file.getFileName();
    if (name == null) {
      throw new IOException("expected a file, found a root");
    }
    Path realPath = file.toAbsolutePath().resolveSibling("").toRealPath().resolve(name);
    if (!HELD.add(realPath)) {
      return Optional.empty();
    }
    boolean held = false;
    FileChannel channel = null;
    try {
      channel = NioDisk.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lockOrNull(channel);
      held = lock != null;
      return held ? Optional.of(new NioLock(file, realPath, channel)) : Optional.empty();
    } finally {
      if (!held) {
        try {
          if (channel != null) {
            channel.close();
          }
        } finally {
          HELD.remove(realPath);
        }
      }
    }
  }

  private static @Nullable FileLock lockOrNull(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // Held through the JDK by code of this JVM that does not come through here.
    }
  }

  /** Refuses to open a file that this JVM has locked. */
  static void requireFree(Path file) throws IOException {
    if (!HELD.isEmpty() && HELD.contains(file.toRealPath())) {
      throw new IllegalStateException(OPEN + " would give up the lock of '" + file + "'");
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    DiskThreads.run(
        UNLOCK,
        path,
        () -> {
          if (held.getAndSet(false)) {
            try {
              channel.close(); // Releases the lock.
            } finally {
              HELD.remove(realPath);
            }
          }
        });
  }
}
