package dev.stele.journal;

/** Where a batch has come to stand. */
public final class Placement {

  private final FrameScanner.Frame frame;
  private final long segment;
  private final long durableEnd;

  Placement(FrameScanner.Frame frame, long segment, long durableEnd) {
    this.frame = frame;
    this.segment = segment;
    this.durableEnd = durableEnd;
  }

  /** Returns the position of its first entry. */
  public Position first() {
    return new Position(frame.header().firstPosition());
  }

  /** Returns the position behind the last entry that is durable at this moment. */
  public Position durableEnd() {
    return new Position(durableEnd);
  }

  /** Returns the locators of its entries, in order; see {@link Entry#locator}. */
  public long[] locators() {
    long[] locators = new long[frame.header().entryCount()];
    int at = frame.offset() + FrameFormat.HEADER_BYTES;
    for (int i = 0; i < locators.length; i++) {
      locators[i] = Locator.of(segment, frame.at() + at - frame.offset());
      at += EntryFormat.lengthAt(frame.bytes(), at);
    }
    return locators;
  }
}
