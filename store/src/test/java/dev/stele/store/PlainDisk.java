package dev.stele.store;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskLock;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.Mapping;
import dev.stele.ground.Volume;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Files in memory, for models of the explorer. Without any lock, on purpose: it adds no choice
 * points, and two threads that use one file without an order between them are a data race.
 */
final class PlainDisk implements Disk {

  private static final int FILE_BYTES_MAX = 1 << 14;

  private final Map<Path, Content> files = new TreeMap<>();
  private final TreeSet<Path> directories = new TreeSet<>(List.of(Path.of("/")));

  /** What a file holds, whatever its name is. */
  private static final class Content {
    private final ByteBuffer bytes = ByteBuffer.allocate(FILE_BYTES_MAX);
    private int size;

    int read(long position, ByteBuffer target) {
      if (position >= size) {
        return -1;
      }
      int count = Math.min(target.remaining(), size - (int) position);
      target.put(bytes.slice((int) position, count));
      return count;
    }

    void write(long position, ByteBuffer source) {
      int count = source.remaining();
      bytes.slice((int) position, count).put(source);
      size = Math.max(size, (int) position + count);
    }

    void truncate(long sizeBytes) {
      size = (int) sizeBytes;
    }
  }

  private Content content(DiskOperation operation, Path path) {
    Content found = files.get(path);
    if (found == null) {
      throw new DiskException.NotFound(operation, path);
    }
    return found;
  }

  @Override
  public DiskFile create(Path file) {
    if (files.containsKey(file)) {
      throw new DiskException.AlreadyExists(DiskOperation.CREATE, file);
    }
    files.put(file, new Content());
    return open(file, Access.READ_WRITE);
  }

  @Override
  public DiskFile open(Path file, Access access) {
    return new PlainFile(file, content(DiskOperation.OPEN, file));
  }

  @Override
  public Mapping map(Path file) {
    return new PlainMapping(file, content(DiskOperation.MAP, file));
  }

  @Override
  public void rename(Path source, Path target) {
    files.put(target, content(DiskOperation.RENAME, source));
    files.remove(source);
  }

  @Override
  public void remove(Path name) {
    content(DiskOperation.REMOVE, name);
    files.remove(name);
  }

  @Override
  public void createDirectory(Path directory) {
    directories.add(directory);
  }

  @Override
  public void syncDirectory(Path directory) {}

  @Override
  public List<Path> list(Path directory) {
    return Stream.concat(files.keySet().stream(), directories.stream())
        .filter(path -> Objects.equals(path.getParent(), directory))
        .toList();
  }

  @Override
  public Optional<DiskEntry> find(Path name) {
    if (directories.contains(name)) {
      return Optional.of(new DiskEntry(DiskEntry.Kind.DIRECTORY, 0));
    }
    return Optional.ofNullable(files.get(name))
        .map(content -> new DiskEntry(DiskEntry.Kind.FILE, content.size));
  }

  @Override
  public Optional<DiskLock> lock(Path file) {
    return Optional.of(new PlainLock(file)); // A model opens it once.
  }

  @Override
  public Volume volume(Path name) {
    return new Volume("memory", 1L << 40);
  }

  private record PlainLock(Path path) implements DiskLock {
    @Override
    public void close() {}
  }

  private record PlainMapping(Path path, Content content) implements Mapping {
    @Override
    public long size() {
      return content.size;
    }

    @Override
    public void read(long position, ByteBuffer target) {
      content.read(position, target);
    }

    @Override
    public void close() {}
  }

  private record PlainFile(Path path, Content content) implements DiskFile {
    @Override
    public int read(long position, ByteBuffer target) {
      return content.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) {
      content.write(position, source);
    }

    @Override
    public void truncate(long sizeBytes) {
      content.truncate(sizeBytes);
    }

    @Override
    public void sync() {}

    @Override
    public long size() {
      return content.size;
    }

    @Override
    public void close() {}
  }
}
