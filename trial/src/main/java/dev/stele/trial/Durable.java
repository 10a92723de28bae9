package dev.stele.trial;

import dev.stele.ground.Disk;

/**
 * Something that keeps its state on a disk: how to open it, and how to examine it from end to end.
 *
 * @param <T> what is opened
 */
public interface Durable<T extends AutoCloseable> {

  /** Opens it from what is on a disk, which may be nothing; recovers if it must. */
  T open(Disk disk) throws Exception;

  /**
   * Examines everything that was opened.
   *
   * @throws AssertionError if anything is not as it must be
   */
  void audit(T opened) throws Exception;
}
