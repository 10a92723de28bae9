package dev.stele.index;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * How an index is opened.
 *
 * @param disk where its runs lie
 * @param directory their directory, of nobody else; its parent must exist
 * @param memoryBytes about how much heap one memory table takes before it becomes a run; up to five
 *     of them are held, and what is not durable yet
 * @param upkeep where runs are written and merged; it must run every task that it takes, since the
 *     thread that adds may wait for one; {@code Runnable::run} does it in place
 * @param access {@code READ_WRITE} for the one writer, {@code READ} for those who follow it
 */
public record IndexOptions(
    Disk disk, Path directory, int memoryBytes, Executor upkeep, Access access) {

  /** Checks the bound. */
  public IndexOptions {
    if (memoryBytes < 1) {
      throw new IllegalArgumentException("memory must be >= 1 byte, got: " + memoryBytes);
    }
  }

  /** Returns the options of the one that writes. */
  public static IndexOptions writer(Disk disk, Path directory, int memoryBytes, Executor upkeep) {
    return new IndexOptions(disk, directory, memoryBytes, upkeep, Access.READ_WRITE);
  }

  /** Returns the options of one that reads along, and changes nothing on the disk. */
  public static IndexOptions follower(Disk disk, Path directory, int memoryBytes) {
    return new IndexOptions(disk, directory, memoryBytes, Runnable::run, Access.READ);
  }

  boolean isWriter() {
    return access == Access.READ_WRITE;
  }
}
