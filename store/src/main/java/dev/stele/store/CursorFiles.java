package dev.stele.store;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import dev.stele.journal.Position;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The places of durable cursors, a small file each, replaced as a whole.
 *
 * <pre>
 *   0  checksum, 4   CRC32C of all other bytes
 *   4  format, 2     1
 *   6  zeros, 2
 *   8  "STELECUR", 8
 *  16  lineage, 16
 *  32  position, 8
 *  40  length of the region, 4
 *  44  the region, as a text that says everything but where reading begins
 * </pre>
 */
final class CursorFiles {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final int FORMAT = 1;
  private static final int FIXED_BYTES = 44;
  private static final long FILE_BYTES_MAX = 1 << 20;
  private static final byte[] MAGIC = "STELECUR".getBytes(StandardCharsets.US_ASCII);

  private final Disk disk;
  private final Path folder;

  /** Saving takes the one, closing the other: what is being saved is saved before the end. */
  private final ReadWriteLock ending = new ReentrantReadWriteLock();

  private boolean isClosed; // Guarded by ending.

  // Guarded by this.
  private final Set<String> inUse = new HashSet<>();
  private boolean isFolderKept;

  CursorFiles(Disk disk, Path directory) {
    this.disk = disk;
    this.folder = directory.resolve("cursors");
  }

  /** A place that was saved. */
  record Saved(UUID lineage, long position, String region) {}

  CursorOpening open(String name, Region region, Store store) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "cursor name must be 1 to 128 letters, digits, dots, hyphens or underscores, got: '"
              + name
              + "'");
    }
    synchronized (this) {
      if (!inUse.add(name)) {
        return new CursorOpening.InUse(name);
      }
    }
    boolean opened = false;
    try {
      CursorOpening opening = opening(name, region, store);
      opened = opening instanceof CursorOpening.Opened;
      return opening;
    } finally {
      if (!opened) {
        release(name);
      }
    }
  }

  private CursorOpening opening(String name, Region region, Store store) {
    Optional<Saved> saved = load(name);
    if (saved.isPresent() && !saved.get().lineage.equals(store.lineage())) {
      return new CursorOpening.OtherLineage(name, saved.get().lineage);
    }
    String wanted = text(region);
    if (saved.isPresent() && !saved.get().region.equals(wanted)) {
      return new CursorOpening.OtherRegion(name, saved.get().region);
    }
    Position from = saved.map(at -> Engine.position(at.position)).orElse(region.from());
    return new CursorOpening.Opened(
        new StoreCursor(this, name, region, store, from, saved.isEmpty()));
  }

  void release(String name) {
    synchronized (this) {
      inUse.remove(name);
    }
  }

  /** What a region is, but for where reading begins. */
  private static String text(Region region) {
    return region.identity();
  }

  private Path file(String name) {
    return folder.resolve(name + ".cur");
  }

  private Optional<Saved> load(String name) {
    Path path = file(name);
    if (disk.find(path).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(path, Access.READ)) {
      if (file.size() > FILE_BYTES_MAX) {
        throw new StoreException.CursorDamaged(
            path, "size of a cursor must be <= " + FILE_BYTES_MAX + ", got: " + file.size());
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      file.readFully(0, bytes);
      return Optional.of(decode(bytes.flip(), path));
    }
  }

  static Saved decode(ByteBuffer stored, Path path) {
    ByteBuffer bytes = stored.slice().order(ByteOrder.LITTLE_ENDIAN);
    try {
      int checksum = bytes.getInt();
      int format = Short.toUnsignedInt(bytes.getShort());
      bytes.getShort();
      byte[] magic = new byte[MAGIC.length];
      bytes.get(magic);
      if (java.util.Arrays.equals(magic, MAGIC) && format > FORMAT) {
        throw new StoreException.NewerFormat(
            "format of a cursor", FORMAT, format, "'" + path + "'");
      }
      if (checksum != checksum(stored)) {
        throw new StoreException.CursorDamaged(path, "checksum of a cursor must fit");
      }
      UUID lineage = new UUID(bytes.getLong(), bytes.getLong());
      long position = bytes.getLong();
      int length = bytes.getInt();
      if (length != bytes.remaining() || position < 0) {
        throw new StoreException.CursorDamaged(path, "lengths of a cursor must fit");
      }
      return new Saved(lineage, position, StandardCharsets.UTF_8.decode(bytes).toString());
    } catch (BufferUnderflowException _) {
      throw new StoreException.CursorDamaged(path, "expected a cursor, found its beginning");
    }
  }

  private static int checksum(ByteBuffer all) {
    CRC32C crc = new CRC32C();
    ByteBuffer rest = all.slice();
    crc.update(rest.position(Math.min(Integer.BYTES, rest.limit())));
    return (int) crc.getValue();
  }

  static ByteBuffer encode(Saved saved) {
    byte[] region = Texts.bytes(saved.region);
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED_BYTES + region.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putShort((short) FORMAT).putShort((short) 0).put(MAGIC);
    bytes
        .putLong(saved.lineage.getMostSignificantBits())
        .putLong(saved.lineage.getLeastSignificantBits())
        .putLong(saved.position)
        .putInt(region.length)
        .put(region)
        .flip();
    return bytes.putInt(0, checksum(bytes));
  }

  /** Saves a place: when it returns, any crash finds it; until then, the one before. */
  void save(String name, Region region, UUID lineage, Position position) {
    ending.readLock().lock();
    try {
      if (isClosed) {
        throw new StoreException.Closed(folder.resolveSibling(""));
      }
      write(name, region, lineage, position);
    } finally {
      ending.readLock().unlock();
    }
  }

  /** From now on the directory may be another's, who has cursors of the same names. */
  void close() {
    ending.writeLock().lock();
    try {
      isClosed = true;
    } finally {
      ending.writeLock().unlock();
    }
  }

  private void write(String name, Region region, UUID lineage, Position position) {
    keepFolder();
    Path next = folder.resolve(name + ".cur.new");
    if (disk.find(next).isPresent()) {
      disk.remove(next); // Of a saving that did not come to its end.
    }
    try (DiskFile file = disk.create(next)) {
      file.write(0, encode(new Saved(lineage, position.value(), text(region))));
      file.sync();
    }
    disk.rename(next, file(name));
    disk.syncDirectory(folder);
  }

  /** Whoever made it may have failed before its name was durable, or died. */
  private synchronized void keepFolder() {
    if (isFolderKept) {
      return;
    }
    if (disk.find(folder).isEmpty()) {
      disk.createDirectory(folder);
    }
    disk.syncDirectory(folder.resolveSibling(""));
    isFolderKept = true;
  }
}
