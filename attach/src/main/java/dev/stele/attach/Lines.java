package dev.stele.attach;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Lines of a file between two positions that each stand at the beginning of one. */
final class Lines implements Items<String> {

  private static final int CHUNK_BYTES = 32 * 1024;

  private final LineFile file;
  private final long end;
  private byte[] chunk = {};

  /** Where in the file the chunk begins, and where in the chunk the next line does. */
  private long chunkPosition;

  private int next;

  Lines(LineFile file, long from, long end) {
    this.file = file;
    this.chunkPosition = from;
    this.end = end;
  }

  @Override
  public boolean hasNext() {
    return chunkPosition + next < end;
  }

  @Override
  public Item<String> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("lines must have another one, got: their end");
    }
    int at = next;
    while (at == chunk.length || chunk[at] != '\n') {
      if (at < chunk.length) {
        at++;
      } else {
        at -= next;
        readOn();
      }
    }
    int length = at > next && chunk[at - 1] == '\r' ? at - next - 1 : at - next;
    String line = new String(chunk, next, length, StandardCharsets.UTF_8);
    next = at + 1;
    return new Item<>(chunkPosition + at, line);
  }

  /** Keeps what of the line was read, at the beginning of the chunk, and reads on behind it. */
  private void readOn() {
    byte[] kept = Arrays.copyOfRange(chunk, next, chunk.length);
    chunkPosition += next;
    next = 0;
    if (kept.length > FileLines.LONGEST_BYTES) {
      throw file.tooLong(chunkPosition);
    }
    long left = end - chunkPosition - kept.length;
    int count = Math.toIntExact(Math.min(Math.max(CHUNK_BYTES, kept.length), left));
    byte[] more = count == 0 ? new byte[0] : file.read(chunkPosition + kept.length, count);
    if (more.length == 0) { // It was cut, or has other lines now.
      throw new AttachException.Replaced(Optional.empty());
    }
    chunk = Arrays.copyOf(kept, kept.length + more.length);
    System.arraycopy(more, 0, chunk, kept.length, more.length);
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public void close() {
    file.close();
  }
}
