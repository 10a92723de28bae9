package dev.stele.ground;

import java.nio.file.Path;

/** The exclusive lock of a file, held until it is closed or the process ends. */
public interface DiskLock extends AutoCloseable {

  /** Returns the path the lock was taken by. */
  Path path();

  /**
   * Gives the lock up; the file stays. A second call does nothing.
   *
   * @throws DiskException.Failed if the system reports an error; the lock is given up all the same
   */
  @Override
  void close();
}
