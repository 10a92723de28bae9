package dev.stele.journal;

import java.time.Duration;
import java.util.Optional;

/**
 * Entries from a position on, each as soon as it is durable; waits at the end for the next one. For
 * one thread, which may be virtual; another thread may close the journal under it.
 */
public final class Tail implements AutoCloseable {

  private final JournalReader reader;
  private final Cursor cursor;
  private View view;
  private boolean closed;

  Tail(JournalReader reader, Position from) {
    this.reader = reader;
    this.cursor = new Cursor(reader.files, from);
    this.view = reader.view();
  }

  /** Returns the position of the entry that comes next: where another tail goes on. */
  public Position position() {
    return new Position(cursor.nextPosition());
  }

  /**
   * Returns the next entry, waiting for it if it is not there yet.
   *
   * @return empty if the time ran out first; {@link Duration#ZERO} does not wait
   * @throws InterruptedException if the thread is interrupted while it waits; the next call goes on
   *     at the same position
   * @throws JournalException.Closed if the journal is closed, before or meanwhile
   * @throws JournalException.Damaged if a byte is not what was written
   * @throws IllegalStateException if this tail is closed
   */
  public Optional<Entry> next(Duration atMost) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("tail must be open, got: a closed one");
    }
    if (cursor.nextPosition() >= view.endPosition()) {
      long deadlineNanos = reader.options.clock().deadlineAfter(atMost);
      view = reader.awaitBeyond(cursor.nextPosition(), deadlineNanos);
    }
    return cursor.nextPosition() < view.endPosition()
        ? Optional.of(cursor.next(view))
        : Optional.empty();
  }

  /** Gives the file back; a second call does nothing. */
  @Override
  public void close() {
    closed = true;
    cursor.close();
  }
}
