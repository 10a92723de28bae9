package dev.stele.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A stranger's class on plain {@code java.nio.file}, which has never heard of Stele: saves a text
 * through a temporary file. {@link CrashTestPlainJavaFiles} finds out whether that is enough.
 */
public final class Settings {

  private final Path file;
  private final Path fresh;

  /** Makes the settings that are kept in a folder. */
  public Settings(Path folder) {
    this.file = folder.resolve("settings");
    this.fresh = folder.resolve("settings.new");
  }

  /** Saves a text in the place of the one before; on return it is on the disk. */
  public void save(String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Reads the text; empty if none was saved. */
  public Optional<String> load() throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
