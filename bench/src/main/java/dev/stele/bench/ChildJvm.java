package dev.stele.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fresh JVMs, with what a program of this room needs and without the peers. */
final class ChildJvm {

  /** What our modules begin with. The peers are left out: the JVM starts as a user's would. */
  private static final String ROOMS = "dev.stele.";

  private ChildJvm() {}

  /**
   * Starts one.
   *
   * @param program has the {@code main} that is run
   * @param flags of the JVM
   * @param task the first argument
   */
  static Process start(Class<?> program, List<String> flags, String task, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    Module own = program.getModule();
    if (own.isNamed()) {
      String path =
          own.getLayer().configuration().modules().stream()
              .filter(module -> module.name().startsWith(ROOMS))
              .map(module -> Path.of(module.reference().location().orElseThrow()).toString())
              .collect(Collectors.joining(File.pathSeparator));
      command.addAll(List.of("--module-path", path));
      command.addAll(List.of("--module", own.getName() + "/" + program.getName()));
    } else {
      command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
      command.add(program.getName());
    }
    command.add(task);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Lets this JVM end when the one that started it does: who is left alone fills the disk. */
  static void endWithParent() {
    Thread.ofPlatform().daemon().start(ChildJvm::awaitEnd);
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    } catch (IOException _) {
      // Then there is nobody, too.
    }
    Runtime.getRuntime().halt(1);
  }
}
