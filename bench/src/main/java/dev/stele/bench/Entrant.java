package dev.stele.bench;

import java.io.IOException;
import java.sql.SQLException;

/** One that can be lined up: opened in a folder, measured beside others, closed. */
interface Entrant extends AutoCloseable {

  /** Appends something for the first time, which shows that it works here. */
  void begin() throws Exception;

  /** Waits for what it does behind its callers' backs. */
  default void rest() throws Exception {}

  /** Returns how many syncs it asked for so far. */
  long syncs();

  @Override
  void close() throws IOException, SQLException;
}
