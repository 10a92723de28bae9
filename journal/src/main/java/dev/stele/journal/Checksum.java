package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C over a seed and a range of bytes that holds its own checksum. For one thread. */
final class Checksum {

  static final int BYTES = Integer.BYTES;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer seedBytes = ByteBuffer.allocate(Long.BYTES);

  /**
   * Checksums a range without four of its bytes, in which the checksum stands. The buffer's
   * position and limit stay.
   *
   * @param hole where these four bytes are, counted from the beginning of the range
   */
  int of(long seed, ByteBuffer bytes, int from, int length, int hole) {
    crc.reset();
    crc.update(seedBytes.clear().putLong(seed).flip());
    crc.update(bytes.slice(from, hole));
    crc.update(bytes.slice(from + hole + BYTES, length - hole - BYTES));
    return (int) crc.getValue();
  }
}
