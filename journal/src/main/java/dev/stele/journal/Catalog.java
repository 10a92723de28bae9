package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The catalog of a journal: which segments there are, and from where the last one must be examined.
 * Replaced as a whole; its renaming is the commit of everything that it says.
 *
 * <p>On disk, little-endian:
 *
 * <pre>
 *   0  CRC32C, 4            of all other bytes
 *   4  format, 2            1
 *   6  zeros, 2
 *   8  magic "STELECAT", 8
 *  16  lineage, 16
 *  32  generation, 8        one more with each replacement
 *  40  features: any version may pass over them, 8
 *  48  features: a reader may pass over them, 8
 *  56  features: nobody may pass over them, 8
 *  64  epoch, 8             the last one known
 *  72  remnant, 8           the number of a segment behind whose end zeros must be written; or 0
 *  80  checkpoint: byte in the last segment, 8; checksum of the frame before it, 4
 *  92  number of segments, 4
 *  96  checkpoint: position, 8, which is the size of the tree before it; its largest whole
 *      subtrees, 32 each, one for each one in the size
 *      segments, 32 each: number, first position, end position, end byte
 * </pre>
 *
 * @param lineage the identity of the history; restore and salvage begin another one
 * @param generation 1 or more
 * @param epoch the last epoch known, 0 for none
 * @param remnant the number of a sealed segment that still has torn bytes behind its end, 0 if none
 * @param checkpoint up to where everything is known to be durable
 * @param segments in order; the last one is active, and its end is the checkpoint
 */
record Catalog(
    UUID lineage,
    long generation,
    long epoch,
    long remnant,
    Checkpoint checkpoint,
    List<Segment> segments) {

  static final int FORMAT = 1;

  private static final long MAGIC = 0x544143454C455453L; // "STELECAT" in the order of the bytes.
  private static final int FRONTIER_AT = 96;
  private static final int FIXED_BYTES = FRONTIER_AT + Long.BYTES;
  private static final int SEGMENT_BYTES = 32;

  /** As many as a catalog may name: at 64 MiB each, 64 TiB. Bounds its size to 32 MiB. */
  static final int SEGMENTS_MAX = 1 << 20;

  /**
   * A place between two frames of the last segment.
   *
   * @param bytes where the next frame begins
   * @param previous the checksum of the frame before it, 0 if it is the first
   * @param frontier of the tree over all entries before it; not to be changed
   */
  record Checkpoint(long bytes, int previous, Frontier frontier) {

    /** The place before the first frame of a segment. */
    static Checkpoint startOf(SegmentFormat.Header header) {
      return new Checkpoint(SegmentFormat.HEADER_BYTES, 0, header.frontier());
    }

    /** The position of the next entry. */
    long position() {
      return frontier.size();
    }

    FrameScanner.Place place() {
      return new FrameScanner.Place(position(), bytes, Integer.toUnsignedLong(previous));
    }
  }

  /** A segment, as far as it counts. */
  record Segment(long number, long firstPosition, long endPosition, long endBytes) {}

  Catalog {
    segments = List.copyOf(segments);
  }

  /** Returns the catalog that replaces this one. */
  Catalog next(long lastEpoch, long torn, Checkpoint reached, List<Segment> now) {
    return new Catalog(lineage, generation + 1, lastEpoch, torn, reached, now);
  }

  Segment active() {
    return segments.getLast();
  }

  ByteBuffer encode() {
    byte[] frontier = checkpoint.frontier.encode();
    int length = FRONTIER_AT + frontier.length + segments.size() * SEGMENT_BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putShort((short) FORMAT).putShort((short) 0).putLong(MAGIC);
    bytes.putLong(lineage.getMostSignificantBits()).putLong(lineage.getLeastSignificantBits());
    bytes.putLong(generation).putLong(0).putLong(0).putLong(0).putLong(epoch).putLong(remnant);
    bytes.putLong(checkpoint.bytes).putInt(checkpoint.previous).putInt(segments.size());
    bytes.put(frontier);
    for (Segment segment : segments) {
      bytes
          .putLong(segment.number)
          .putLong(segment.firstPosition)
          .putLong(segment.endPosition)
          .putLong(segment.endBytes);
    }
    bytes.putInt(0, new Checksum().of(0, bytes, 0, length, 0));
    return bytes.flip();
  }

  /**
   * Reads a catalog.
   *
   * @throws JournalException.Damaged if it is none, or its checksum, a length or an order is wrong
   * @throws JournalException.NewerFormat if a newer version wrote it, with features that this one
   *     does not know
   */
  static Catalog decode(ByteBuffer all, Path file) {
    ByteBuffer bytes = all.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.remaining();
    if (length < FIXED_BYTES || bytes.getLong(8) != MAGIC) {
      throw new JournalException.Damaged(file, 0, "expected a catalog");
    }
    int expected = bytes.getInt(0);
    int found = new Checksum().of(0, bytes, 0, length, 0);
    if (expected != found) {
      throw new JournalException.Damaged(
          file, 0, "catalog checksum expected %08x, found %08x".formatted(expected, found));
    }
    int format = Short.toUnsignedInt(bytes.getShort(4));
    if (format > FORMAT) {
      throw new JournalException.NewerFormat(file, "format of the catalog", FORMAT, format);
    }
    long unknown = bytes.getLong(48) | bytes.getLong(56);
    if (unknown != 0) {
      throw new JournalException.NewerFormat(file, "features of the catalog", 0, unknown);
    }
    return decodeParts(bytes, file);
  }

  private static Catalog decodeParts(ByteBuffer bytes, Path file) {
    long position = bytes.getLong(FRONTIER_AT);
    if (position < 0) {
      throw new JournalException.Damaged(
          file, FRONTIER_AT, "position of a checkpoint must be >= 0, got: " + position);
    }
    int frontierBytes = Frontier.encodedBytes(position);
    long count = Integer.toUnsignedLong(bytes.getInt(92));
    if (count < 1 || bytes.remaining() != FRONTIER_AT + frontierBytes + count * SEGMENT_BYTES) {
      throw new JournalException.Damaged(
          file, 92, "number of segments must fit the length, got: " + count);
    }
    byte[] frontier = new byte[frontierBytes];
    bytes.get(FRONTIER_AT, frontier);
    Checkpoint checkpoint =
        new Checkpoint(bytes.getLong(80), bytes.getInt(88), Frontier.decode(frontier));
    List<Segment> segments = new ArrayList<>((int) count);
    for (int at = FRONTIER_AT + frontierBytes; at < bytes.limit(); at += SEGMENT_BYTES) {
      segments.add(
          new Segment(
              bytes.getLong(at),
              bytes.getLong(at + 8),
              bytes.getLong(at + 16),
              bytes.getLong(at + 24)));
    }
    requireOrder(segments, checkpoint, file);
    return new Catalog(
        new UUID(bytes.getLong(16), bytes.getLong(24)),
        bytes.getLong(32),
        bytes.getLong(64),
        bytes.getLong(72),
        checkpoint,
        segments);
  }

  private static void requireOrder(List<Segment> segments, Checkpoint checkpoint, Path file) {
    long number = 0;
    long position = 0;
    for (Segment segment : segments) {
      boolean isNext =
          segment.number > number
              && segment.firstPosition == position
              && segment.endPosition >= position
              && segment.endBytes >= SegmentFormat.HEADER_BYTES;
      if (!isNext) {
        throw new JournalException.Damaged(
            file, FRONTIER_AT, "segments must follow one another, got: " + segment);
      }
      number = segment.number;
      position = segment.endPosition;
    }
    if (position != checkpoint.position() || segments.getLast().endBytes != checkpoint.bytes) {
      throw new JournalException.Damaged(
          file, 80, "checkpoint must be the end of the last segment, got: " + checkpoint.place());
    }
  }
}
