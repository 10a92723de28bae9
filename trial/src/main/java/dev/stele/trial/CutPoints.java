package dev.stele.trial;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Where a write may be torn.
 *
 * <p>A disk writes sectors, so {@link #sectors} is what a real one does. The boundaries of a
 * format's own fields find more in less time: {@code sectors().and((file, position, bytes) ->
 * IntStream.of(4, 8))}.
 */
@FunctionalInterface
public interface CutPoints {

  /** The smallest unit that disks write at once. */
  int SECTOR_BYTES = 512;

  /**
   * Returns the offsets in a write at which it may be cut, from 0 to its length; others, and the
   * same one twice, are passed over.
   *
   * @param file the path that the file was created by
   * @param position where in the file the write starts
   * @param bytes what it writes
   */
  IntStream of(Path file, long position, ByteBuffer bytes);

  /**
   * Returns the cuts at each sector boundary and one byte either side, after the first byte, before
   * the last and in the middle.
   */
  static CutPoints sectors() {
    return (file, position, bytes) -> {
      int length = bytes.remaining();
      int first = (int) Math.floorMod(-position, (long) SECTOR_BYTES);
      return IntStream.concat(
          IntStream.of(0, 1, length / 2, length - 1),
          IntStream.iterate(first, cut -> cut < length, cut -> cut + SECTOR_BYTES)
              .flatMap(cut -> IntStream.rangeClosed(cut - 1, cut + 1)));
    };
  }

  /** Returns the cuts before each byte. */
  static CutPoints everyByte() {
    return (file, position, bytes) -> IntStream.range(0, bytes.remaining());
  }

  /** Returns the cuts of this and of another one. */
  default CutPoints and(CutPoints other) {
    return (file, position, bytes) ->
        IntStream.concat(
            of(file, position, bytes.duplicate()), other.of(file, position, bytes.duplicate()));
  }
}
