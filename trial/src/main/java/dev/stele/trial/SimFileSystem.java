package dev.stele.trial;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * A {@code java.nio.file} view of a disk: code that knows only {@code Path}, {@code Files} and
 * {@code FileChannel} is crashed and faulted by the same plans as code that knows {@link Disk}.
 *
 * <p>
 *
 * {@snippet :
 * public void run(Disk disk) throws IOException {
 *   Path home = SimFileSystem.over(disk).getPath("/notes");
 *   Files.createDirectories(home);
 *   new Notes(home).save("first");
 * }
 * }
 *
 * <p>It behaves as the JDK's own file system does on Linux, where that matters after a crash:
 *
 * <ul>
 *   <li>A directory is synced as usual: {@code FileChannel.open(directory, READ)}, then {@code
 *       force}. The channel reads nothing and is not among {@link SimDisk#openHandles}.
 *   <li>{@code Files.move} is one rename only with {@code ATOMIC_MOVE}. With {@code
 *       REPLACE_EXISTING} alone the old target is removed first, and a crash between leaves none.
 *   <li>{@code FileChannel.write} may write less than it was asked to: under {@link Effect#SHORT},
 *       and under {@link Effect#NO_SPACE_HALFWAY}, after which the next write may find no room.
 *   <li>An interrupt closes the channel under everyone who uses it.
 *   <li>A channel opened with {@code SYNC} or {@code DSYNC} syncs after each write, one operation
 *       more; neither makes the file's name durable.
 * </ul>
 *
 * <p>Errors: each failure of the disk is the {@link IOException} that plain Java throws for it,
 * with the {@link DiskException} as its cause, which {@link Scenario#isExpected} looks for. Only
 * the exceptions of a closed channel may lack it.
 *
 * <p>Limits. Code reaches this file system only by the paths it is given. Not covered is code that
 *
 * <ul>
 *   <li>makes its own paths with {@code Path.of}: those are of the machine's file system, and
 *       mixing both fails with {@code ProviderMismatchException};
 *   <li>uses {@code java.io.File}, {@code FileInputStream}, {@code FileOutputStream} or {@code
 *       RandomAccessFile}: {@code Path.toFile} throws;
 *   <li>maps files into memory: {@code FileChannel.map} throws, since a {@code MappedByteBuffer} is
 *       of the machine;
 *   <li>uses links, permissions, owners, watching, {@code DELETE_ON_CLOSE} or asynchronous
 *       channels; each throws {@code UnsupportedOperationException}. Times are always 1970 and
 *       cannot be set;
 *   <li>excludes other processes by {@code FileLock}: a lock holds against the channels of this
 *       object only. The locks of {@link Disk#lock} are others;
 *   <li>names files at random, as {@code Files.createTempFile} does: it runs, and is not
 *       deterministic.
 * </ul>
 *
 * <p>Names are case-sensitive and separated by {@code /}; relative paths start at the root; dots
 * are taken out of a path before it is looked up. An open directory is known by its path, so that
 * one renamed or removed meanwhile is no longer forced. Over a disk that is no {@link SimDisk},
 * writes are never short. Safe for any thread.
 */
public final class SimFileSystem extends FileSystem {

  private final Disk disk;
  private final SimProvider provider;
  private final SimFileLocks locks = new SimFileLocks();

  private SimFileSystem(Disk disk) {
    this.disk = disk;
    this.provider = new SimProvider(this, disk);
  }

  /**
   * Makes a view of a disk, usually of a {@link SimDisk}. Two views of one disk show the same
   * files, but do not mix: each has its own paths and locks.
   */
  public static SimFileSystem over(Disk disk) {
    return new SimFileSystem(disk);
  }

  @Override
  public Path getPath(String first, String... more) {
    return SimPath.parse(this, first, more);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  /** Does nothing: a view holds nothing of its own. */
  @Override
  public void close() {}

  /** Always true. */
  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root());
  }

  /**
   * Returns the one volume.
   *
   * @throws UncheckedIOException if the disk fails
   */
  @Override
  public Iterable<FileStore> getFileStores() {
    try {
      return List.of(provider.getFileStore(root()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of(SimAttributes.VIEW);
  }

  /** Matches as the machine's file system does. */
  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(Path.of(path.toString()));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("a disk must have owners, got: " + disk);
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("a disk must tell of changes, got: " + disk);
  }

  SimPath root() {
    return SimPath.parse(this, "/");
  }

  SimFileLocks locks() {
    return locks;
  }
}
