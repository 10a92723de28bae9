package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The index of a segment on disk, little-endian. A cache: one that is missing, damaged or of
 * another state of the segment is computed anew.
 *
 * <pre>
 *   0  CRC32C, 4            of the other 60 bytes
 *   4  format, 2            1
 *   6  zeros, 2
 *   8  magic "STELEIDX", 8
 *  16  salt, 8              of the segment
 *  24  first position, 8
 *  32  end position, 8
 *  40  end byte, 8          in the segment
 *  48  number of places, 4
 *  52  CRC32C, 4            of everything that follows
 *  56  zeros, 8
 *  64  places, 24 each: position, byte, checksum of the frame before it (8 each)
 *      nodes of the heights 0, 8, 16 … that the segment's entries complete, 32 each
 * </pre>
 */
final class IndexFormat {

  static final int HEADER_BYTES = 64;
  static final int PLACE_BYTES = Places.NUMBERS * Long.BYTES;
  static final int FORMAT = 1;

  private static final long MAGIC = 0x584449454C455453L; // "STELEIDX" in the order of the bytes.
  private static final int BODY_CHECKSUM_AT = 52;

  private IndexFormat() {}

  /** What an index says of itself: which state of which segment it is of. */
  record Header(
      long salt,
      long firstPosition,
      long endPosition,
      long endBytes,
      int placeCount,
      int bodyChecksum) {

    /** How many nodes of a level there are. */
    long nodeCount(int level) {
      return (endPosition >>> (level * Tile.HEIGHT)) - (firstPosition >>> (level * Tile.HEIGHT));
    }

    /** Where the nodes of a level begin. */
    long nodesAt(int level) {
      long at = HEADER_BYTES + (long) placeCount * PLACE_BYTES;
      for (int below = 0; below < level; below++) {
        at += nodeCount(below) * Digest.BYTES;
      }
      return at;
    }

    /** How long the file is. */
    long fileBytes() {
      return nodesAt(Tile.LEVELS);
    }
  }

  static ByteBuffer encode(Places places) {
    ByteBuffer bytes =
        ByteBuffer.allocate(places.count() * PLACE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < places.count(); i++) {
      FrameScanner.Place place = places.get(i);
      bytes.putLong(place.position()).putLong(place.bytes()).putLong(place.previous());
    }
    return bytes.flip();
  }

  /** The checksum of everything behind the header. */
  static int checksum(List<ByteBuffer> body) {
    CRC32C checksum = new CRC32C();
    body.forEach(part -> checksum.update(part.duplicate()));
    return (int) checksum.getValue();
  }

  static ByteBuffer encode(Header header) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putShort((short) FORMAT).putShort((short) 0).putLong(MAGIC);
    bytes.putLong(header.salt).putLong(header.firstPosition).putLong(header.endPosition);
    bytes.putLong(header.endBytes).putInt(header.placeCount).putInt(header.bodyChecksum);
    bytes.putInt(0, new Checksum().of(0, bytes, 0, HEADER_BYTES, 0));
    return bytes.rewind();
  }

  /**
   * Tells whether a file is the index that is looked for, whole: of a segment with this salt, up to
   * this end. Believes no length, and allocates nothing in proportion to one.
   */
  static boolean isOf(
      long salt, Catalog.Segment segment, long fileBytes, FrameScanner.Source source) {
    return decodeHeader(fileBytes, source)
        .filter(header -> header.salt == salt)
        .filter(header -> header.firstPosition == segment.firstPosition())
        .filter(header -> header.endPosition == segment.endPosition())
        .filter(header -> header.endBytes == segment.endBytes())
        .filter(header -> header.bodyChecksum == bodyChecksum(fileBytes, source))
        .isPresent();
  }

  /** Reads what an index says of itself; empty if it is damaged, or another length is meant. */
  static Optional<Header> decodeHeader(long fileBytes, FrameScanner.Source source) {
    if (fileBytes < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    source.read(0, bytes);
    Header header =
        new Header(
            bytes.getLong(16),
            bytes.getLong(24),
            bytes.getLong(32),
            bytes.getLong(40),
            bytes.getInt(48),
            bytes.getInt(BODY_CHECKSUM_AT));
    boolean isWhole =
        bytes.getInt(0) == new Checksum().of(0, bytes, 0, HEADER_BYTES, 0)
            && bytes.getLong(8) == MAGIC
            && bytes.getShort(4) == FORMAT
            && header.firstPosition >= 0
            && header.endPosition >= header.firstPosition
            && header.placeCount >= (header.endPosition > header.firstPosition ? 1 : 0)
            && header.placeCount <= 1 + header.endBytes / Places.SPACING_BYTES
            && header.fileBytes() == fileBytes;
    return isWhole ? Optional.of(header) : Optional.empty();
  }

  private static int bodyChecksum(long fileBytes, FrameScanner.Source source) {
    CRC32C checksum = new CRC32C();
    ByteBuffer window = ByteBuffer.allocate(1 << 16);
    for (long at = HEADER_BYTES; at < fileBytes; at += window.capacity()) {
      window.clear().limit((int) Math.min(window.capacity(), fileBytes - at));
      source.read(at, window);
      checksum.update(window.flip());
    }
    return (int) checksum.getValue();
  }
}
