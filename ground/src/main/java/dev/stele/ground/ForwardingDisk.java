package dev.stele.ground;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk that passes every call on to another one.
 *
 * <p>One hook, {@link #before}, sees each operation and the path it is about, also those on files,
 * mappings and locks that came from here. What it is for:
 *
 * <ul>
 *   <li><b>Counting and tracing</b>: override {@code before}, count the {@link DiskOperation}s.
 *   <li><b>Refusing</b>: throw from {@code before}; the operation is then not passed on.
 *   <li><b>Changing</b>: override a method of the disk, or {@link #wrapped} to change its files.
 * </ul>
 *
 * <p>To simulate faults and crashes use {@code SimDisk} of the {@code trial} room, which also knows
 * what a crash leaves behind.
 */
public class ForwardingDisk implements Disk {

  private final Disk delegate;

  /** Makes a disk in front of another one. */
  public ForwardingDisk(Disk delegate) {
    this.delegate = delegate;
  }

  /** Returns the disk that calls are passed on to. */
  protected final Disk delegate() {
    return delegate;
  }

  /**
   * Called on the caller's thread before an operation is passed on; for {@link
   * DiskOperation#RENAME} with the source. What it throws, the caller gets, and nothing is passed
   * on. Does nothing here.
   */
  protected void before(DiskOperation operation, Path path) {}

  /** Wraps a file that was opened; here into one whose operations call {@link #before}. */
  protected DiskFile wrapped(DiskFile file) {
    return new ForwardingFile(file);
  }

  @Override
  public DiskFile create(Path file) {
    before(DiskOperation.CREATE, file);
    return wrapped(delegate.create(file));
  }

  @Override
  public DiskFile open(Path file, Access access) {
    before(DiskOperation.OPEN, file);
    return wrapped(delegate.open(file, access));
  }

  @Override
  public Mapping map(Path file) {
    before(DiskOperation.MAP, file);
    return new ForwardingMapping(delegate.map(file));
  }

  @Override
  public void rename(Path source, Path target) {
    before(DiskOperation.RENAME, source);
    delegate.rename(source, target);
  }

  @Override
  public void remove(Path name) {
    before(DiskOperation.REMOVE, name);
    delegate.remove(name);
  }

  @Override
  public void createDirectory(Path directory) {
    before(DiskOperation.CREATE_DIRECTORY, directory);
    delegate.createDirectory(directory);
  }

  @Override
  public void syncDirectory(Path directory) {
    before(DiskOperation.SYNC_DIRECTORY, directory);
    delegate.syncDirectory(directory);
  }

  @Override
  public List<Path> list(Path directory) {
    before(DiskOperation.LIST, directory);
    return delegate.list(directory);
  }

  @Override
  public Optional<DiskEntry> find(Path name) {
    before(DiskOperation.FIND, name);
    return delegate.find(name);
  }

  @Override
  public Optional<DiskLock> lock(Path file) {
    before(DiskOperation.LOCK, file);
    return delegate.lock(file).map(ForwardingLock::new);
  }

  @Override
  public Volume volume(Path name) {
    before(DiskOperation.VOLUME, name);
    return delegate.volume(name);
  }

  /** A file whose operations pass the hook. */
  private final class ForwardingFile implements DiskFile {
    private final DiskFile file;

    ForwardingFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public int read(long position, ByteBuffer target) {
      before(DiskOperation.READ, path());
      return file.read(position, target);
    }

    @Override
    public void readFully(long position, ByteBuffer target) {
      before(DiskOperation.READ, path());
      file.readFully(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) {
      before(DiskOperation.WRITE, path());
      file.write(position, source);
    }

    @Override
    public void truncate(long sizeBytes) {
      before(DiskOperation.TRUNCATE, path());
      file.truncate(sizeBytes);
    }

    @Override
    public void sync() {
      before(DiskOperation.SYNC, path());
      file.sync();
    }

    @Override
    public long size() {
      before(DiskOperation.SIZE, path());
      return file.size();
    }

    @Override
    public void close() {
      before(DiskOperation.CLOSE, path());
      file.close();
    }
  }

  /** A mapping whose operations pass the hook. */
  private final class ForwardingMapping implements Mapping {
    private final Mapping mapping;

    ForwardingMapping(Mapping mapping) {
      this.mapping = mapping;
    }

    @Override
    public Path path() {
      return mapping.path();
    }

    @Override
    public long size() {
      return mapping.size();
    }

    @Override
    public void read(long position, ByteBuffer target) {
      before(DiskOperation.READ_MAPPED, path());
      mapping.read(position, target);
    }

    @Override
    public void close() {
      before(DiskOperation.UNMAP, path());
      mapping.close();
    }
  }

  /** A lock whose release passes the hook. */
  private final class ForwardingLock implements DiskLock {
    private final DiskLock lock;

    ForwardingLock(DiskLock lock) {
      this.lock = lock;
    }

    @Override
    public Path path() {
      return lock.path();
    }

    @Override
    public void close() {
      before(DiskOperation.UNLOCK, path());
      lock.close();
    }
  }
}
