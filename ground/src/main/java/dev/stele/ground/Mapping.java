package dev.stele.ground;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The content of a file that does not change any more, read from memory on the caller's own thread.
 *
 * <p>Bytes are copied out, never lent: a device fault below a mapping is only caught reliably while
 * bytes are being copied, and a checksum intrinsic run over the mapping itself could bring the JVM
 * down. The memory is given back by {@link #close} or, if readers are inside, by the last of them.
 *
 * <p>Safe for any thread; reading does not block on anything but the device.
 */
public interface Mapping extends AutoCloseable {

  /** Returns the path the file was mapped by; a later renaming does not change it. */
  Path path();

  /** Returns the length in bytes, as it was when the file was mapped. */
  long size();

  /**
   * Fills the rest of a buffer from a position, and advances the buffer to its limit.
   *
   * <p>A failure leaves the buffer's position and bytes undefined.
   *
   * @throws DiskException.EndOfFile if the mapping ends before the buffer is full; nothing was read
   * @throws DiskException.Failed if the device failed below the mapping, or the file was cut short
   *     though it should not change
   * @throws DiskException.Closed if the mapping is closed
   * @throws IllegalArgumentException if the position is negative
   */
  void read(long position, ByteBuffer target);

  /** Gives the memory back, after the last reader has left. A second call does nothing. */
  @Override
  void close();
}
