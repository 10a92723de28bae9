package dev.stele.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This program once more, in a JVM of its own: the same Java, the same modules, another command. It
 * is heard line by line; a line ends with {@value #END_OF_LINE}, and one that does not was cut off
 * by its end, and is none.
 */
final class Child implements AutoCloseable {

  static final String END_OF_LINE = " .";

  private final Process process;
  private final BufferedReader lines;

  private Child(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it with the words of a command line; what it says of errors is passed on. */
  static Child start(String... words) throws IOException {
    return start(ProcessBuilder.Redirect.INHERIT, words);
  }

  /** Starts it with the words of a command line; what it says of errors nobody hears. */
  static Child startQuietly(String... words) throws IOException {
    return start(ProcessBuilder.Redirect.DISCARD, words);
  }

  private static Child start(ProcessBuilder.Redirect errors, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(words)).redirectError(errors);
    quieten(builder);
    return new Child(builder.start());
  }

  /** Returns the words that start this program with the words of a command line. */
  static List<String> command(String... words) {
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of(words));
    return command;
  }

  /** Takes away what Java would say on standard error that it found. */
  static void quieten(ProcessBuilder builder) {
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("java.home"), "bin", "java").toString());
    // What the launcher makes a start quicker with; without it everything works, only slower.
    Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0]))
        .filter(word -> word.startsWith("-XX:AOTCache=") || word.startsWith("-Xlog:"))
        .forEach(command::add);
    Module module = Main.class.getModule();
    if (module.isNamed()) {
      command.addAll(List.of("--module-path", property("jdk.module.path")));
      command.addAll(List.of("--module", module.getName() + "/" + Main.class.getName()));
    } else {
      command.addAll(List.of("-cp", property("java.class.path"), Main.class.getName()));
    }
    return command;
  }

  private static String property(String key) {
    return Objects.requireNonNull(System.getProperty(key), key);
  }

  long pid() {
    return process.pid();
  }

  /** Returns all the lines it says until it ends, whatever they end with. */
  List<String> lines() throws IOException {
    List<String> all = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      all.add(line);
    }
    return all;
  }

  /** Waits for the next line, whatever it ends with; empty when the child has ended. */
  Optional<String> rawLine() throws IOException {
    return Optional.ofNullable(lines.readLine());
  }

  /** Waits for the next whole line, without its end; empty when the child has ended. */
  Optional<String> line() throws IOException {
    return Optional.ofNullable(lines.readLine())
        .filter(line -> line.endsWith(END_OF_LINE))
        .map(line -> line.substring(0, line.length() - END_OF_LINE.length()));
  }

  /** Kills it, as the system kills: nothing in it can run any more. What it said is still heard. */
  void kill() {
    process.toHandle().destroyForcibly(); // The process's own method would close the pipe as well.
  }

  /** Waits for its end; returns its exit status, 128 and the signal's number if one ended it. */
  int end() throws InterruptedException {
    return process.waitFor();
  }

  /** Kills it if it has not ended, and waits until it is gone. */
  @Override
  public void close() throws IOException {
    kill();
    process.onExit().join();
    lines.close();
  }
}
