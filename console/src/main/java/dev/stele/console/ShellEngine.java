package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.process.Context;
import dev.stele.process.Engine;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs shell commands: each line they print is an event, and how they end is what their process
 * ends in.
 */
final class ShellEngine implements Engine {

  /**
   * Waits for a word, then becomes the command. Until then the command has not begun, so that it
   * never runs without standing in the store: if its host dies before, the word does not come.
   */
  private static final List<String> GATE =
      List.of("/bin/sh", "-c", "IFS= read -r _ && exec \"$@\"", "sh");

  private final Clock clock;
  private final Map<ProcessId, Map<String, String>> environments = new ConcurrentHashMap<>();

  ShellEngine(Clock clock) {
    this.clock = clock;
  }

  /** Takes note of what a command is to be run in; known to this host alone. */
  void environment(ProcessId id, List<String> variables) {
    Map<String, String> environment = new ConcurrentHashMap<>();
    for (String variable : variables) {
      int end = variable.indexOf('=', 1);
      if (end > 0) {
        environment.put(variable.substring(0, end), variable.substring(end + 1));
      }
    }
    environments.put(id, environment);
  }

  /** Takes it back, of a command that was begun before. */
  void forget(ProcessId id) {
    environments.remove(id);
  }

  @Override
  public ProcessOutcome run(Context context) throws InterruptedException {
    ShellWork work = ShellWork.of(context.input());
    Process process;
    try {
      process = begin(work, environments.remove(context.process()));
    } catch (IOException e) {
      return ProcessOutcome.failed("start", "io", Failures.reason(e));
    }
    OsProcess running = new OsProcess(process.toHandle());
    try (ShellOutput output = new ShellOutput(process)) {
      context.registry().setExternal(context.process(), running.reference()).orThrow();
      release(process);
      return new ShellRun(context, work, process, output, clock).toItsEnd();
    } finally {
      if (process.isAlive()) {
        running.kill();
      }
    }
  }

  private static Process begin(ShellWork work, @Nullable Map<String, String> environment)
      throws IOException {
    List<String> words = new ArrayList<>(GATE);
    words.addAll(work.command());
    ProcessBuilder builder = new ProcessBuilder(words).directory(work.directory().toFile());
    if (environment != null) {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    return builder.start();
  }

  private static void release(Process process) {
    try (OutputStream in = process.getOutputStream()) {
      in.write('\n');
    } catch (IOException _) {
      // It was killed this moment; its status tells.
    }
  }
}
