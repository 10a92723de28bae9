package dev.stele.bench;

import java.io.IOException;
import java.sql.SQLException;

/** One that starts work durably and runs it: {@link ProcessRuns#run}. */
interface ProcessPeer extends Entrant {

  /** Starts a piece of work; durable when it returns. */
  void start(String id) throws Exception;

  /** Waits until everything that was started and has run is known, durably, to have ended. */
  void awaitEnded() throws Exception;

  @Override
  default void begin() throws Exception {
    ProcessRuns.expect(1);
    start("first");
    ProcessRuns.await();
    awaitEnded();
  }

  @Override
  void close() throws IOException, SQLException;
}
