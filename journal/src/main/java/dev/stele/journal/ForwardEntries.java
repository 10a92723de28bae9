package dev.stele.journal;

import java.util.NoSuchElementException;

/** Entries in the order of their positions. */
final class ForwardEntries implements Entries {

  private final View view;
  private final Cursor cursor;
  private boolean closed;

  ForwardEntries(SegmentFiles files, View view, Position from) {
    this.view = view;
    this.cursor = new Cursor(files, from);
  }

  @Override
  public boolean hasNext() {
    return !closed && cursor.nextPosition() < view.endPosition();
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no entry at " + cursor.nextPosition());
    }
    return cursor.next(view);
  }

  @Override
  public void close() {
    closed = true;
    cursor.close();
  }
}
