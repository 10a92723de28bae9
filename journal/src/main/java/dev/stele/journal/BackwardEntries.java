package dev.stele.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Entries against the order of their positions. Frames can only be found forward: those two places
 * of the index, about 64 KiB, are read at once.
 */
final class BackwardEntries implements Entries {

  private final SegmentFiles files;
  private final View view;
  private long endPosition;
  private SegmentFiles.@Nullable Open segment;

  /** Frames that were read, the last one holds the entry before the end. */
  private final Deque<FrameScanner.Frame> frames = new ArrayDeque<>();

  /** The entries before the end of the frame that holds them. */
  private final Deque<Entry> entries = new ArrayDeque<>();

  private boolean closed;

  BackwardEntries(SegmentFiles files, View view, Position before) {
    this.files = files;
    this.view = view;
    this.endPosition = before.value();
  }

  @Override
  public boolean hasNext() {
    return !closed && endPosition > 0;
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no entry before " + endPosition);
    }
    if (entries.isEmpty()) {
      if (frames.isEmpty()) {
        readFrames();
      }
      split(frames.removeLast(), view.segmentOf(endPosition - 1).number());
    }
    Entry last = entries.removeLast();
    endPosition = last.position().value();
    return last;
  }

  /** Reads the frames from the last place of the index before the end. */
  private void readFrames() {
    Catalog.Segment holder = view.segmentOf(endPosition - 1);
    SegmentFiles.Open open = acquire(holder);
    SegmentIndex index = view.isSealed(holder) ? open.index(holder) : view.activeIndex();
    FrameScanner scanner =
        open.scan(index.placeBefore(endPosition - 1), holder.endBytes()).lending();
    List<FrameScanner.Frame> found = new ArrayList<>();
    while (scanner.place().position() < endPosition) {
      FrameScanner.Frame frame = scanner.next();
      if (frame == null) {
        throw scanner.damaged();
      }
      found.add(frame);
    }
    frames.addAll(found);
  }

  private void split(FrameScanner.Frame frame, long number) {
    int at = frame.offset() + FrameFormat.HEADER_BYTES;
    long end = Math.min(endPosition, frame.header().endPosition());
    for (long position = frame.header().firstPosition(); position < end; position++) {
      entries.add(frame.entry(position, at, number));
      at += EntryFormat.lengthAt(frame.bytes(), at);
    }
  }

  private SegmentFiles.Open acquire(Catalog.Segment holder) {
    SegmentFiles.Open open = segment;
    if (open == null || open.header().number() != holder.number()) {
      release();
      open = files.acquire(view, holder);
      segment = open;
    }
    return open;
  }

  private void release() {
    SegmentFiles.Open open = segment;
    segment = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    release();
  }
}
