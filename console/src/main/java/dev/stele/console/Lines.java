package dev.stele.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of a file, as bytes, one after the other. Holds one line and a window, however long the
 * file and its lines are.
 */
final class Lines implements AutoCloseable {

  private static final int WINDOW_BYTES = 1 << 16;

  private final InputStream in;
  private final int lineBytesMax;
  private final byte[] window = new byte[WINDOW_BYTES];
  private int next;
  private int end;
  private byte[] line = new byte[WINDOW_BYTES];
  private long number;
  private long bytesRead;

  Lines(InputStream in, int lineBytesMax) {
    this.in = in;
    this.lineBytesMax = lineBytesMax;
  }

  /**
   * A line without its end.
   *
   * @param number from 1
   * @param bytes valid until the next line is asked for; none if the line was too long
   */
  record Line(long number, Optional<ByteBuffer> bytes) {

    /** Tells whether there is nothing to be seen on it. */
    boolean isBlank() {
      if (bytes.isEmpty()) {
        return false;
      }
      ByteBuffer all = bytes.get();
      for (int i = all.position(); i < all.limit(); i++) {
        byte b = all.get(i);
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  /** Returns the next line; empty at the end. */
  Optional<Line> next() throws IOException {
    if (next == end && !fill()) {
      return Optional.empty();
    }
    number++;
    long length = 0;
    do {
      int stop = next;
      while (stop < end && window[stop] != '\n') {
        stop++;
      }
      if (length <= lineBytesMax) {
        keep((int) length, stop - next);
      }
      length += stop - next;
      next = stop;
      if (stop < end) {
        next = stop + 1;
        break;
      }
    } while (fill());
    return Optional.of(
        new Line(
            number,
            length > lineBytesMax
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(line, 0, (int) length))));
  }

  private void keep(int at, int count) {
    if (line.length < at + count) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, at + count));
    }
    System.arraycopy(window, next, line, at, count);
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(window));
    bytesRead += end;
    return end > 0;
  }

  /** Returns how many bytes were taken from the file. */
  long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
