package dev.stele.store;

import dev.stele.journal.Position;
import java.time.Duration;
import java.util.Optional;

/** Reads a region and waits at its end. */
final class RegionTail implements EventTail {
  @Override
  public Optional<Event> next(Duration atMost) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public Position position() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {}
}
