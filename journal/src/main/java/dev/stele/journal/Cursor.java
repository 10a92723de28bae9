package dev.stele.journal;

import org.jspecify.annotations.Nullable;

/**
 * A reader's way forward through the entries, over segments and over views that grow. From memory
 * where the writer has it, else from files. For one thread.
 */
final class Cursor implements AutoCloseable {

  private final SegmentFiles files;
  private long nextPosition;
  private SegmentFiles.@Nullable Open segment;
  private @Nullable FrameScanner scanner;
  private FrameScanner.@Nullable Frame frame;
  private int entryOffset;
  private long segmentNumber;

  Cursor(SegmentFiles files, Position from) {
    this.files = files;
    this.nextPosition = from.value();
  }

  /** The position of the next entry. */
  long nextPosition() {
    return nextPosition;
  }

  /**
   * Reads the next entry, which the view has.
   *
   * @throws JournalException.Damaged if a byte is not what was written
   */
  Entry next(View view) {
    FrameScanner.Frame current = frame;
    if (current == null || nextPosition >= current.header().endPosition()) {
      current = nextFrame(view);
      frame = current;
      entryOffset = current.offsetOf(nextPosition);
      segmentNumber = view.segmentOf(nextPosition).number();
    }
    Entry entry = current.entry(nextPosition, entryOffset, segmentNumber);
    entryOffset += EntryFormat.lengthAt(current.bytes(), entryOffset);
    nextPosition++;
    return entry;
  }

  private FrameScanner.Frame nextFrame(View view) {
    FrameScanner.Frame recent = view.recent().find(nextPosition);
    if (recent != null) {
      return recent;
    }
    Catalog.Segment holder = view.segmentOf(nextPosition);
    FrameScanner reading = scannerBefore(view, holder);
    FrameScanner.Frame found = reading.seek(nextPosition) ? reading.next() : null;
    if (found == null) {
      throw reading.damaged();
    }
    return found;
  }

  private FrameScanner scannerBefore(View view, Catalog.Segment holder) {
    SegmentFiles.Open open = segment;
    if (open == null || open.header().number() != holder.number()) {
      close();
      open = files.acquire(view, holder);
      segment = open;
    }
    FrameScanner reading = scanner;
    if (reading != null) {
      reading.extend(holder.endBytes());
      if (reading.place().position() == nextPosition) {
        return reading;
      }
    }
    SegmentIndex index = view.isSealed(holder) ? open.index(holder) : view.activeIndex();
    reading = open.scan(index.placeBefore(nextPosition), holder.endBytes()).lending();
    scanner = reading;
    return reading;
  }

  @Override
  public void close() {
    scanner = null;
    SegmentFiles.Open open = segment;
    segment = null;
    if (open != null) {
      open.close();
    }
  }
}
