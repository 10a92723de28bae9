package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index of the active segment in a process that only reads it. Places are found by passing
 * frames; nodes are computed when somebody asks for one, since most followers prove nothing. Safe
 * for any thread.
 */
final class FollowedIndex implements SegmentIndex {

  private final SegmentFiles files;
  private final UUID lineage;

  /** As far as it is durable; only replaced. */
  private volatile Catalog.Segment segment;

  private @Nullable Reading reading; // Guarded by this.

  /** What was read of the segment so far. */
  private static final class Reading {
    private final Places places = new Places();
    private final GrowingIndex computed;
    private final FrameScanner passing;
    private final FrameScanner hashing;
    private SegmentFiles.Open open;

    Reading(SegmentFiles.Open open) {
      FrameScanner.Place start = Catalog.Checkpoint.startOf(open.header()).place();
      this.open = open;
      this.places.add(start);
      this.computed = new GrowingIndex(open.header());
      this.passing = scanner(open, start);
      this.hashing = scanner(open, start);
    }

    private FrameScanner scanner(SegmentFiles.Open first, FrameScanner.Place start) {
      return new FrameScanner(this::read, first.path(), first.header(), start, start.bytes());
    }

    /** Reads through the handle of the call under way: none is held in between. */
    private void read(long position, ByteBuffer target) {
      open.read(position, target);
    }
  }

  FollowedIndex(SegmentFiles files, UUID lineage, Catalog.Segment segment) {
    this.files = files;
    this.lineage = lineage;
    this.segment = segment;
  }

  long number() {
    return segment.number();
  }

  /** Takes note that more of the segment is durable. Never waits for who reads it. */
  void extend(Catalog.Segment further) {
    segment = further;
  }

  private Reading reading(SegmentFiles.Open open) {
    Reading known = reading;
    if (known == null) {
      known = new Reading(open);
      reading = known;
    }
    known.open = open;
    known.passing.extend(segment.endBytes());
    known.hashing.extend(segment.endBytes());
    return known;
  }

  @Override
  public synchronized FrameScanner.Place placeBefore(long position) {
    try (SegmentFiles.Open open = files.acquireActive(lineage, segment)) {
      Reading now = reading(open);
      while (now.passing.place().position() < Math.min(position, segment.endPosition())) {
        now.places.offer(now.passing.place());
        if (!now.passing.skip()) {
          throw now.passing.damaged();
        }
      }
      return now.places.before(position);
    }
  }

  @Override
  public synchronized void nodes(int level, long first, ByteBuffer target) {
    try (SegmentFiles.Open open = files.acquireActive(lineage, segment)) {
      Reading now = reading(open);
      now.hashing.readInto(now.computed, segment.endPosition());
      now.computed.nodes(level, first, target);
    }
  }
}
