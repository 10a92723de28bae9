package dev.stele.trial;

import static dev.stele.ground.DiskOperation.CREATE;
import static dev.stele.ground.DiskOperation.FIND;
import static dev.stele.ground.DiskOperation.OPEN;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of a {@link SimFileSystem}: those of {@code Files}, in steps of a disk. */
final class SimProvider extends FileSystemProvider {

  /*
   * The steps are those of the JDK on Linux, because a crash may come between any two of them:
   *
   *   open     look the name up; open or create; if asked to, cut to 0
   *   move     atomic: rename. Else: look both up; remove the target; rename
   *   copy     look both up; remove the target; create it; read and write; close both
   *
   * Why a step failed is found out afterwards, so that what goes well costs no step for it.
   */
  static final String SCHEME = "simdisk";

  private static final int COPY_BYTES = 1 << 16;

  private final SimFileSystem fileSystem;
  private final Disk disk;

  SimProvider(SimFileSystem fileSystem, Disk disk) {
    this.fileSystem = fileSystem;
    this.disk = disk;
  }

  // Opening.

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Set<OpenOption> all = completed(options);
    requireNone(attributes);
    Path name = onDisk(path);
    return NioErrors.call(() -> new SimChannel(fileSystem.locks(), open(name, all), all));
  }

  /** Checks options as the JDK does, and adds what they imply. */
  private static Set<OpenOption> completed(Set<? extends OpenOption> options) {
    Set<OpenOption> all = new HashSet<>(options);
    for (OpenOption option : all) {
      boolean isKnown = option instanceof StandardOpenOption || option instanceof LinkOption;
      if (!isKnown || option == DELETE_ON_CLOSE) {
        throw new UnsupportedOperationException("option must be supported, got: " + option);
      }
    }
    if (!all.contains(READ) && !all.contains(WRITE)) {
      all.add(all.contains(APPEND) ? WRITE : READ);
    }
    if (all.contains(APPEND) && (all.contains(READ) || all.contains(TRUNCATE_EXISTING))) {
      throw new IllegalArgumentException(
          "APPEND must be without READ and TRUNCATE_EXISTING, got: " + options);
    }
    return all;
  }

  /**
   * Opens a file for both reading and writing whatever was asked for, since Linux syncs through
   * either; the channel refuses what it was not opened for.
   */
  private DiskFile open(Path name, Set<OpenOption> options) {
    boolean isWritten = options.contains(WRITE);
    if (isWritten && options.contains(CREATE_NEW)) {
      return disk.create(name);
    }
    boolean mayCreate = isWritten && options.contains(StandardOpenOption.CREATE);
    while (true) {
      DiskEntry entry = disk.find(name).orElse(null);
      try {
        if (entry == null) {
          if (!mayCreate) {
            throw new DiskException.NotFound(OPEN, name);
          }
          return disk.create(name);
        }
        if (entry.kind() == DiskEntry.Kind.DIRECTORY) {
          if (isWritten) {
            throw new DiskException.Failed(OPEN, name, "Is a directory");
          }
          return new OpenDirectory(disk, name);
        }
        DiskFile file = disk.open(name, Access.READ_WRITE);
        return isWritten && options.contains(TRUNCATE_EXISTING) ? emptied(file) : file;
      } catch (DiskException.AlreadyExists _) {
        // Another thread created it since it was looked up: look again.
      } catch (DiskException.NotFound e) {
        if (entry == null || !mayCreate) {
          throw e;
        } // Else another thread removed it since: look again.
      }
    }
  }

  private static DiskFile emptied(DiskFile file) {
    try {
      file.truncate(0);
      return file;
    } catch (DiskException e) {
      closeAfter(e, file);
      throw e;
    }
  }

  // Directories.

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    Path name = onDisk(directory);
    try {
      return SimDirectoryStream.of(directory, disk.list(name), filter);
    } catch (DiskException.Failed e) {
      if (kindAfter(e, name) == DiskEntry.Kind.FILE) {
        throw NioErrors.with(e, new NotDirectoryException(name.toString()));
      }
      throw NioErrors.of(e);
    } catch (DiskException e) {
      throw NioErrors.of(e);
    }
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    requireNone(attributes);
    Path name = onDisk(directory);
    NioErrors.run(() -> disk.createDirectory(name));
  }

  // Names.

  @Override
  public void delete(Path path) throws IOException {
    remove(onDisk(path));
  }

  private void remove(Path name) throws IOException {
    try {
      disk.remove(name);
    } catch (DiskException.Failed e) {
      if (kindAfter(e, name) == DiskEntry.Kind.DIRECTORY && hasEntriesAfter(e, name)) {
        throw NioErrors.with(e, new DirectoryNotEmptyException(name.toString()));
      }
      throw NioErrors.of(e);
    } catch (DiskException e) {
      throw NioErrors.of(e);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Set<CopyOption> all = supported(options, StandardCopyOption.ATOMIC_MOVE);
    Path from = onDisk(source);
    Path to = onDisk(target);
    if (all.contains(StandardCopyOption.ATOMIC_MOVE) && !from.equals(to)) {
      NioErrors.run(() -> disk.rename(from, to));
      return;
    }
    NioErrors.call(() -> existing(from));
    if (!from.equals(to)) {
      clear(to, all);
      NioErrors.run(() -> disk.rename(from, to));
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    Set<CopyOption> all = supported(options, StandardCopyOption.COPY_ATTRIBUTES);
    Path from = onDisk(source);
    Path to = onDisk(target);
    DiskEntry entry = NioErrors.call(() -> existing(from));
    if (from.equals(to)) {
      return;
    }
    clear(to, all);
    NioErrors.run(() -> {
      if (entry.kind() == DiskEntry.Kind.DIRECTORY) {
        disk.createDirectory(to);
      } else {
        copyFile(from, to);
      }
    });
  }

  /** Removes what has the target's name, or refuses to. */
  private void clear(Path target, Set<CopyOption> options) throws IOException {
    if (NioErrors.call(() -> disk.find(target)).isPresent()) {
      if (!options.contains(StandardCopyOption.REPLACE_EXISTING)) {
        throw NioErrors.of(new DiskException.AlreadyExists(CREATE, target));
      }
      remove(target);
    }
  }

  private void copyFile(Path source, Path target) {
    try (DiskFile input = disk.open(source, Access.READ);
        DiskFile output = disk.create(target)) {
      try {
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
        long position = 0;
        for (int count = input.read(0, buffer); count > 0; count = input.read(position, buffer)) {
          output.write(position, buffer.flip());
          position += count;
          buffer.clear();
        }
      } catch (DiskException e) {
        removeAfter(e, target);
        throw e;
      }
    }
  }

  // Attributes.

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    Path name = onDisk(path);
    DiskEntry entry = NioErrors.call(() -> existing(name));
    if (entry.kind() != DiskEntry.Kind.DIRECTORY && List.of(modes).contains(AccessMode.EXECUTE)) {
      throw new AccessDeniedException(name.toString());
    }
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    if (path.equals(other)) {
      return true;
    }
    if (path.getFileSystem() != fileSystem || other.getFileSystem() != fileSystem) {
      return false;
    }
    checkAccess(path);
    checkAccess(other);
    return onDisk(path).equals(onDisk(other));
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return SimFileStore.of(disk, onDisk(path));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(
          "attributes must be " + SimAttributes.VIEW + ", got: " + type);
    }
    return type.cast(attributes(path));
  }

  @Override
  @SuppressWarnings("NullAway") // A file key may be null, which the JDK's type cannot say.
  public Map<String, @Nullable Object> readAttributes(
      Path path, String selection, LinkOption... options) throws IOException {
    return attributes(path).select(selection);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return type == BasicFileAttributeView.class ? type.cast(new View(this, path)) : null;
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException(
        "attributes must be left alone, got: '" + attribute + "'");
  }

  private SimAttributes attributes(Path path) throws IOException {
    Path name = onDisk(path);
    return new SimAttributes(NioErrors.call(() -> existing(name)));
  }

  /** The attributes of one path, looked up when they are asked for. */
  private record View(SimProvider provider, Path path) implements BasicFileAttributeView {
    @Override
    public String name() {
      return SimAttributes.VIEW;
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
      return provider.attributes(path);
    }

    @Override
    public void setTimes(
        @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created) {
      throw new UnsupportedOperationException("times must be left alone, got: '" + path + "'");
    }
  }

  // By URI.

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException(
        "a file system must be made by SimFileSystem.over, got: " + uri);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return getPath(uri).getFileSystem();
  }

  @Override
  public Path getPath(URI uri) {
    if (!SCHEME.equalsIgnoreCase(uri.getScheme()) || uri.getPath() == null) {
      throw new IllegalArgumentException("scheme must be '" + SCHEME + "', got: " + uri);
    }
    return fileSystem.getPath(uri.getPath());
  }

  // Steps that several share.

  private Path onDisk(Path path) {
    return SimPath.of(fileSystem, path).onDisk();
  }

  private DiskEntry existing(Path name) {
    return disk.find(name).orElseThrow(() -> new DiskException.NotFound(FIND, name));
  }

  private DiskEntry.@Nullable Kind kindAfter(DiskException failure, Path name) {
    try {
      return disk.find(name).map(DiskEntry::kind).orElse(null);
    } catch (DiskException e) {
      failure.addSuppressed(e);
      return null;
    }
  }

  private boolean hasEntriesAfter(DiskException failure, Path name) {
    try {
      return !disk.list(name).isEmpty();
    } catch (DiskException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private void removeAfter(DiskException failure, Path name) {
    try {
      disk.remove(name);
    } catch (DiskException e) {
      failure.addSuppressed(e);
    }
  }

  private static void closeAfter(DiskException failure, DiskFile file) {
    try {
      file.close();
    } catch (DiskException e) {
      failure.addSuppressed(e);
    }
  }

  private static Set<CopyOption> supported(CopyOption[] options, StandardCopyOption alsoSupported) {
    for (CopyOption option : options) {
      if (option != StandardCopyOption.REPLACE_EXISTING
          && option != LinkOption.NOFOLLOW_LINKS
          && option != alsoSupported) {
        throw new UnsupportedOperationException("option must be supported, got: " + option);
      }
    }
    return Set.copyOf(List.of(options));
  }

  private static void requireNone(FileAttribute<?>[] attributes) {
    if (attributes.length > 0) {
      throw new UnsupportedOperationException(
          "attributes must be none, got: '" + attributes[0].name() + "'");
    }
  }
}
