package dev.stele.bench;

import java.util.List;

/**
 * A log to be measured: the journal, or what a user would pick instead. Opened for one durability,
 * and never with a feature of its own switched off.
 */
interface Peer extends Entrant {

  /** Appends payloads, in order; returns when they are as durable as the peer was opened for. */
  void append(List<byte[]> payloads) throws Exception;

  /** Reads all payloads from the first on, and returns how many there are. */
  default long replay() throws Exception {
    throw new UnsupportedOperationException("a " + getClass().getSimpleName() + " is not read");
  }

  @Override
  default void begin() throws Exception {
    append(Payloads.ONE);
  }
}
