package dev.stele.trial;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;

/**
 * A program that writes to a disk and makes promises, and the auditor of these promises.
 *
 * <p>A {@link CrashHunt} makes a new one for each history, calls {@link #run} once or more, each
 * time on a disk that may fail or lose power at any operation, and then {@link #audit} on every
 * disk that may be left. The scenario remembers in its own fields what it was promised (which calls
 * returned) and checks it afterwards.
 *
 * <p>Deterministic: the same answers of the disk lead to the same operations in the same order. Use
 * {@link SimClock} and {@link SimEntropy}, and one thread.
 */
public interface Scenario {

  /**
   * Does the work, from whatever is on the disk, and notes each promise when the call that makes it
   * has returned. Closes what it opened, also when an operation fails.
   *
   * @throws Exception when the disk failed under it, in a way that {@link #isExpected} accepts
   */
  void run(Disk disk) throws Exception;

  /**
   * Opens what is left and checks it against the promises.
   *
   * <p>Called many times after one {@link #run}, on different disks: it may write (recovery does),
   * but must not change what it expects. It may itself be cut off by a failing disk.
   *
   * @throws AssertionError if a promise is broken
   * @throws Exception when the disk failed under it, in a way that {@link #isExpected} accepts
   */
  void audit(Disk disk) throws Exception;

  /**
   * Tells whether a throwable is the right way to report a failing disk. Asked only when the disk
   * did fail. By default, when a {@link DiskException} is it or among its causes, and no {@link
   * AssertionError} is.
   */
  default boolean isExpected(Throwable thrown) {
    boolean disk = false;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof AssertionError) {
        return false;
      }
      disk |= cause instanceof DiskException;
    }
    return disk;
  }
}
