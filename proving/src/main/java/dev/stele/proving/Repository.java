package dev.stele.proving;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are. */
final class Repository {

  private Repository() {}

  /** Returns the folder of the root POM, above the folder that tests run in. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("stele"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("tests must run inside the repository");
      }
      folder = parent;
    }
    return folder;
  }
}
