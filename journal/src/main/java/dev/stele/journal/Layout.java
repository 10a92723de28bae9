package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The files of a journal, and how its catalog is read and replaced. */
record Layout(Disk disk, Path directory) {

  /** Twice a catalog of as many segments as there may be: bounds what a damaged size asks for. */
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

  private Path indexes() {
    return directory.resolve("index");
  }

  Path index(long number) {
    return indexes().resolve(String.format(Locale.ROOT, "%08d.idx", number));
  }

  Path head() {
    return directory.resolve("HEAD");
  }

  Path reserve() {
    return directory.resolve("RESERVE");
  }

  /** Creates the directories of a new journal where they are missing; the caller syncs. */
  void createDirectories() {
    for (Path needed : List.of(segments(), indexes())) {
      if (disk.find(needed).isEmpty()) {
        disk.createDirectory(needed);
      }
    }
  }

  /**
   * Removes what earlier attempts left: segments and indexes that the catalog does not name. Only
   * the catalog makes a segment count.
   */
  void removeStrays(Catalog catalog) {
    Set<Path> named = new HashSet<>();
    for (Catalog.Segment segment : catalog.segments()) {
      named.add(segment(segment.number()));
      named.add(index(segment.number()));
    }
    for (Path folder : List.of(segments(), indexes())) {
      for (Path found : disk.list(folder)) {
        if (!named.contains(found)) {
          disk.remove(found);
        }
      }
    }
  }

  /** Writes the index of a segment, durably, in the place of one it may have. */
  void replaceIndex(long number, List<ByteBuffer> parts) {
    removeIndex(number); // Readers may have it mapped: it is replaced, never changed.
    try (DiskFile file = disk.create(index(number))) {
      long at = 0;
      for (ByteBuffer part : parts) {
        int length = part.remaining();
        file.write(at, part);
        at += length;
      }
      file.sync();
    }
    disk.syncDirectory(indexes());
  }

  /**
   * Reads what the index of a segment says of itself, if that is whole; its body is not looked at.
   */
  Optional<IndexFormat.Header> readIndexHeader(long number) {
    if (disk.find(index(number)).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(index(number), Access.READ)) {
      return IndexFormat.decodeHeader(file.size(), file::readFully);
    }
  }

  /** Reads the index of a segment, if it is whole, of whatever state of the segment. */
  Optional<StoredIndex> readIndexOf(SegmentFormat.Header header) {
    return readIndexHeader(header.number())
        .flatMap(index ->
            readIndex(
                header,
                new Catalog.Segment(
                    header.number(),
                    header.firstPosition(),
                    index.endPosition(),
                    index.endBytes())));
  }

  void removeIndex(long number) {
    if (disk.find(index(number)).isPresent()) {
      disk.remove(index(number));
    }
  }

  /** Reads the index of a segment, if there is one, of just this state of it. */
  Optional<StoredIndex> readIndex(SegmentFormat.Header header, Catalog.Segment segment) {
    if (disk.find(index(segment.number())).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(index(segment.number()), Access.READ)) {
      if (IndexFormat.decodeHeader(file.size(), file::readFully).isEmpty()) {
        return Optional.empty(); // Its length may be anything.
      }
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.readFully(0, all);
      FrameScanner.Source source =
          (at, target) -> {
            int length = target.remaining();
            target.put(all.slice((int) at, length));
          };
      return IndexFormat.isOf(header.salt(), segment, all.capacity(), source)
          ? Optional.of(new StoredIndex(all.capacity(), source))
          : Optional.empty();
    }
  }

  /** Reads the head; empty if there is none, or it is being written, or torn. */
  Optional<Head> readHead() {
    if (disk.find(head()).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(head(), Access.READ)) {
      return readHead(file);
    } catch (DiskException.NotFound _) {
      return Optional.empty(); // It was taken away since.
    }
  }

  Optional<Head> readHead(DiskFile file) {
    if (file.size() != Head.BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Head.BYTES);
    file.readFully(0, bytes);
    return Head.decode(bytes.flip(), head());
  }

  /** Reads the header of an open segment. */
  static SegmentFormat.Header readHeader(DiskFile file) {
    int length = (int) Math.min(file.size(), SegmentFormat.HEADER_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.readFully(0, bytes);
    return SegmentFormat.decode(bytes.flip(), file.path());
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
    } catch (DiskException.NotFound _) {
      return Optional.empty(); // As above.
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
