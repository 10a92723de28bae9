package dev.stele.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder below the working directory, so on its disk; gone with all in it when closed. */
final class Scratch implements AutoCloseable {

  private final Path folder;
  private final Thread lastResort = new Thread(this::removeAtEnd);

  Scratch() throws IOException {
    folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "stele-bench");
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** For who stops a run: others still write, so a second look may find more. */
  private void removeAtEnd() {
    for (int i = 0; i < 10 && Files.exists(folder); i++) {
      try {
        remove(folder);
      } catch (IOException _) {
        // Not empty any more.
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** Makes a new folder in it. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /** Removes a folder and all in it. */
  static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // Its owner was quicker.
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    remove(folder);
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }
}
