package dev.stele.store;

/** Reads the events of a region. */
final class EventReading implements Events {
  @Override
  public boolean hasNext() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public Event next() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {}
}
