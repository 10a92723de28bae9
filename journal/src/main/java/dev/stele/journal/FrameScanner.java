package dev.stele.journal;

import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one segment, one after another, and stops at the first thing that is not the
 * next one. Every checksum is verified, and no length is believed before.
 */
final class FrameScanner {

  /** The frame before the first one is not known, so that its checksum cannot be compared. */
  static final long ANY_PREVIOUS = -1;

  private static final int WINDOW_BYTES = 1 << 16;

  private final DiskFile file;
  private final long salt;
  private final long seed;
  private final long limitBytes;
  private final Checksum checksum = new Checksum();
  private ByteBuffer window = newWindow(WINDOW_BYTES);
  private long windowAt;
  private long at;
  private long position;
  private long previous;
  private String wrong = "";

  /**
   * A frame, valid in all its parts.
   *
   * @param bytes the window that holds it
   * @param offset where in the window it begins
   * @param at where in the file it begins
   */
  record Frame(FrameFormat.Header header, ByteBuffer bytes, int offset, long at) {
    long endBytes() {
      return at + header.length();
    }
  }

  /**
   * Makes a scanner.
   *
   * @param seed of the entries' checksums
   * @param from a place between two frames
   * @param limitBytes where in the file the frames end at the latest
   */
  FrameScanner(
      DiskFile file, SegmentFormat.Header segment, long seed, Place from, long limitBytes) {
    this.file = file;
    this.salt = segment.salt();
    this.seed = seed;
    this.limitBytes = limitBytes;
    this.at = from.bytes;
    this.position = from.position;
    this.previous = from.previous;
    this.window.limit(0);
  }

  /**
   * A place between two frames.
   *
   * @param previous the checksum of the frame before it, or {@link #ANY_PREVIOUS}
   */
  record Place(long position, long bytes, long previous) {}

  /** Reads the next frame, valid until the next call; null at the first thing that is none. */
  @Nullable Frame next() {
    if (limitBytes - at < FrameFormat.HEADER_BYTES) {
      wrong = "expected a frame, found the end";
      return null;
    }
    int offset = fetch(FrameFormat.HEADER_BYTES);
    if (!FrameFormat.isHeader(window, offset, salt, checksum)) {
      wrong = "expected a frame";
      return null;
    }
    FrameFormat.Header header = FrameFormat.header(window, offset);
    wrong = wrongHeader(header);
    if (!wrong.isEmpty()) {
      return null;
    }
    offset = fetch(header.length());
    wrong = wrongEntries(header, offset);
    if (!wrong.isEmpty()) {
      return null;
    }
    Frame frame = new Frame(header, window, offset, at);
    at += header.length();
    position = header.endPosition();
    previous = Integer.toUnsignedLong(header.checksum());
    return frame;
  }

  private String wrongHeader(FrameFormat.Header header) {
    if (header.format() > FrameFormat.FORMAT) {
      throw new JournalException.NewerFormat(
          file.path(), "format of a frame", FrameFormat.FORMAT, header.format());
    }
    if (previous != ANY_PREVIOUS && previous != Integer.toUnsignedLong(header.previous())) {
      return "a frame must follow the one before it";
    }
    if (header.firstPosition() != position || header.entryCount() < 1) {
      return "position of a frame must be " + position + ", got: " + header.firstPosition();
    }
    long least = FrameFormat.HEADER_BYTES + (long) header.entryCount() * EntryFormat.FIXED_BYTES;
    boolean isLengthPossible =
        header.length() >= least
            && header.length() <= JournalOptions.FRAME_BYTES_MAX
            && header.length() <= limitBytes - at
            && header.length() % 8 == 0;
    return isLengthPossible ? "" : "length of a frame must be possible, got: " + header.length();
  }

  private String wrongEntries(FrameFormat.Header header, int offset) {
    int end = offset + header.length();
    int limit = window.limit();
    window.limit(end);
    try {
      int next = offset + FrameFormat.HEADER_BYTES;
      for (int i = 0; i < header.entryCount(); i++) {
        String found = EntryFormat.wrong(window, next, seed, checksum);
        if (found != null) {
          return found;
        }
        next += window.getInt(next);
      }
      if (next != end) {
        return "entries must fill their frame";
      }
      int entries = FrameFormat.entriesChecksum(window, offset, header.entryCount());
      return entries == header.entries() ? "" : "entries must be those of their frame";
    } finally {
      window.limit(limit);
    }
  }

  /** Where the scan stands: before the next frame, or before what is none. */
  Place place() {
    return new Place(position, at, previous);
  }

  /** Why the last call found no frame. */
  String wrong() {
    return wrong;
  }

  /** Makes sure that a number of bytes from here on are in the window; returns where. */
  private int fetch(int count) {
    if (at < windowAt || at + count > windowAt + window.limit()) {
      int wanted = (int) Math.min(Math.max(count, WINDOW_BYTES), limitBytes - at);
      if (window.capacity() < wanted) {
        window = newWindow(wanted);
      }
      file.readFully(at, window.clear().limit(wanted));
      window.flip();
      windowAt = at;
    }
    return (int) (at - windowAt);
  }

  private static ByteBuffer newWindow(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
