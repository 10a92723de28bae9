package dev.stele.trial;

import dev.stele.ground.Disk;
import dev.stele.ground.Volume;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.jspecify.annotations.Nullable;

/** The volume under a path of a {@link SimFileSystem}. */
final class SimFileStore extends FileStore {

  private final Disk disk;
  private final Path path;
  private final Volume volume;

  private SimFileStore(Disk disk, Path path, Volume volume) {
    this.disk = disk;
    this.path = path;
    this.volume = volume;
  }

  static SimFileStore of(Disk disk, Path path) throws IOException {
    return new SimFileStore(disk, path, NioErrors.call(() -> disk.volume(path)));
  }

  @Override
  public String name() {
    return volume.type();
  }

  @Override
  public String type() {
    return volume.type();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  /** Throws: a disk knows what is left, not what it was made with. */
  @Override
  public long getTotalSpace() {
    throw new UnsupportedOperationException("a volume must know its total space, got: " + volume);
  }

  @Override
  public long getUsableSpace() throws IOException {
    return NioErrors.call(() -> disk.volume(path).usableBytes());
  }

  @Override
  public long getUnallocatedSpace() throws IOException {
    return getUsableSpace();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return type == BasicFileAttributeView.class;
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return name.equals(SimAttributes.VIEW);
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    return null;
  }

  @Override
  public Object getAttribute(String attribute) throws IOException {
    return switch (attribute) {
      case "usableSpace" -> getUsableSpace();
      case "unallocatedSpace" -> getUnallocatedSpace();
      default ->
          throw new UnsupportedOperationException(
              "attribute must be usableSpace or unallocatedSpace, got: '" + attribute + "'");
    };
  }
}
