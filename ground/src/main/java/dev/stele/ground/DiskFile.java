package dev.stele.ground;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An open file, read and written by position.
 *
 * <p>Safe for any thread, virtual ones included: reads and writes of ranges that do not overlap
 * need no order among themselves; overlapping ones are the caller's to order. What one call wrote
 * is seen by every read that starts after it returned, through any handle or a mapping made later.
 *
 * <p>Buffers may be of any kind that any thread may touch, thus not of a confined arena.
 *
 * <p>After a failed {@link #write}, {@link #truncate} or {@link #sync} the file is not what the
 * caller thinks it is, and a later success proves nothing about the earlier failure: the operating
 * system may have dropped the unwritten pages and forgotten the error. An owner gives the file up
 * and recovers from what is on the disk.
 */
public interface DiskFile extends AutoCloseable {

  /** Returns the path the file was opened by; a later renaming does not change it. */
  Path path();

  /**
   * Reads bytes from a position into the rest of a buffer, and advances the buffer by as many.
   *
   * <p>Results: a count of 1 or more, possibly <em>less than the buffer has room for</em> even in
   * the middle of the file; 0 if the buffer has no room; -1 at the end of the file or behind it. A
   * failure leaves the buffer's position where it was and its bytes undefined.
   *
   * @throws DiskException.Failed on an I/O error
   * @throws DiskException.Closed if the file is closed
   * @throws IllegalArgumentException if the position is negative
   */
  int read(long position, ByteBuffer target);

  /**
   * Fills the rest of a buffer from a position.
   *
   * <p>A failure leaves the buffer's position and bytes undefined.
   *
   * @throws DiskException.EndOfFile if the file ends before the buffer is full
   * @throws DiskException.Failed on an I/O error
   * @throws DiskException.Closed if the file is closed
   * @throws IllegalArgumentException if the position is negative
   */
  default void readFully(long position, ByteBuffer target) {
    long next = position;
    while (target.hasRemaining()) {
      int count = read(next, target);
      if (count < 0) {
        throw new DiskException.EndOfFile(path(), next, target.remaining());
      }
      next += count;
    }
  }

  /**
   * Writes the rest of a buffer at a position, and advances the buffer to its limit.
   *
   * <p>A gap between the end of the file and the position reads as zeros. Results: all bytes are
   * visible, and durable after {@link #sync}; or a failure, after which any part of the range may
   * hold old, new or other bytes and the file may be longer; the buffer's position is undefined.
   * There is no short success.
   *
   * <p>Before it is synced, a crash may keep any part of a write. It never touches bytes outside
   * the written range (power-safe overwrite, which the device must grant).
   *
   * @throws DiskException.NoSpace if the volume is full
   * @throws DiskException.Failed on an I/O error
   * @throws DiskException.Closed if the file is closed; nothing was written
   * @throws IllegalStateException if the file is open for reading only
   * @throws IllegalArgumentException if the position is negative, or the end of the range beyond
   *     {@link Long#MAX_VALUE}
   */
  void write(long position, ByteBuffer source);

  /**
   * Cuts the file to a size, or extends it with zeros that may take no room on the device.
   *
   * <p>Results: the file has that size, durably after {@link #sync}; or a failure, after which it
   * has the old or the new size.
   *
   * @throws DiskException.NoSpace if the volume is full
   * @throws DiskException.Failed on an I/O error
   * @throws DiskException.Closed if the file is closed; nothing was changed
   * @throws IllegalStateException if the file is open for reading only
   * @throws IllegalArgumentException if the size is negative
   */
  void truncate(long sizeBytes);

  /**
   * Makes every write and truncation of this file that returned before this call durable, whichever
   * handle made it. The file's name is not covered; {@link Disk#syncDirectory} is for that.
   *
   * <p>Results: the content survives any crash; or a failure, after which any unsynced write may be
   * lost <em>though reads still show it</em>, and a second call that succeeds proves nothing.
   *
   * @throws DiskException.Failed on an I/O error
   * @throws DiskException.Closed if the file is closed
   * @throws IllegalStateException if the file is open for reading only
   */
  void sync();

  /**
   * Returns the length in bytes.
   *
   * @throws DiskException.Failed on an I/O error
   * @throws DiskException.Closed if the file is closed
   */
  long size();

  /**
   * Closes the handle; makes nothing durable. A second call does nothing. An operation under way on
   * another thread ends or fails with {@link DiskException.Closed}.
   *
   * @throws DiskException.Failed if the system reports an error on closing; the handle is closed
   *     all the same
   */
  @Override
  void close();
}
