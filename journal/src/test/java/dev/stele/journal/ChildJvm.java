package dev.stele.journal;

import dev.stele.ground.Disk;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Another JVM, of the same Java, that runs a main class of these tests and is heard line by line
 * until it is killed. Whoever waits for one that says nothing waits for ever: JUnit's limit ends
 * that. Its lines end with {@code " ."}; one that does not was cut off, and is none.
 *
 * <p>It finds its classes where this JVM found them, class by class: that holds on a module path
 * with patches, on a class path, and in an IDE alike. There it runs on a class path.
 */
final class ChildJvm implements AutoCloseable {

  private static final String END_OF_LINE = " .";

  private final Process process;
  private final Path errors;
  private final BufferedReader lines;

  private ChildJvm(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a child.
   *
   * @param errors a file that takes what it writes to its error stream
   */
  static ChildJvm start(Class<?> main, Path errors, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", classPath(Disk.class, Journal.class, main), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return new ChildJvm(builder.start(), errors);
  }

  private static String classPath(Class<?>... types) {
    return Stream.of(types)
        .map(ChildJvm::home)
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder or jar that a class was loaded from; a patched module has several. */
  private static Path home(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL found = Objects.requireNonNull(type.getResource("/" + name), name);
    try {
      if (found.openConnection() instanceof JarURLConnection jar) {
        return Path.of(jar.getJarFileURL().toURI());
      }
      String url = found.toString();
      return Path.of(new URI(url.substring(0, url.length() - name.length())));
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError("classes of a child must be in a folder or jar: " + found, e);
    }
  }

  /** Waits for the next whole line, without its end; empty when the child has ended. */
  Optional<String> line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return Optional.empty();
    }
    if (!line.endsWith(END_OF_LINE)) {
      if (lines.readLine() != null) {
        throw new AssertionError("only the last line can be cut off, got: " + line);
      }
      return Optional.empty();
    }
    return Optional.of(line.substring(0, line.length() - END_OF_LINE.length()));
  }

  /** Tells it something; it may be told more. */
  void tell(String text) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(text);
    input.flush();
  }

  /** Waits for its end; returns its exit status. */
  int end() throws InterruptedException {
    return process.waitFor();
  }

  /** Kills it, as the system kills: nothing in it can run any more. What it said is still heard. */
  void kill() {
    process.toHandle().destroyForcibly(); // The process's own method would close the pipe as well.
  }

  /** Says what a child that ended by itself left. */
  AssertionError ended() throws IOException, InterruptedException {
    return new AssertionError(
        "child must live until it is killed, ended with "
            + process.waitFor()
            + ":\n"
            + Files.readString(errors));
  }

  /** Ends it, if it has not ended, and waits until it is gone: its lock is then given up. */
  @Override
  public void close() throws IOException {
    kill();
    process.onExit().join();
    lines.close();
  }
}
