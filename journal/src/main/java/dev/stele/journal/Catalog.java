package dev.stele.journal;

import java.nio.BufferUnderflowException;
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
 *  72  checkpoint: position, 8; byte in the last segment, 8; checksum of the frame before it, 4
 *  92  number of segments, 4
 *  96  segments, 32 each: number, first position, end position, end byte
 * </pre>
 *
 * @param lineage the identity of the history; restore and salvage begin another one
 * @param generation 1 or more
 * @param epoch the last epoch known, 0 for none
 * @param checkpoint up to where everything is known to be durable
 * @param segments in order; the last one is active, and its end is the checkpoint
 */
record Catalog(
    UUID lineage, long generation, long epoch, Checkpoint checkpoint, List<Segment> segments) {

  static final int FORMAT = 1;

  private static final long MAGIC = 0x544143454C455453L; // "STELECAT" in the order of the bytes.
  private static final int FIXED_BYTES = 96;
  private static final int SEGMENT_BYTES = 32;

  /** Far more than a directory can hold; bounds what a damaged count can ask for. */
  private static final int SEGMENTS_MAX = 1 << 24;

  /**
   * A place between two frames of the last segment.
   *
   * @param position of the next entry
   * @param bytes where its frame begins
   * @param previous the checksum of the frame before it, 0 if it is the first
   */
  record Checkpoint(long position, long bytes, int previous) {}

  /** A segment, as far as it counts. */
  record Segment(long number, long firstPosition, long endPosition, long endBytes) {}

  Catalog {
    segments = List.copyOf(segments);
  }

  /** Returns the catalog that replaces this one. */
  Catalog next(long lastEpoch, Checkpoint reached, List<Segment> now) {
    return new Catalog(lineage, generation + 1, lastEpoch, reached, now);
  }

  Segment active() {
    return segments.getLast();
  }

  ByteBuffer encode() {
    int length = FIXED_BYTES + segments.size() * SEGMENT_BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putShort((short) FORMAT).putShort((short) 0).putLong(MAGIC);
    bytes.putLong(lineage.getMostSignificantBits()).putLong(lineage.getLeastSignificantBits());
    bytes.putLong(generation).putLong(0).putLong(0).putLong(0).putLong(epoch);
    bytes.putLong(checkpoint.position).putLong(checkpoint.bytes).putInt(checkpoint.previous);
    bytes.putInt(segments.size());
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
   * @throws JournalException.Damaged if it is none, or its checksum or a length is wrong
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
    try {
      return decodeParts(bytes, file);
    } catch (BufferUnderflowException e) {
      throw new JournalException.Damaged(file, length, "expected more of the catalog");
    }
  }

  private static Catalog decodeParts(ByteBuffer bytes, Path file) {
    bytes.position(16);
    UUID lineage = new UUID(bytes.getLong(), bytes.getLong());
    long generation = bytes.getLong();
    bytes.position(64);
    long epoch = bytes.getLong();
    Checkpoint checkpoint = new Checkpoint(bytes.getLong(), bytes.getLong(), bytes.getInt());
    int count = bytes.getInt();
    if (count < 1 || count > SEGMENTS_MAX || bytes.remaining() != (long) count * SEGMENT_BYTES) {
      throw new JournalException.Damaged(
          file, 92, "number of segments must fit the length, got: " + count);
    }
    List<Segment> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(new Segment(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()));
    }
    return new Catalog(lineage, generation, epoch, checkpoint, segments);
  }
}
