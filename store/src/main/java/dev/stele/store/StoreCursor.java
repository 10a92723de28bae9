package dev.stele.store;

import dev.stele.journal.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A tail of a region whose place survives. Each event is returned at least once: those behind the
 * place that was saved last are returned again after a crash. For one thread.
 */
public final class StoreCursor implements AutoCloseable {

  private final CursorFiles files;
  private final String name;
  private final Region region;
  private final UUID lineage;
  private final EventTail tail;
  private Position saved;

  /** The file that says so is durable: one that was found may be in the cache alone. */
  private boolean isKept;

  private boolean closed;

  StoreCursor(
      CursorFiles files, String name, Region region, Store store, Position from, boolean isNew) {
    this.files = files;
    this.name = name;
    this.region = region;
    this.lineage = store.lineage();
    this.tail = store.tail(region.from(from));
    this.saved = from;
    this.isKept = isNew;
  }

  /**
   * Returns the next event, waiting for it if it is not there yet; see {@link EventTail#next}.
   *
   * @throws InterruptedException if the thread is interrupted while it waits; the next call goes on
   *     where this one did
   */
  public Optional<Event> next(Duration atMost) throws InterruptedException {
    return tail.next(atMost);
  }

  /**
   * Saves the place behind the last event that was returned, durably. If nothing was returned since
   * the last time, it still passes over what is not of the region.
   *
   * @throws dev.stele.ground.DiskException if the disk fails or is full; the place that was saved
   *     before is still there, or already this one
   * @throws StoreException.Closed if the store is closed; nothing was saved
   * @throws IllegalStateException if the cursor is closed
   */
  public void save() {
    if (closed) {
      throw new IllegalStateException("cursor must be open, got: a closed one");
    }
    Position reached = tail.position();
    if (!isKept || !reached.equals(saved)) {
      files.save(name, region, lineage, reached);
      saved = reached;
      isKept = true;
    }
  }

  /** Returns the place that was saved last: where the next one of this name goes on. */
  public Position saved() {
    return saved;
  }

  /** Gives the name free; saves nothing. A second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tail.close();
      files.release(name);
    }
  }
}
