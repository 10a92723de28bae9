package dev.stele.journal;

import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What lies behind the last whole frame of a segment: zeros, or what a crash left.
 *
 * @param bytes up to the last one that is not zero
 * @param durableThrough the largest that a frame's header there claims
 */
record Remnant(long bytes, long durableThrough) {

  private static final int WINDOW_BYTES = 1 << 16;

  /** Looks at everything from a byte on. */
  static Remnant of(DiskFile file, SegmentFormat.Header header, long from) {
    long size = file.size();
    long lastBytes = from;
    long durableThrough = 0;
    Checksum checksum = new Checksum();
    ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    // Windows overlap by a header, lest one be cut in two.
    for (long at = from; at < size; at += WINDOW_BYTES - FrameFormat.HEADER_BYTES) {
      window.clear().limit((int) Math.min(WINDOW_BYTES, size - at));
      file.readFully(at, window);
      window.flip();
      int used = usedBytes(window);
      if (used > 0) {
        lastBytes = Math.max(lastBytes, at + used);
      }
      // Frames begin at multiples of eight, as the first one does.
      for (int i = 0; i < used && i + FrameFormat.HEADER_BYTES <= window.limit(); i += 8) {
        if (FrameFormat.isHeader(window, i, header.salt(), checksum)) {
          durableThrough = Math.max(durableThrough, FrameFormat.header(window, i).durableThrough());
        }
      }
    }
    return new Remnant(lastBytes - from, durableThrough);
  }

  /**
   * Writes zeros from a byte on to the end, and makes them durable. Over zeros too: those that an
   * earlier attempt wrote may be in the cache alone.
   */
  static void clear(DiskFile file, long from) {
    long size = file.size();
    for (long at = from; at < size; at += WINDOW_BYTES) {
      file.write(at, ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, size - at)));
    }
    file.sync();
  }

  /** How many bytes there are up to the last one that is not zero. */
  private static int usedBytes(ByteBuffer window) {
    int used = window.limit();
    while (used >= Long.BYTES && window.getLong(used - Long.BYTES) == 0) {
      used -= Long.BYTES;
    }
    while (used > 0 && window.get(used - 1) == 0) {
      used--;
    }
    return used;
  }
}
