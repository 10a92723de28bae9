package dev.stele.store;

import dev.stele.ground.Clock;
import dev.stele.index.IndexException;
import dev.stele.journal.JournalException;
import dev.stele.journal.Position;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is visible of a region, then waits for more, and reads that. Nothing polls: the append
 * wakes who waits, but for a follower, which looks every 25 ms.
 */
final class RegionTail implements EventTail {

  private final StoreReader reader;
  private final Region region;
  private final Clock clock;
  private @Nullable EventReading reading;
  private long readEnd;
  private long position;
  private boolean closed;

  RegionTail(StoreReader reader, Region region, Clock clock) {
    this.reader = reader;
    this.region = region;
    this.clock = clock;
    this.position = region.from().value();
    this.readEnd = position;
  }

  @Override
  public Optional<Event> next(Duration atMost) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("tail must be open, got: a closed one");
    }
    long deadlineNanos = clock.deadlineAfter(atMost);
    long end = region.until().map(Position::value).orElse(Long.MAX_VALUE);
    while (true) {
      EventReading now = reading;
      if (now != null && now.hasNext()) {
        Event event = now.next();
        position = event.position().value() + 1;
        return Optional.of(event);
      }
      release();
      position = Math.max(position, readEnd);
      if (position >= end || !awaitBeyond(position, deadlineNanos)) {
        return Optional.empty();
      }
      long visibleEnd = reader.visibleEnd();
      reading = EventReading.of(reader, region.from(position()), true, visibleEnd);
      readEnd = visibleEnd; // Not before: a reading that cannot begin has read nothing.
    }
  }

  private boolean awaitBeyond(long at, long deadlineNanos) throws InterruptedException {
    while (true) {
      Engine engine = reader.engine();
      try {
        if (reader.visibleEnd() > at) {
          return true;
        }
        Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - clock.nanoTime()));
        if (!engine.journal.awaitDurable(Engine.position(at), left)) {
          return false;
        }
      } catch (JournalException.Closed | IndexException.Closed _) {
        reader.engineAfter(engine);
      }
    }
  }

  @Override
  public Position position() {
    return Engine.position(position);
  }

  private void release() {
    EventReading open = reading;
    reading = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    release();
  }
}
