package dev.stele.journal;

import dev.stele.ground.DiskException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Places frames, writes them, rotates segments. Used by one thread at a time. */
final class Writer implements AutoCloseable {

  /** Frames that are written at once; a larger one goes alone. */
  private static final int BUFFER_BYTES = 1 << 20;

  private final Layout layout;
  private final JournalOptions options;
  private final Checksum checksum = new Checksum();
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final long epoch;
  private final List<Catalog.Segment> sealed;
  private Catalog catalog;
  private ActiveSegment active;
  private long nextPosition;
  private long durablePosition;
  private long durableBytes;
  private long bufferedBytes;
  private int previous;

  Writer(Layout layout, JournalOptions options, Recovery.Opened opened) {
    this.layout = layout;
    this.options = options;
    this.catalog = opened.catalog();
    this.active = opened.active();
    this.nextPosition = opened.nextPosition();
    this.durablePosition = nextPosition;
    this.durableBytes = active.endBytes();
    this.previous = active.previous();
    this.epoch = opened.report().epoch();
    this.sealed = new ArrayList<>(catalog.segments().subList(0, catalog.segments().size() - 1));
  }

  long epoch() {
    return epoch;
  }

  /**
   * Gives a frame its place and takes it for the next write.
   *
   * @return false if there is no room for it on the disk; nothing was changed
   * @throws DiskException if the disk failed; the journal cannot be written any more
   */
  boolean add(Request request) {
    int length = request.frame.limit();
    if (active.endBytes() + bufferedBytes + length > options.segmentBytes() && !rotate()) {
      return false;
    }
    try {
      active.prepare(active.endBytes() + bufferedBytes + length, options);
    } catch (DiskException.NoSpace _) {
      return false; // Zeros behind the frames are no harm.
    }
    FrameFormat.Header header =
        new FrameFormat.Header(
            FrameFormat.FORMAT,
            length,
            request.entryCount,
            nextPosition,
            epoch,
            durablePosition,
            previous,
            FrameFormat.entriesChecksum(request.frame, 0, request.entryCount),
            0);
    previous = FrameFormat.seal(request.frame, 0, header, active.header().salt(), checksum);
    request.placedAt(nextPosition);
    nextPosition += request.entryCount;
    if (length > buffer.remaining()) {
      write();
    }
    if (length > buffer.remaining()) {
      active.write(request.frame.duplicate(), previous);
    } else {
      buffer.put(request.frame.duplicate());
      bufferedBytes += length;
    }
    return true;
  }

  /** Writes what was taken. */
  void write() {
    if (bufferedBytes > 0) {
      active.write(buffer.flip(), previous);
      buffer.clear();
      bufferedBytes = 0;
    }
  }

  /** Makes everything written durable. */
  void sync() {
    write();
    if (active.endBytes() > durableBytes) {
      active.sync();
      durableBytes = active.endBytes();
    }
    durablePosition = nextPosition;
  }

  /** Returns what is durable. */
  View view() {
    List<Catalog.Segment> segments = new ArrayList<>(sealed);
    segments.add(
        new Catalog.Segment(
            active.header().number(),
            active.header().firstPosition(),
            durablePosition,
            durableBytes));
    return new View(catalog.lineage(), segments);
  }

  /**
   * Seals the active segment and begins the next one.
   *
   * @return false if there is no room for it; the active one stays
   */
  private boolean rotate() {
    sync();
    ActiveSegment next;
    try {
      next =
          ActiveSegment.create(
              layout,
              new SegmentFormat.Header(
                  catalog.lineage(),
                  active.header().number() + 1,
                  nextPosition,
                  options.entropy().nextLong()));
    } catch (DiskException.NoSpace _) {
      return false;
    }
    boolean rotated = false;
    try {
      List<Catalog.Segment> segments = new ArrayList<>(view().segments());
      segments.add(
          new Catalog.Segment(next.header().number(), nextPosition, nextPosition, next.endBytes()));
      Catalog.Checkpoint start = new Catalog.Checkpoint(nextPosition, next.endBytes(), 0);
      Catalog replaced = catalog.next(epoch, start, segments);
      layout.replaceCatalog(replaced);
      catalog = replaced;
      rotated = true;
    } catch (DiskException.NoSpace _) {
      return false;
    } finally {
      if (!rotated) {
        next.close();
      }
    }
    ActiveSegment before = active;
    sealed.add(view().segments().getLast());
    active = next;
    durableBytes = next.endBytes();
    previous = 0;
    before.close();
    return true;
  }

  /** Makes everything durable and leaves a checkpoint, so that the next opening need not look. */
  void checkpoint() {
    sync();
    catalog =
        catalog.next(
            epoch,
            new Catalog.Checkpoint(nextPosition, active.endBytes(), active.previous()),
            view().segments());
    layout.replaceCatalog(catalog);
  }

  @Override
  public void close() {
    active.close();
  }
}
