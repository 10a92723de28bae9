package dev.stele.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * A log to be measured: the journal, or what a user would pick instead. Opened for one durability,
 * and never with a feature of its own switched off.
 */
interface Peer extends AutoCloseable {

  /** Appends payloads, in order; returns when they are as durable as the peer was opened for. */
  void append(List<byte[]> payloads) throws Exception;

  /** Reads all payloads from the first on, and returns how many there are. */
  default long replay() throws Exception {
    throw new UnsupportedOperationException("a " + getClass().getSimpleName() + " is not read");
  }

  /** Waits for what the peer does behind its callers' backs. */
  default void rest() throws Exception {}

  /** Returns how many syncs it asked for so far. */
  long syncs();

  @Override
  void close() throws IOException, SQLException;
}
