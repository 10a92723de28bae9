package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskFile;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order of their positions, read as they are asked for, up to what was durable when
 * the reading began. Every checksum is verified.
 *
 * <p>Holds one file open and a window of it in memory; close it. An entry's buffers keep their
 * window alive. For one thread.
 */
public final class Entries implements Iterator<Entry>, AutoCloseable {

  private final Layout layout;
  private final View view;
  private int segmentIndex;
  private long nextPosition;
  private @Nullable DiskFile file;
  private @Nullable FrameScanner scanner;
  private FrameScanner.@Nullable Frame frame;
  private int entryOffset;
  private boolean closed;

  Entries(Layout layout, View view, Position from) {
    this.layout = layout;
    this.view = view;
    this.nextPosition = from.value();
    this.segmentIndex = view.indexOf(from.value());
  }

  @Override
  public boolean hasNext() {
    return !closed && nextPosition < view.endPosition();
  }

  /**
   * Reads the next entry.
   *
   * @throws NoSuchElementException if there is none
   * @throws JournalException.Damaged if a byte is not what was written
   */
  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no entry at " + nextPosition);
    }
    while (true) {
      FrameScanner.Frame current = frame;
      if (current == null || nextPosition >= current.header().endPosition()) {
        frame = nextFrame();
        entryOffset = frame.offset() + FrameFormat.HEADER_BYTES;
        skipTo(frame);
        continue;
      }
      Entry entry = EntryFormat.get(current.bytes(), entryOffset, new Position(nextPosition));
      entryOffset += current.bytes().getInt(entryOffset);
      nextPosition++;
      return entry;
    }
  }

  private void skipTo(FrameScanner.Frame found) {
    long skipped = Math.max(0, nextPosition - found.header().firstPosition());
    for (long i = 0; i < Math.min(skipped, found.header().entryCount()); i++) {
      entryOffset += found.bytes().getInt(entryOffset);
    }
  }

  private FrameScanner.Frame nextFrame() {
    while (true) {
      Catalog.Segment segment = view.segments().get(segmentIndex);
      FrameScanner open = scanner == null ? open(segment) : scanner;
      scanner = open;
      if (open.place().position() < segment.endPosition()) {
        FrameScanner.Frame found = open.next();
        if (found == null) {
          throw new JournalException.Damaged(
              layout.segment(segment.number()), open.place().bytes(), open.wrong());
        }
        return found;
      }
      closeFile();
      segmentIndex++;
    }
  }

  private FrameScanner open(Catalog.Segment segment) {
    DiskFile opened = layout.disk().open(layout.segment(segment.number()), Access.READ);
    file = opened;
    SegmentFormat.Header header =
        SegmentFormat.decode(ActiveSegment.readHeader(opened), opened.path());
    FrameScanner.Place start =
        new FrameScanner.Place(segment.firstPosition(), SegmentFormat.HEADER_BYTES, 0);
    return new FrameScanner(
        opened, header, view.lineage().getMostSignificantBits(), start, segment.endBytes());
  }

  private void closeFile() {
    scanner = null;
    frame = null;
    DiskFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the file; a second call does nothing. */
  @Override
  public void close() {
    closed = true;
    closeFile();
  }
}
