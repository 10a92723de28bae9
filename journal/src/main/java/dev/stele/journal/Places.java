package dev.stele.journal;

import java.util.Arrays;

/**
 * Where some of the frames of a segment stand: the first one, and one in each 64 KiB. Whoever looks
 * for an entry begins at the one before it. Grows at its end. Not safe for several threads.
 */
final class Places {

  /** Of so many bytes one frame is remembered. */
  static final int SPACING_BYTES = 1 << 16;

  /** A place of a frame: position, byte, checksum of the frame before it. */
  static final int NUMBERS = 3;

  private long[] numbers = new long[NUMBERS];
  private int count;

  /** Adds a place behind all others, if it is far enough from the last one. */
  void offer(FrameScanner.Place place) {
    if (count == 0 || place.bytes() - bytes(count - 1) >= SPACING_BYTES) {
      add(place);
    }
  }

  /** Adds a place behind all others. */
  void add(FrameScanner.Place place) {
    if (NUMBERS * (count + 1) > numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * numbers.length);
    }
    numbers[NUMBERS * count] = place.position();
    numbers[NUMBERS * count + 1] = place.bytes();
    numbers[NUMBERS * count + 2] = place.previous();
    count++;
  }

  int count() {
    return count;
  }

  FrameScanner.Place get(int index) {
    return new FrameScanner.Place(position(index), bytes(index), numbers[NUMBERS * index + 2]);
  }

  private long position(int index) {
    return numbers[NUMBERS * index];
  }

  private long bytes(int index) {
    return numbers[NUMBERS * index + 1];
  }

  /** Returns the last place at or before a position; the first one if all lie behind. */
  FrameScanner.Place before(long position) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (position(middle) <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return get(low);
  }
}
