package dev.stele.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for temporary files, removed with all in it when closed, or when the program ends. */
final class DemoFolder implements AutoCloseable {

  private final Path path;
  private final Thread lastResort = new Thread(this::removeAtEnd);

  DemoFolder() throws IOException {
    path = Files.createTempDirectory("stele-demo-");
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  Path path() {
    return path;
  }

  private void remove() throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.walk(path)) {
      found = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : found) {
      Files.deleteIfExists(each);
    }
  }

  /** For who stops the program: a child may still write, so another look may find more. */
  private void removeAtEnd() {
    for (int i = 0; i < 10 && Files.exists(path); i++) {
      try {
        remove();
      } catch (IOException | UncheckedIOException _) {
        // Not empty any more.
      }
    }
  }

  @Override
  public void close() throws IOException {
    remove();
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }
}
