package dev.stele.store;

import dev.stele.journal.Position;
import java.time.Duration;
import java.util.Optional;

/** A tail of a region whose place survives: at least once, each event. */
public final class StoreCursor implements AutoCloseable {

  private StoreCursor() {}

  /** Returns the next event, waiting for it if it is not there yet. */
  public Optional<Event> next(Duration atMost) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Saves the place behind the last event that was returned, durably. */
  public void save() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns where the next one opened goes on, if nothing is saved meanwhile. */
  public Position saved() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {}
}
