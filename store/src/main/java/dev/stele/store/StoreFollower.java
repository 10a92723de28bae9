package dev.stele.store;

import dev.stele.journal.Position;
import java.nio.file.Path;
import java.util.UUID;

/** Reads along with a store that another process writes, or that nobody does. */
public final class StoreFollower extends StoreReader {

  private StoreFollower() {}

  /** Opens a store for reading. Takes no lock, writes nothing. */
  public static StoreFollower open(Path directory, StoreOptions options) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public Path directory() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public UUID lineage() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public Position head() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public StoreStatistics statistics() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {}
}
