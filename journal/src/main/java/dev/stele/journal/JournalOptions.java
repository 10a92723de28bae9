package dev.stele.journal;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.Entropy;

/**
 * How a journal is opened.
 *
 * @param segmentBytes the size of a segment file, at least 8,192; the larger, the fewer files and
 *     the longer the recovery from a crash
 * @param prepareBytes how many zeros are written ahead of the frames at once, at least 512: a sync
 *     of bytes that are there already need not make the file's size durable
 * @param disk where the files are
 * @param clock for waits
 * @param entropy for salts and the lineage
 */
public record JournalOptions(
    int segmentBytes, int prepareBytes, Disk disk, Clock clock, Entropy entropy) {

  /** The largest frame, header and all entries included: 16 MiB. */
  public static final int FRAME_BYTES_MAX = 16 << 20;

  private static final int SEGMENT_BYTES_MIN = 2 * SegmentFormat.HEADER_BYTES;
  private static final int PREPARE_BYTES_MIN = 512;

  /** Checks the sizes. */
  public JournalOptions {
    if (segmentBytes < SEGMENT_BYTES_MIN) {
      throw new IllegalArgumentException(
          "segment size must be >= " + SEGMENT_BYTES_MIN + ", got: " + segmentBytes);
    }
    if (prepareBytes < PREPARE_BYTES_MIN) {
      throw new IllegalArgumentException(
          "prepared size must be >= " + PREPARE_BYTES_MIN + ", got: " + prepareBytes);
    }
  }

  /** Returns the options that fit most: 64 MiB, 1 MiB, and the disk, clock and chance of here. */
  public static JournalOptions standard() {
    return new JournalOptions(64 << 20, 1 << 20, Disk.system(), Clock.system(), Entropy.system());
  }

  /** Returns these options on another disk. */
  public JournalOptions on(Disk other) {
    return new JournalOptions(segmentBytes, prepareBytes, other, clock, entropy);
  }

  /** The largest frame that fits a segment. */
  int frameBytesMax() {
    return Math.min(FRAME_BYTES_MAX, segmentBytes - SegmentFormat.HEADER_BYTES);
  }
}
