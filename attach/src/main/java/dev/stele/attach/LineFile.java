package dev.stele.attach;

import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** An open file that consists of lines, as far as they have their ends. */
record LineFile(DiskFile file) implements AutoCloseable {

  /** As much of the first line tells one file from another. */
  private static final int HEAD_BYTES = 1024;

  private static final int CHUNK_BYTES = 8 * 1024;

  private static final byte END_OF_LINE = '\n';

  /** Returns what the first line says about which file it is; empty if it has no end yet. */
  Optional<UUID> identity() {
    byte[] head = read(0, HEAD_BYTES);
    int length = indexOfEnd(head);
    if (length < 0 && head.length < HEAD_BYTES) {
      return Optional.empty();
    }
    byte[] line = length < 0 ? head : Arrays.copyOf(head, length);
    return Optional.of(UUID.nameUUIDFromBytes(line));
  }

  private static int indexOfEnd(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == END_OF_LINE) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the position behind the last line that has its end; {@code from} if none behind has.
   */
  long endOfLines(long from) {
    long end = file.size();
    while (end > from) {
      int count = Math.toIntExact(Math.min(CHUNK_BYTES, end - from));
      byte[] chunk = read(end - count, count);
      for (int i = chunk.length - 1; i >= 0; i--) {
        if (chunk[i] == END_OF_LINE) {
          return end - count + i + 1;
        }
      }
      end -= count;
    }
    return from;
  }

  /** Tells whether a line may begin at a position: there, or behind the end of another one. */
  boolean isBeginOfLine(long position) {
    return position == 0 || Arrays.equals(read(position - 1, 1), new byte[] {END_OF_LINE});
  }

  /** Reads as much as is there, and no more than a number of bytes. */
  byte[] read(long position, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && file.read(position + buffer.position(), buffer) >= 0) {
      // Reads on: a read may give less than is there.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** Returns what is wrong with a line that has no end where it must have had one. */
  AttachException tooLong(long begin) {
    return new AttachException.Broken(
        "line must be <= "
            + FileLines.LONGEST_BYTES
            + " bytes, got: more: '"
            + file.path()
            + "' at byte "
            + begin);
  }

  long size() {
    return file.size();
  }

  @Override
  public void close() {
    file.close();
  }
}
