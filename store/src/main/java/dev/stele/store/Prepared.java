package dev.stele.store;

import dev.stele.journal.NewEntry;
import java.nio.ByteBuffer;

/** An event that is ready to be appended, all but time, version and epoch. */
final class Prepared {

  final Coordinate stream;
  final EventId id;
  final byte[] header;
  final Terms.Gathered terms;
  private final NewEntry entry;
  long version;

  Prepared(
      Coordinate stream,
      EventId id,
      byte[] header,
      Terms.Gathered terms,
      int content,
      ByteBuffer payload) {
    this.stream = stream;
    this.id = id;
    this.header = header;
    this.terms = terms;
    this.entry = new NewEntry(content, 0, ByteBuffer.wrap(header), payload);
  }

  /** Gives it its place in its stream, its time and its epoch. */
  NewEntry complete(long timeMicros, long streamVersion, long epoch) {
    version = streamVersion;
    EventFormat.complete(header, timeMicros, streamVersion, epoch);
    return entry;
  }
}
