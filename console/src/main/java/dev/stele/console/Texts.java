package dev.stele.console;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Text files on a disk. */
final class Texts {

  private Texts() {}

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a file; empty if there is none. */
  static Optional<String> read(Disk disk, Path path) {
    if (disk.find(path).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile file = disk.open(path, Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.readFully(0, all);
      return Optional.of(new String(all.array(), StandardCharsets.UTF_8));
    }
  }
}
