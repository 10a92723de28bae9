package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C of a range of bytes that holds its own checksum, mixed with a seed: what was written under
 * another seed does not pass. For one thread.
 */
final class Checksum {

  static final int BYTES = Integer.BYTES;

  private final CRC32C crc = new CRC32C();

  /**
   * Checksums a range without four of its bytes, in which the checksum stands. The buffer's
   * position and limit stay.
   *
   * @param seed both halves of it are mixed into the result; 0 leaves the bare CRC32C
   * @param hole where these four bytes are, counted from the beginning of the range
   */
  int of(long seed, ByteBuffer bytes, int from, int length, int hole) {
    crc.reset();
    add(bytes, from, hole);
    add(bytes, from + hole + BYTES, length - hole - BYTES);
    return (int) (crc.getValue() ^ seed ^ (seed >>> Integer.SIZE));
  }

  private void add(ByteBuffer bytes, int at, int length) {
    if (length > 0 && bytes.hasArray()) { // Without an object for it: this is done for each entry.
      crc.update(bytes.array(), bytes.arrayOffset() + at, length);
    } else if (length > 0) {
      crc.update(bytes.slice(at, length));
    }
  }
}
