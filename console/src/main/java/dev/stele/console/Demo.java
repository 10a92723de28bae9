package dev.stele.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code stele demo}: what there is so far, at work. Every figure is read back from what happened;
 * anything that is not as it must be ends it with exit code 1.
 */
@Command(
    name = "demo",
    header = "Show what there is so far, at work.",
    description = {
      "  Writes a journal in another process and kills that; opens the journal again",
      "  and looks for everything that was acknowledged; verifies each byte; proves",
      "  one entry to a process that has no journal. Then crash-tests two small",
      "  programs on the simulated disk: one that saves a file as most programs do,",
      "  and is broken with a plan that replays; one that saves it with care, and",
      "  survives every crash and fault within reach. There is no event store yet;",
      "  the demonstration grows with it."
    })
final class Demo implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  Demo() {}

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "What there is so far: the journal, which keeps batches of bytes in one order (room");
    out.println(
        "'journal'), and the simulated disk that breaks programs on purpose (room 'trial').");
    out.println("There is no event store yet.");
    boolean isKept;
    try (DemoFolder folder = new DemoFolder()) {
      isKept = new DemoJournal(out, folder.path().resolve("journal")).show();
    }
    boolean isHunted = DemoHunts.show(out);
    out.flush();
    return isKept && isHunted ? 0 : 1;
  }
}
