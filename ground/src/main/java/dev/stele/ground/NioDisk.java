package dev.stele.ground;

import static dev.stele.ground.DiskOperation.CREATE;
import static dev.stele.ground.DiskOperation.CREATE_DIRECTORY;
import static dev.stele.ground.DiskOperation.FIND;
import static dev.stele.ground.DiskOperation.LIST;
import static dev.stele.ground.DiskOperation.LOCK;
import static dev.stele.ground.DiskOperation.MAP;
import static dev.stele.ground.DiskOperation.OPEN;
import static dev.stele.ground.DiskOperation.REMOVE;
import static dev.stele.ground.DiskOperation.RENAME;
import static dev.stele.ground.DiskOperation.SYNC_DIRECTORY;
import static dev.stele.ground.DiskOperation.VOLUME;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The disk of this machine. Every call runs on a {@link DiskThread}. */
final class NioDisk implements Disk {

  /** An eighth of Linux's default {@code vm.max_map_count}, which the JVM needs too. */
  static final int MAPPINGS_MAX = 8_192;

  static final NioDisk SHARED = new NioDisk(MAPPINGS_MAX);

  private final AtomicInteger mappings = new AtomicInteger();
  private final int mappingsMax;

  NioDisk(int mappingsMax) {
    this.mappingsMax = mappingsMax;
  }

  @Override
  public DiskFile create(Path file) {
    return DiskThreads.call(
        CREATE, file, () -> new NioFile(file, Access.READ_WRITE, NioRegistry.SHARED.create(file)));
  }

  @Override
  public DiskFile open(Path file, Access access) {
    return DiskThreads.call(
        OPEN,
        file,
        () -> {
          requireFile(OPEN, file);
          NioRegistry.Held held =
              access == Access.READ
                  ? NioRegistry.SHARED.open(file, StandardOpenOption.READ)
                  : NioRegistry.SHARED.open(
                      file, StandardOpenOption.READ, StandardOpenOption.WRITE);
          return new NioFile(file, access, held);
        });
  }

  @Override
  public Mapping map(Path file) {
    return DiskThreads.call(
        MAP,
        file,
        () -> {
          requireFile(MAP, file);
          if (mappings.incrementAndGet() > mappingsMax) {
            mappings.decrementAndGet();
            throw new DiskException.Failed(
                MAP, file, "number of mappings must be <= " + mappingsMax);
          }
          boolean mapped = false;
          try {
            Mapping mapping = NioRegistry.SHARED.briefly(file, () -> mapped(file));
            mapped = true;
            return mapping;
          } finally {
            if (!mapped) {
              mappings.decrementAndGet();
            }
          }
        });
  }

  private Mapping mapped(Path file) throws IOException {
    Arena arena = Arena.ofShared();
    boolean mapped = false;
    try {
      MemorySegment content;
      try (FileChannel channel = channel(file, StandardOpenOption.READ)) {
        content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      }
      mapped = true;
      return new NioMapping(file, arena, content, mappings::decrementAndGet);
    } finally {
      if (!mapped) {
        arena.close(); // Also when only the closing of the channel failed.
      }
    }
  }

  @Override
  public void rename(Path source, Path target) {
    DiskThreads.run(
        RENAME,
        source,
        () -> {
          if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            // The system would replace an empty directory by another one.
            throw new DiskException.Failed(RENAME, target, "target is a directory");
          }
          try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
          } catch (NoSuchFileException _) {
            // The system does not say which of the two is missing.
            Path missing = Files.exists(source, LinkOption.NOFOLLOW_LINKS) ? target : source;
            throw new DiskException.NotFound(RENAME, missing);
          }
        });
  }

  @Override
  public void remove(Path name) {
    DiskThreads.run(REMOVE, name, () -> Files.delete(name));
  }

  @Override
  public void createDirectory(Path directory) {
    DiskThreads.run(CREATE_DIRECTORY, directory, () -> Files.createDirectory(directory));
  }

  @Override
  public void syncDirectory(Path directory) {
    DiskThreads.run(
        SYNC_DIRECTORY,
        directory,
        () -> {
          requireDirectory(SYNC_DIRECTORY, directory);
          // A directory opened for reading can be synced on Linux and macOS; Windows refuses.
          try (FileChannel channel = channel(directory, StandardOpenOption.READ)) {
            channel.force(true);
          }
        });
  }

  @Override
  public List<Path> list(Path directory) {
    return DiskThreads.call(
        LIST,
        directory,
        () -> {
          requireDirectory(LIST, directory);
          List<Path> entries = new ArrayList<>();
          try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
          } catch (DirectoryIteratorException e) {
            throw e.getCause();
          }
          entries.sort(null);
          return List.copyOf(entries);
        });
  }

  @Override
  public Optional<DiskEntry> find(Path name) {
    return DiskThreads.call(
        FIND,
        name,
        () -> {
          try {
            return Optional.of(entry(name));
          } catch (NoSuchFileException _) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<DiskLock> lock(Path file) {
    return DiskThreads.call(
        LOCK, file, () -> NioRegistry.SHARED.lock(file).map(locked -> new NioLock(file, locked)));
  }

  @Override
  public Volume volume(Path name) {
    return DiskThreads.call(
        VOLUME,
        name,
        () -> {
          FileStore store = Files.getFileStore(name);
          return new Volume(store.type(), store.getUsableSpace());
        });
  }

  /** Opens a channel that never follows a link in the last element. */
  static FileChannel channel(Path file, StandardOpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, all);
  }

  private static DiskEntry entry(Path name) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(name, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isRegularFile()) {
      return new DiskEntry(DiskEntry.Kind.FILE, attributes.size());
    }
    return new DiskEntry(
        attributes.isDirectory() ? DiskEntry.Kind.DIRECTORY : DiskEntry.Kind.OTHER, 0);
  }

  /** A channel on a directory opens on Linux and fails only when it is read; refuse it at once. */
  private static void requireFile(DiskOperation operation, Path file) throws IOException {
    if (entry(file).kind() == DiskEntry.Kind.DIRECTORY) {
      throw new DiskException.Failed(operation, file, "expected a file, found a directory");
    }
  }

  private static void requireDirectory(DiskOperation operation, Path directory) throws IOException {
    DiskEntry.Kind kind = entry(directory).kind();
    if (kind != DiskEntry.Kind.DIRECTORY) {
      throw new DiskException.Failed(operation, directory, "expected a directory, found " + kind);
    }
  }
}
