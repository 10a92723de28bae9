package dev.stele.index;

import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes one section of a run, from its beginning to its end, and checksums its pages. */
final class SectionWriter {

  private static final int BUFFER_BYTES = 1 << 16;

  private final DiskFile file;
  private final PageChecksums checksums;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long at;
  private long written;

  /** Begins at a page of a file. */
  SectionWriter(DiskFile file, PageChecksums checksums, long at) {
    this.file = file;
    this.checksums = checksums;
    this.at = at;
  }

  /** How many bytes the section has so far. */
  long written() {
    return written;
  }

  void putLong(long value) {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(value);
    written += Long.BYTES;
  }

  void putVarint(long value) {
    long rest = value;
    while (rest > 0x7F) {
      putByte((byte) (rest | 0x80));
      rest >>>= 7;
    }
    putByte((byte) rest);
  }

  private void putByte(byte value) {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put(value);
    written++;
  }

  void put(byte[] bytes) {
    if (buffer.remaining() < bytes.length) {
      flush();
    }
    buffer.put(bytes);
    written += bytes.length;
  }

  /** Fills the last page with zeros. */
  void finish() {
    flush();
    if (buffer.position() > 0) {
      while (buffer.position() % RunFormat.PAGE != 0) {
        buffer.put((byte) 0);
      }
      flush();
    }
  }

  /** Writes the whole pages; the rest stays. */
  private void flush() {
    int whole = buffer.position() & -RunFormat.PAGE;
    if (whole > 0) {
      checksums.add(at, buffer.array(), whole);
      ByteBuffer pages = buffer.duplicate().position(0).limit(whole);
      file.write(at, pages);
      at += whole;
      buffer.flip().position(whole);
      buffer.compact();
    }
  }
}
