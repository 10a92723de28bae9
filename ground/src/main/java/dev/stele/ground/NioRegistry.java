package dev.stele.ground;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Which files this process has open and which it has locked, known by what they are and not by
 * their names.
 *
 * <p>The system's record locks belong to the process: they do not keep two openers in one JVM
 * apart, and closing <em>any</em> channel of a file gives up the lock on it, also one that was
 * opened before, or through another name. So opening, locking and closing go through one monitor
 * here, a locked file cannot be opened, and a file that is open cannot be locked.
 */
final class NioRegistry {

  static final NioRegistry SHARED = new NioRegistry();

  private final Map<Object, Integer> handles = new HashMap<>();
  private final Set<Object> locked = new HashSet<>();

  /** Channels that must never be closed, since that would give up a lock that is not ours. */
  private final Set<FileChannel> parked = new HashSet<>();

  private NioRegistry() {}

  /** A channel that counts as a handle of its file until it is given back. */
  record Held(FileChannel channel, Object key) {}

  /** A locked channel. */
  record Locked(FileChannel channel, Object key) {}

  /** Opens an existing file. */
  synchronized Held open(Path file, StandardOpenOption... options) throws IOException {
    Object key = key(file);
    requireNotLocked(file, key);
    Held held = new Held(NioDisk.channel(file, options), key);
    handles.merge(key, 1, Integer::sum);
    return held;
  }

  /** Creates a file; a new one is locked by nobody. */
  synchronized Held create(Path file) throws IOException {
    FileChannel channel =
        NioDisk.channel(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      Object key = key(file);
      handles.merge(key, 1, Integer::sum);
      held = true;
      return new Held(channel, key);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  /** Does something with a channel of a file that is closed again at once. */
  synchronized <T> T briefly(Path file, Callable<T> task) throws Exception {
    requireNotLocked(file, key(file));
    return task.call();
  }

  /** Closes a channel; a second call does nothing. */
  synchronized void close(Held held) throws IOException {
    if (held.channel.isOpen()) {
      try {
        held.channel.close();
      } finally {
        handles.computeIfPresent(held.key, (_, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /**
   * Takes the lock of a file; empty if somebody has it.
   *
   * @throws IllegalStateException if this process has the file open
   */
  synchronized Optional<Locked> lock(Path file) throws IOException {
    Object existing = keyOrNull(file);
    if (existing != null && locked.contains(existing)) {
      return Optional.empty();
    }
    if (existing != null && handles.containsKey(existing)) {
      throw new IllegalStateException(
          "file must be closed before it is locked, or closing it would give the lock up: '"
              + file
              + "'");
    }
    FileChannel channel =
        NioDisk.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean keep = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        return Optional.empty(); // Another process has it; closing gives up nothing of ours.
      }
      Object key = key(file);
      locked.add(key);
      keep = true;
      return Optional.of(new Locked(channel, key));
    } catch (OverlappingFileLockException _) {
      // Somebody in this process has it, past this registry.
      parked.add(channel);
      keep = true;
      return Optional.empty();
    } finally {
      if (!keep) {
        channel.close();
      }
    }
  }

  /** Gives a lock up; a second call does nothing. */
  synchronized void unlock(Locked lock) throws IOException {
    if (lock.channel.isOpen()) {
      try {
        lock.channel.close();
      } finally {
        locked.remove(lock.key);
      }
    }
  }

  private void requireNotLocked(Path file, Object key) {
    if (locked.contains(key)) {
      throw new IllegalStateException(
          "file must not be locked here, or closing it would give the lock up: '" + file + "'");
    }
  }

  private static @Nullable Object keyOrNull(Path file) throws IOException {
    try {
      return key(file);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /** Device and inode, where the system has them. */
  private static Object key(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    @Nullable Object key = attributes.fileKey();
    return key == null ? file.toRealPath(LinkOption.NOFOLLOW_LINKS) : key;
  }
}
