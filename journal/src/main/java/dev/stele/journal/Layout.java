package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a journal, and how its catalog is read and replaced. */
record Layout(Disk disk, Path directory) {

  /** A catalog of a million segments; bounds what a damaged size can ask for. */
  private static final long CATALOG_BYTES_MAX = 64 << 20;

  Path lock() {
    return directory.resolve("LOCK");
  }

  Path catalog() {
    return directory.resolve("CATALOG");
  }

  private Path nextCatalog() {
    return directory.resolve("CATALOG.new");
  }

  Path segments() {
    return directory.resolve("segments");
  }

  Path segment(long number) {
    return segments().resolve(SegmentFormat.fileName(number));
  }

  /** Reads the catalog; empty if there is none. */
  Optional<Catalog> readCatalog() {
    if (disk.find(catalog()).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(catalog(), Access.READ)) {
      long length = file.size();
      if (length > CATALOG_BYTES_MAX) {
        throw new JournalException.Damaged(
            catalog(), 0, "size of a catalog must be <= " + CATALOG_BYTES_MAX + ", got: " + length);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) length);
      file.readFully(0, bytes);
      return Optional.of(Catalog.decode(bytes.flip(), catalog()));
    }
  }

  /** Replaces the catalog; when it returns, any crash finds the new one. */
  void replaceCatalog(Catalog catalog) {
    if (disk.find(nextCatalog()).isPresent()) {
      disk.remove(nextCatalog()); // Of a replacement that did not come to its end.
    }
    try (DiskFile file = disk.create(nextCatalog())) {
      file.write(0, catalog.encode());
      file.sync();
    }
    disk.rename(nextCatalog(), catalog());
    disk.syncDirectory(directory);
  }
}
