package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
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
  private final ByteBuffer buffer;
  private final long epoch;
  private final Reserve reserve;
  private final DiskFile head;

  /** Written, and not yet known to be durable. */
  private final Recent.Gathering undurable = new Recent.Gathering();

  private Catalog catalog;
  private List<Catalog.Segment> sealed;
  private ActiveSegment active;
  private GrowingIndex index;
  private Recent recent = Recent.NONE;
  private long nextPosition;
  private long durablePosition;
  private long durableBytes;
  private long bufferedBytes;
  private int previous;

  /** Takes what was opened; if it fails, the caller closes that. */
  Writer(Layout layout, JournalOptions options, Recovery.Opened opened) {
    this.layout = layout;
    this.options = options;
    this.catalog = opened.catalog();
    this.active = opened.active();
    this.index = opened.index();
    this.nextPosition = index.frontier().size();
    this.durablePosition = nextPosition;
    this.durableBytes = active.endBytes();
    this.previous = active.previous();
    this.epoch = opened.report().epoch();
    this.sealed = catalog.segments().subList(0, catalog.segments().size() - 1);
    this.reserve = new Reserve(layout);
    this.buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    this.head =
        layout.disk().find(layout.head()).isPresent()
            ? layout.disk().open(layout.head(), Access.READ_WRITE)
            : layout.disk().create(layout.head());
  }

  /** The position behind the last durable entry. */
  long durableEnd() {
    return durablePosition;
  }

  /** The position of the entry that comes next. */
  long nextPosition() {
    return nextPosition;
  }

  long epoch() {
    return epoch;
  }

  int frameBytesMax() {
    return options.frameBytesMax();
  }

  /** Sets the reserve aside. */
  void prepare() {
    reserve.keep(options.prepareBytes());
  }

  /**
   * Gives a frame its place and takes it for the next write.
   *
   * @return false if there is no room for it on the disk; nothing was changed
   * @throws DiskException if the disk failed; the journal cannot be written any more
   */
  boolean add(Request request) {
    int length = request.frame.limit();
    if (length > options.frameBytesMax()) {
      throw new IllegalArgumentException(
          "frame must be <= " + options.frameBytesMax() + " bytes, got: " + length);
    }
    if (active.endBytes() + bufferedBytes + length > options.segmentBytes() && !rotate()) {
      return false;
    }
    long at = active.endBytes() + bufferedBytes;
    try {
      active.prepare(at + length, options);
    } catch (DiskException.NoSpace _) {
      return false; // Zeros behind the frames are no harm.
    }
    int count = request.entryCount;
    FrameFormat.Header header =
        new FrameFormat.Header(
            FrameFormat.FORMAT,
            length,
            count,
            nextPosition,
            epoch,
            durablePosition,
            previous,
            request.entriesChecksum,
            0);
    FrameScanner.Frame frame = new FrameScanner.Frame(header, request.frame, 0, at);
    previous = FrameFormat.seal(request.frame, 0, header, active.header().salt(), checksum);
    index.addLater(frame.place(), request);
    undurable.add(frame);
    nextPosition += count;
    request.placed(frame, active.header().number(), durablePosition);
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

  /** Does what nobody waits for. */
  void catchUp() {
    index.catchUp();
  }

  /** Writes what was taken. */
  void write() {
    if (bufferedBytes > 0) {
      active.write(buffer.flip(), previous);
      buffer.clear();
      bufferedBytes = 0;
    }
  }

  /** Makes everything written durable, and tells readers in other processes. */
  void sync() {
    syncFrames();
    publish();
  }

  private void syncFrames() {
    write();
    if (active.endBytes() > durableBytes) {
      active.sync();
      durableBytes = active.endBytes();
      durablePosition = nextPosition;
      recent = undurable.after(recent);
    }
  }

  private void publish() {
    head.write(
        0,
        new Head(catalog.lineage(), catalog.generation(), epoch, durablePosition, durableBytes)
            .encode());
  }

  /** Returns what is durable. */
  View view() {
    return new View(catalog.lineage(), sealed, activeAsDurable(), index, recent);
  }

  private Catalog.Segment activeAsDurable() {
    SegmentFormat.Header header = active.header();
    return new Catalog.Segment(
        header.number(), header.firstPosition(), durablePosition, durableBytes);
  }

  /**
   * Seals the active segment and begins the next one.
   *
   * @return false if there is no room for it; the active one stays
   */
  private boolean rotate() {
    syncFrames();
    SegmentFormat.Header header =
        new SegmentFormat.Header(
            catalog.lineage(),
            active.header().number() + 1,
            options.entropy().nextLong(),
            index.frontier());
    ActiveSegment next;
    try {
      storeIndex();
      next = ActiveSegment.create(layout, header);
    } catch (DiskException.NoSpace _) {
      return false;
    }
    List<Catalog.Segment> before = new ArrayList<>(sealed);
    before.add(activeAsDurable());
    List<Catalog.Segment> all = new ArrayList<>(before);
    all.add(new Catalog.Segment(header.number(), nextPosition, nextPosition, next.endBytes()));
    Catalog replaced = catalog.next(epoch, 0, Catalog.Checkpoint.startOf(header), all);
    boolean isReplaced = false;
    boolean isRefused = all.size() > Catalog.SEGMENTS_MAX;
    try {
      if (!isRefused) {
        layout.replaceCatalog(replaced);
        isReplaced = true;
      }
    } catch (DiskException.NoSpace _) {
      isRefused = true; // Of any other failure nobody knows whether the catalog names the segment.
    } finally {
      if (!isReplaced) {
        next.close();
      }
    }
    if (isRefused) {
      layout.disk().remove(layout.segment(header.number()));
      return false;
    }
    catalog = replaced;
    ActiveSegment last = active;
    sealed = List.copyOf(before);
    active = next;
    index = new GrowingIndex(header);
    durableBytes = next.endBytes();
    previous = 0;
    last.close();
    publish();
    return true;
  }

  private void storeIndex() {
    layout.replaceIndex(active.header().number(), index.encode(active.header(), active.endBytes()));
  }

  /**
   * Makes everything durable and leaves a checkpoint, so that the next opening need not look.
   *
   * @throws DiskException if the disk failed; the next opening finds all that was durable
   */
  void checkpoint() {
    syncFrames();
    try {
      reserve.withRoom(this::storeIndex);
    } catch (DiskException.NoSpace _) {
      layout.removeIndex(active.header().number()); // The next opening computes it.
    }
    List<Catalog.Segment> all = new ArrayList<>(sealed);
    all.add(activeAsDurable());
    Catalog.Checkpoint reached =
        new Catalog.Checkpoint(active.endBytes(), active.previous(), index.frontier());
    Catalog replaced = catalog.next(epoch, 0, reached, all);
    try {
      reserve.withRoom(() -> layout.replaceCatalog(replaced));
    } catch (DiskException.NoSpace _) {
      layout.removeIndex(active.header().number()); // A cache may go before the checkpoint does.
      layout.replaceCatalog(replaced);
    }
    catalog = replaced;
    publish();
    head.sync();
  }

  @Override
  public void close() {
    try (head) {
      active.close();
    }
  }
}
