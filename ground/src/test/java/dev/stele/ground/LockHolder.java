package dev.stele.ground;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of its own that takes a lock, says whether it got it, and keeps it until it is killed.
 */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    Optional<DiskLock> lock = Disk.system().lock(Path.of(arguments[0]));
    System.out.write(lock.isPresent() ? '!' : '?');
    System.out.flush();
    int ended = System.in.read(); // Until it is killed, or its parent is gone.
    lock.ifPresent(DiskLock::close);
    System.exit(ended);
  }
}
