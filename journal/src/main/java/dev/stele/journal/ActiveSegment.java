package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The segment that is written: where its frames end, and how far it is prepared. */
final class ActiveSegment implements AutoCloseable {

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private final SegmentFormat.Header header;
  private final DiskFile file;
  private long endBytes;
  private long preparedBytes;
  private int previous;

  private ActiveSegment(
      SegmentFormat.Header header, DiskFile file, long endBytes, long preparedBytes, int previous) {
    this.header = header;
    this.file = file;
    this.endBytes = endBytes;
    this.preparedBytes = preparedBytes;
    this.previous = previous;
  }

  /**
   * Creates the file of a new segment, durable with its name. What an earlier attempt left under
   * that name is removed: only the catalog makes a segment count.
   */
  static ActiveSegment create(Layout layout, SegmentFormat.Header header) {
    Path path = layout.segment(header.number());
    if (layout.disk().find(path).isPresent()) {
      layout.disk().remove(path);
    }
    DiskFile file = layout.disk().create(path);
    boolean created = false;
    try {
      file.write(0, SegmentFormat.encode(header));
      file.sync();
      layout.disk().syncDirectory(layout.segments());
      created = true;
      return new ActiveSegment(
          header, file, SegmentFormat.HEADER_BYTES, SegmentFormat.HEADER_BYTES, 0);
    } finally {
      if (!created) {
        file.close();
      }
    }
  }

  /** Opens a segment to go on after a checkpoint, behind which there is nothing but zeros. */
  static ActiveSegment open(
      Layout layout, SegmentFormat.Header header, Catalog.Checkpoint checkpoint) {
    DiskFile file = layout.disk().open(layout.segment(header.number()), Access.READ_WRITE);
    boolean opened = false;
    try {
      long preparedBytes = Math.max(file.size(), checkpoint.bytes());
      opened = true;
      return new ActiveSegment(
          header, file, checkpoint.bytes(), preparedBytes, checkpoint.previous());
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  SegmentFormat.Header header() {
    return header;
  }

  long endBytes() {
    return endBytes;
  }

  int previous() {
    return previous;
  }

  /** The place behind the last frame. */
  FrameScanner.Place end(long position) {
    return new FrameScanner.Place(position, endBytes, Integer.toUnsignedLong(previous));
  }

  /** Writes zeros ahead, until there is room for more bytes. */
  void prepare(long upToBytes, JournalOptions options) {
    while (preparedBytes < upToBytes) {
      long end = Math.min(preparedBytes + options.prepareBytes(), (long) options.segmentBytes());
      while (preparedBytes < end) {
        int count = (int) Math.min(end - preparedBytes, ZEROS.capacity());
        file.write(preparedBytes, ZEROS.slice(0, count));
        preparedBytes += count;
      }
    }
  }

  /** Writes frames behind the last one. */
  void write(ByteBuffer frames, int lastChecksum) {
    int count = frames.remaining();
    file.write(endBytes, frames);
    endBytes += count;
    // Recovery writes before anything is prepared: zeros must not go over what it wrote.
    preparedBytes = Math.max(preparedBytes, endBytes);
    previous = lastChecksum;
  }

  void sync() {
    file.sync();
  }

  @Override
  public void close() {
    file.close();
  }
}
