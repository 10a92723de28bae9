package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An index that was read from its file, or is read as it is asked. Safe for several threads. */
final class StoredIndex implements SegmentIndex {

  private final IndexFormat.Header header;
  private final FrameScanner.Source source;
  private final Places places = new Places();

  /** Takes a file that {@link IndexFormat#isOf} the segment, and does not change. */
  StoredIndex(long fileBytes, FrameScanner.Source source) {
    this.source = source;
    this.header = IndexFormat.decodeHeader(fileBytes, source).orElseThrow();
    ByteBuffer stored =
        ByteBuffer.allocate(header.placeCount() * IndexFormat.PLACE_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    source.read(IndexFormat.HEADER_BYTES, stored);
    stored.flip();
    while (stored.hasRemaining()) {
      places.add(new FrameScanner.Place(stored.getLong(), stored.getLong(), stored.getLong()));
    }
  }

  /** Behind the last entry that it knows. */
  long endPosition() {
    return header.endPosition();
  }

  /** The places, which do not change any more. */
  Places places() {
    return places;
  }

  @Override
  public FrameScanner.Place placeBefore(long position) {
    return places.count() == 0
        ? new FrameScanner.Place(header.firstPosition(), SegmentFormat.HEADER_BYTES, 0)
        : places.before(position);
  }

  @Override
  public void nodes(int level, long first, ByteBuffer target) {
    long inLevel = first - (header.firstPosition() >>> (level * Tile.HEIGHT));
    source.read(header.nodesAt(level) + inLevel * Digest.BYTES, target);
  }
}
