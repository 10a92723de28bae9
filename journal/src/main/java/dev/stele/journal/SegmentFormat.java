package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * The first 4,096 bytes of a segment, little-endian; frames follow, then zeros.
 *
 * <pre>
 *      0  magic "STELESEG", 8
 *      8  format, 2         1
 *     10  zeros, 6
 *     16  lineage, 16
 *     32  number, 8
 *     40  salt, 8           random, seeds the checksums of the frames
 *     48  first position, 8 which is the size of the tree before it
 *     56  its largest whole subtrees, 32 each, one for each one in the size
 *         zeros
 *   4092  CRC32C, 4         of all other bytes
 * </pre>
 */
final class SegmentFormat {

  static final int HEADER_BYTES = 4096;
  static final int FORMAT = 1;

  private static final long MAGIC = 0x474553454C455453L; // "STELESEG" in the order of the bytes.
  private static final int FRONTIER_AT = 48;
  private static final int CHECKSUM_AT = HEADER_BYTES - Checksum.BYTES;

  private SegmentFormat() {}

  /**
   * What a segment says of itself.
   *
   * @param frontier of the tree over all entries before it; not to be changed
   */
  record Header(UUID lineage, long number, long salt, Frontier frontier) {
    long firstPosition() {
      return frontier.size();
    }
  }

  static String fileName(long number) {
    return String.format(Locale.ROOT, "%08d.seg", number);
  }

  static ByteBuffer encode(Header header) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .putLong(0, MAGIC)
        .putShort(8, (short) FORMAT)
        .putLong(16, header.lineage.getMostSignificantBits())
        .putLong(24, header.lineage.getLeastSignificantBits())
        .putLong(32, header.number)
        .putLong(40, header.salt)
        .put(FRONTIER_AT, header.frontier.encode());
    bytes.putInt(CHECKSUM_AT, new Checksum().of(0, bytes, 0, HEADER_BYTES, CHECKSUM_AT));
    return bytes;
  }

  /**
   * Reads a header.
   *
   * @throws JournalException.Damaged if it is none, or its checksum is wrong
   * @throws JournalException.NewerFormat if a newer version wrote it
   */
  static Header decode(ByteBuffer bytes, Path file) {
    ByteBuffer all = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (all.limit() < HEADER_BYTES || all.getLong(0) != MAGIC) {
      throw new JournalException.Damaged(file, 0, "expected the header of a segment");
    }
    int expected = all.getInt(CHECKSUM_AT);
    int found = new Checksum().of(0, all, 0, HEADER_BYTES, CHECKSUM_AT);
    if (expected != found) {
      throw new JournalException.Damaged(
          file, 0, "segment checksum expected %08x, found %08x".formatted(expected, found));
    }
    int format = Short.toUnsignedInt(all.getShort(8));
    if (format > FORMAT) {
      throw new JournalException.NewerFormat(file, "format of a segment", FORMAT, format);
    }
    long firstPosition = all.getLong(FRONTIER_AT);
    if (firstPosition < 0) {
      throw new JournalException.Damaged(
          file, FRONTIER_AT, "first position must be >= 0, got: " + firstPosition);
    }
    byte[] frontier = new byte[Frontier.encodedBytes(firstPosition)];
    all.get(FRONTIER_AT, frontier);
    return new Header(
        new UUID(all.getLong(16), all.getLong(24)),
        all.getLong(32),
        all.getLong(40),
        Frontier.decode(frontier));
  }
}
