package dev.stele.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM with one explorer, on the class path, as a user's tests have it. */
final class ExploreProbes implements AutoCloseable {

  /** What Lincheck needs, as it lies in this room's artifact. */
  private static final List<String> LINCHECK =
      List.of(
          "lincheck.jar",
          "lincheck-common.jar",
          "lincheck-jvm-agent.jar",
          "lincheck-trace.jar",
          "kotlin-reflect.jar",
          "kotlin-stdlib.jar",
          "kotlinx-coroutines-core-jvm.jar",
          "atomicfu-jvm.jar",
          "asm.jar",
          "asm-commons.jar",
          "asm-tree.jar",
          "asm-util.jar",
          "asm-analysis.jar",
          "byte-buddy.jar",
          "byte-buddy-agent.jar",
          "Java-WebSocket.jar",
          "slf4j-api.jar");

  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;

  private ExploreProbes(Process process) {
    this.process = process;
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts one. */
  static ExploreProbes start(ExploreProbe.Tool tool, Path folder) throws IOException {
    List<String> classPath = new ArrayList<>(own());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (tool == ExploreProbe.Tool.LINCHECK) {
      classPath.addAll(unpacked(folder));
      command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "-Xshare:off"));
    } else {
      command.addAll(List.of("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED"));
      command.add("-Xmx64m"); // What it keeps does not grow with the executions.
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("--class-path", String.join(File.pathSeparator, classPath)));
    command.addAll(List.of(ExploreProbe.class.getName(), tool.name()));
    return new ExploreProbes(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Runs a model a number of times. */
  ExploreProbe.Answer ask(ExploreProbe.Model model, int times) throws IOException {
    questions.println(model.name() + " " + times);
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("answer ")) { // Lincheck prints what it finds, too.
        return ExploreProbe.Answer.parse(line.substring("answer ".length()));
      }
    }
    throw new IOException("a JVM ended without an answer: " + model);
  }

  private static List<String> own() {
    Module own = ExploreProbes.class.getModule();
    if (!own.isNamed()) {
      return List.of(System.getProperty("java.class.path"));
    }
    return own.getLayer().configuration().modules().stream()
        .filter(module -> module.name().startsWith("dev.stele."))
        .map(module -> Path.of(module.reference().location().orElseThrow()).toString())
        .toList();
  }

  private static List<String> unpacked(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    Files.createDirectories(folder);
    for (String name : LINCHECK) {
      Path file = folder.resolve(name);
      try (InputStream jar = ExploreProbes.class.getResourceAsStream("/lincheck/" + name)) {
        if (jar == null) {
          throw new IOException("Lincheck is not there: " + name);
        }
        Files.copy(jar, file);
      }
      files.add(file.toString());
    }
    return files;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
