package dev.stele.process;

import dev.stele.store.Store;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A JVM that registers processes and runs them until it is killed. It says, a line each, ended by a
 * full stop: {@code registered ID}, when that was answered; {@code ended ID WORD}, when that could
 * be read. What its engines do is a line in a file that they alone write: what they have done to
 * the world.
 */
final class KilledJobs {

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private KilledJobs() {}

  static Map<String, Engine> engines(Path effects) {
    Engine engine =
        context -> {
          byte[] line = (context.process() + " .\n").getBytes(StandardCharsets.UTF_8);
          Files.write(effects, line, StandardOpenOption.APPEND);
          context.emit(ProcessAppend.of("out", Payload.EMPTY)); // It takes its time.
          context.emit(ProcessAppend.of("out", Payload.EMPTY));
          return Crew.done("done");
        };
    return Map.of(Jobs.KIND, engine);
  }

  static Disposition disposition(String id) {
    return id.startsWith("bound") ? Disposition.OWNER_BOUND : Disposition.RERUNNABLE;
  }

  /** Runs until it is killed; its arguments are the store, the file of effects, and its life. */
  public static void main(String[] arguments) throws Exception {
    Thread.ofPlatform().daemon().start(KilledJobs::endWithTheParent);
    Store store = Store.open(Path.of(arguments[0]));
    Processes processes = Processes.open(store, "jobs");
    Worker _ =
        processes.work(WorkerOptions.standard("killed").slots(8), engines(Path.of(arguments[1])));
    LinkedBlockingQueue<ProcessId> registered = new LinkedBlockingQueue<>(64);
    Thread.ofVirtual()
        .start(() -> {
          for (int i = 0; ; i++) {
            String id = (i % 2 == 0 ? "bound-" : "again-") + arguments[2] + "-" + i;
            ProcessId known = Jobs.register(processes.registry(), id, disposition(id));
            say("registered " + id);
            try {
              registered.put(known);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    while (true) {
      ProcessId id = registered.take();
      ProcessOutcome outcome = processes.awaitEnd(id, Duration.ofMinutes(5)).orElseThrow();
      say("ended " + id + " " + outcome.word());
    }
  }

  private static synchronized void say(String line) {
    try {
      OUT.write((line + " .\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void endWithTheParent() {
    try {
      int end = System.in.read(); // Nobody writes there: it is the end of the parent.
      Runtime.getRuntime().halt(end < 0 ? 2 : 3);
    } catch (IOException _) {
      Runtime.getRuntime().halt(2);
    }
  }
}
