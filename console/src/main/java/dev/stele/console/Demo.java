package dev.stele.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code stele demo}: the store at work. Every figure is read back from what happened; anything
 * that is not as it must be ends it with exit code 1.
 */
@Command(
    name = "demo",
    header = "Show the store at work.",
    description = {
      "  Imports real events (the history of the git repository it runs in, or else a",
      "  sample), reads them and walks their causes; is refused on purpose; writes in",
      "  another process, tails it live, kills it, and looks for everything that was",
      "  acknowledged; kills a client that is attached, and finds each event once where",
      "  it kept them; kills a worker, whose work is run again or given up; verifies each",
      "  byte; proves one event to a process without the store. Then crash-tests two",
      "  small programs on the simulated disk: one that saves a file as most programs do,",
      "  and is broken with a plan that replays; one that saves it with care, and",
      "  survives. Takes less than half a minute."
    },
    footer = "  stele demo")
final class Demo implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();

  Demo() {}

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    PrintWriter out = setting.out();
    long begin = setting.clock().nanoTime();
    out.println("An event store in one directory, at work.");
    boolean isRight;
    try (DemoFolder folder = new DemoFolder()) {
      Path directory = folder.path().resolve("store");
      isRight = new DemoStore(setting).show(directory);
      out.flush();
      isRight &= new DemoKill(out, directory).show();
      out.flush();
      isRight &= new DemoAttach(setting, folder.path()).show(directory);
      out.flush();
      isRight &= new DemoProcesses(out).show(directory);
      out.flush();
      isRight &= new DemoProof(out, folder.path()).show(directory);
      out.flush();
    }
    isRight &= DemoHunts.show(out);
    out.println();
    out.println(
        (isRight ? "All of it as it must be, in " : "NOT all of it as it must be, in ")
            + Times.seconds(setting.clock().nanoTime() - begin)
            + ".");
    out.flush();
    return isRight ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
