package dev.stele.journal;

import dev.stele.ground.DiskException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one segment, one after another, and stops at the first thing that is not the
 * next one. Every checksum is verified, and no length is believed before.
 */
final class FrameScanner {

  /** Who reads one entry reads little; who goes on reads more at once. */
  private static final int WINDOW_BYTES_MIN = 1 << 14;

  private static final int WINDOW_BYTES_MAX = 1 << 20;

  private final Source source;
  private final Path file;
  private final long salt;
  private final long seed;
  private long limitBytes;
  private final Checksum checksum = new Checksum();
  private ByteBuffer window = newWindow(0);
  private int windowBytes = WINDOW_BYTES_MIN;
  private boolean lends;
  private long windowAt;
  private long at;
  private long position;
  private long previous;
  private String wrong = "";

  /** Where the bytes of a file are read from. */
  @FunctionalInterface
  interface Source {
    /** Fills the rest of a buffer from a position. */
    void read(long position, ByteBuffer target);
  }

  /**
   * A frame, valid in all its parts.
   *
   * @param bytes the window that holds it
   * @param offset where in the window it begins
   * @param at where in the file it begins
   */
  record Frame(FrameFormat.Header header, ByteBuffer bytes, int offset, long at) {
    Place place() {
      return new Place(header.firstPosition(), at, Integer.toUnsignedLong(header.previous()));
    }

    /** Returns the entry that begins at an offset of the window. */
    Entry entry(long position, int entryOffset, long segment) {
      return new Entry(
          position, bytes, entryOffset, Locator.of(segment, at + entryOffset - offset));
    }

    /** Returns where in the window the entry at a position of it begins. */
    int offsetOf(long position) {
      int entryOffset = offset + FrameFormat.HEADER_BYTES;
      for (long before = header.firstPosition(); before < position; before++) {
        entryOffset += EntryFormat.lengthAt(bytes, entryOffset);
      }
      return entryOffset;
    }

    /** Hashes the leaves of its entries, in order. */
    List<Digest> leaves(MerkleHasher hasher) {
      return LeafFormat.hashAll(bytes, offset, header.entryCount(), hasher);
    }
  }

  /**
   * Makes a scanner.
   *
   * @param file for messages
   * @param from a place between two frames
   * @param limitBytes where in the file the frames end at the latest
   */
  FrameScanner(
      Source source, Path file, SegmentFormat.Header segment, Place from, long limitBytes) {
    this.source = source;
    this.file = file;
    this.salt = segment.salt();
    this.seed = EntryFormat.seed(segment.lineage());
    this.limitBytes = limitBytes;
    this.at = from.bytes;
    this.position = from.position;
    this.previous = from.previous;
  }

  /** Lets frames stay valid after the next call: what is read is never read over. */
  FrameScanner lending() {
    lends = true;
    return this;
  }

  /**
   * A place between two frames.
   *
   * @param previous the checksum of the frame before it, 0 if it is the first
   */
  record Place(long position, long bytes, long previous) {}

  /** Reads the next frame, valid until the next call; null at the first thing that is none. */
  @Nullable Frame next() {
    FrameFormat.Header header = peek();
    if (header == null) {
      return null;
    }
    int offset = fetch(header.length());
    wrong = wrongEntries(header, offset);
    if (!wrong.isEmpty()) {
      return null;
    }
    Frame frame = new Frame(header, window, offset, at);
    pass(header);
    return frame;
  }

  /**
   * Passes frames until one that ends behind a position, looking at their headers alone.
   *
   * @return false at the first thing that is no frame
   */
  boolean seek(long target) {
    FrameFormat.Header header = peek();
    while (header != null && header.endPosition() <= target) {
      pass(header);
      header = peek();
    }
    return header != null;
  }

  /** Passes a frame, looking at its header alone; false at the first thing that is no frame. */
  boolean skip() {
    FrameFormat.Header header = peek();
    if (header != null) {
      pass(header);
    }
    return header != null;
  }

  /**
   * Reads frames up to a position into an index.
   *
   * @throws JournalException.Damaged if there is anything else before
   */
  void readInto(GrowingIndex index, long endPosition) {
    MerkleHasher hasher = MerkleHasher.create();
    while (position < endPosition) {
      Frame frame = next();
      if (frame == null) {
        throw damaged();
      }
      index.add(frame.place(), frame.leaves(hasher));
    }
  }

  /** The failure of a reader for whom the last call should have found a frame. */
  JournalException.Damaged damaged() {
    return new JournalException.Damaged(file, at, wrong);
  }

  /** Lets the frames end further on. */
  void extend(long furtherBytes) {
    limitBytes = Math.max(limitBytes, furtherBytes);
  }

  private FrameFormat.@Nullable Header peek() {
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
    return wrong.isEmpty() ? header : null;
  }

  private void pass(FrameFormat.Header header) {
    at += header.length();
    position = header.endPosition();
    previous = Integer.toUnsignedLong(header.checksum());
  }

  private String wrongHeader(FrameFormat.Header header) {
    if (header.format() > FrameFormat.FORMAT) {
      throw new JournalException.NewerFormat(
          file, "format of a frame", FrameFormat.FORMAT, header.format());
    }
    if (previous != Integer.toUnsignedLong(header.previous())) {
      return "a frame must follow the one before it";
    }
    if (header.entryCount() < 1) {
      return "number of entries must be >= 1, got: " + header.entryCount();
    }
    if (header.firstPosition() != position) {
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
        next += EntryFormat.lengthAt(window, next);
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
      int wanted = (int) Math.min(Math.max(count, windowBytes), limitBytes - at);
      windowBytes = Math.min(4 * windowBytes, WINDOW_BYTES_MAX);
      if (window.capacity() < wanted || lends) {
        window = newWindow(wanted);
      }
      try {
        source.read(at, window.clear().limit(wanted));
      } catch (DiskException.EndOfFile _) {
        throw new JournalException.Damaged(
            file, at, "expected " + wanted + " bytes, found the end of the file");
      }
      window.flip();
      windowAt = at;
    }
    return (int) (at - windowAt);
  }

  private static ByteBuffer newWindow(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
