package dev.stele.store;

import dev.stele.journal.Position;
import dev.stele.journal.RecoveryReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** An event store in a directory, open for writing. */
public final class Store extends StoreReader {

  private Store() {}

  /** Opens the store in a directory with the standard options; makes it if there is none. */
  public static Store open(Path directory) {
    return open(directory, StoreOptions.standard());
  }

  /** Opens the store in a directory, makes it if there is none, repairs it if it was not closed. */
  public static Store open(Path directory, StoreOptions options) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Appends; waits for a place in the queue, and until it is as durable as asked. */
  public Outcome append(Append append) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Appends if there is a place in the queue; empty if there is none, and nothing was written. */
  public Optional<Outcome> tryAppend(Append append) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Makes everything durable and visible that was appended before. */
  public void sync() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns how far the store has come. */
  public Watermarks watermarks() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Waits until what is before a position is durable; false if the time ran out first. */
  public boolean awaitDurable(Position end, Duration atMost) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Opens the durable cursor of a name: a tail of a region whose place survives. */
  public CursorOpening cursor(String name, Region region) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns what opening found. */
  public RecoveryReport recovery() {
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

  /** Finishes what was handed over, makes everything durable, and gives the directory free. */
  @Override
  public void close() {}
}
