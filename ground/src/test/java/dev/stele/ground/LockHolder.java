package dev.stele.ground;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that holds a lock until it is killed. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (DiskLock lock = Disk.system().lock(Path.of(arguments[0])).orElseThrow()) {
      System.out.write(lock.path().isAbsolute() ? '!' : '?');
      System.out.flush();
      int ended = System.in.read(); // Until it is killed, or its parent is gone.
      System.exit(ended);
    }
  }
}
