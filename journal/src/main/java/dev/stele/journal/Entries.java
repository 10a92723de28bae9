package dev.stele.journal;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Entries in the order of their positions, or backward, read as they are asked for, up to what was
 * durable when the reading began. Every checksum is verified.
 *
 * <p>Holds one file open and at most 2 MiB and one batch in memory, whatever it passes over; close
 * it. After a failure it can be asked again, and fails again. For one thread.
 */
public sealed interface Entries extends Iterator<Entry>, AutoCloseable
    permits ForwardEntries, BackwardEntries {

  /**
   * Tells whether there is another entry.
   *
   * @return false at the end, and once closed
   */
  @Override
  boolean hasNext();

  /**
   * Reads the next entry.
   *
   * @throws NoSuchElementException if there is none
   * @throws JournalException.Damaged if a byte is not what was written
   * @throws JournalException.Closed if the journal was closed meanwhile and another file is needed
   */
  @Override
  Entry next();

  /** Gives the file back; a second call does nothing. */
  @Override
  void close();
}
