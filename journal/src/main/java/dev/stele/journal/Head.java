package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * What the writer tells the readers in other processes: how far everything is durable. Written in
 * place after each sync, not synced itself: whatever of it is found, after a crash too, was true
 * when it was written, and stays true.
 *
 * <p>On disk, little-endian:
 *
 * <pre>
 *   0  CRC32C, 4           of all other bytes
 *   4  format, 2           1
 *   6  zeros, 2
 *   8  magic "STELEHED", 8
 *  16  lineage, 16
 *  32  generation, 8       of the catalog that names the segment
 *  40  epoch, 8
 *  48  end position, 8     entries before it are durable
 *  56  end byte, 8         in the last segment
 * </pre>
 */
record Head(UUID lineage, long generation, long epoch, long endPosition, long endBytes) {

  static final int BYTES = 64;
  static final int FORMAT = 1;

  private static final long MAGIC = 0x444548454C455453L; // "STELEHED" in the order of the bytes.

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putShort((short) FORMAT).putShort((short) 0).putLong(MAGIC);
    bytes.putLong(lineage.getMostSignificantBits()).putLong(lineage.getLeastSignificantBits());
    bytes.putLong(generation).putLong(epoch).putLong(endPosition).putLong(endBytes);
    bytes.putInt(0, new Checksum().of(0, bytes, 0, BYTES, 0));
    return bytes.flip();
  }

  /**
   * Reads a head; empty if the bytes are none, which a crash, or a reading while it is written, may
   * leave.
   *
   * @throws JournalException.NewerFormat if a newer version wrote it
   */
  static Optional<Head> decode(ByteBuffer all, Path file) {
    ByteBuffer bytes = all.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    boolean isWhole =
        bytes.remaining() == BYTES
            && bytes.getLong(8) == MAGIC
            && bytes.getInt(0) == new Checksum().of(0, bytes, 0, BYTES, 0);
    if (!isWhole) {
      return Optional.empty();
    }
    int format = Short.toUnsignedInt(bytes.getShort(4));
    if (format > FORMAT) {
      throw new JournalException.NewerFormat(file, "format of the head", FORMAT, format);
    }
    return Optional.of(
        new Head(
            new UUID(bytes.getLong(16), bytes.getLong(24)),
            bytes.getLong(32),
            bytes.getLong(40),
            bytes.getLong(48),
            bytes.getLong(56)));
  }
}
