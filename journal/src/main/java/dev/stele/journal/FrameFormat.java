package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A frame on disk: a header of 64 bytes, little-endian, then its entries. One append is one frame.
 *
 * <pre>
 *   0  magic, 4
 *   4  format, 2            1
 *   6  flags, 2             0
 *   8  length of all, 4     a multiple of 8, header included
 *  12  number of entries, 4 1 or more
 *  16  first position, 8
 *  24  epoch, 8
 *  32  durable through, 8   entries at positions below it were durable when this was written
 *  40  previous, 4          checksum of the frame before it in the segment; 0 for the first
 *  44  entries, 4           CRC32C of the checksums of the entries, in order
 *  48  shard, 2             0
 *  50  zeros, 10
 *  60  CRC32C, 4            of the other 60 bytes, seeded with the segment's salt
 * </pre>
 */
final class FrameFormat {

  static final int HEADER_BYTES = 64;
  static final int MAGIC = 0x4D465453; // "STFM" in the order of the bytes.
  static final int FORMAT = 1;

  private static final int CHECKSUM_AT = 60;

  private FrameFormat() {}

  /** The header of a frame. */
  record Header(
      int format,
      int length,
      int entryCount,
      long firstPosition,
      long epoch,
      long durableThrough,
      int previous,
      int entries,
      int checksum) {

    long endPosition() {
      return firstPosition + entryCount;
    }
  }

  /**
   * Writes a header before entries that are there already.
   *
   * @param at where the frame begins
   * @return its checksum
   */
  static int seal(ByteBuffer bytes, int at, Header header, long salt, Checksum checksum) {
    bytes
        .putInt(at, MAGIC)
        .putShort(at + 4, (short) header.format)
        .putShort(at + 6, (short) 0)
        .putInt(at + 8, header.length)
        .putInt(at + 12, header.entryCount)
        .putLong(at + 16, header.firstPosition)
        .putLong(at + 24, header.epoch)
        .putLong(at + 32, header.durableThrough)
        .putInt(at + 40, header.previous)
        .putInt(at + 44, header.entries)
        .putLong(at + 48, 0)
        .putInt(at + 56, 0);
    int value = checksum.of(salt, bytes, at, HEADER_BYTES, CHECKSUM_AT);
    bytes.putInt(at + CHECKSUM_AT, value);
    return value;
  }

  /** Tells whether 64 bytes are a header that was written to a segment with this salt. */
  static boolean isHeader(ByteBuffer bytes, int at, long salt, Checksum checksum) {
    return bytes.getInt(at) == MAGIC
        && bytes.getInt(at + CHECKSUM_AT)
            == checksum.of(salt, bytes, at, HEADER_BYTES, CHECKSUM_AT);
  }

  /** Reads a header; believes nothing of it unless {@link #isHeader} said so. */
  static Header header(ByteBuffer bytes, int at) {
    return new Header(
        Short.toUnsignedInt(bytes.getShort(at + 4)),
        bytes.getInt(at + 8),
        bytes.getInt(at + 12),
        bytes.getLong(at + 16),
        bytes.getLong(at + 24),
        bytes.getLong(at + 32),
        bytes.getInt(at + 40),
        bytes.getInt(at + 44),
        bytes.getInt(at + CHECKSUM_AT));
  }

  /** The checksum over the checksums of the entries that follow a header. */
  static int entriesChecksum(ByteBuffer bytes, int at, int entryCount) {
    ByteBuffer checksums =
        ByteBuffer.allocate(entryCount * Checksum.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int next = at + HEADER_BYTES;
    for (int i = 0; i < entryCount; i++) {
      checksums.putInt(EntryFormat.checksumAt(bytes, next));
      next += EntryFormat.lengthAt(bytes, next);
    }
    CRC32C crc = new CRC32C();
    crc.update(checksums.array());
    return (int) crc.getValue();
  }
}
