package dev.stele.console;

import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import dev.stele.trial.HuntReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code stele demo}: what there is so far, at work. Every figure is read back from the hunts; a
 * naive program that is not broken, or a careful one that is, ends it with exit code 1.
 */
@Command(
    name = "demo",
    synopsisHeading = "%nSYNOPSIS%n  ",
    headerHeading = "NAME%n  ",
    header = "Show what there is so far, at work.",
    descriptionHeading = "%nDESCRIPTION%n",
    description = {
      "  Crash-tests two small programs on the simulated disk: one that saves a file",
      "  as most programs do, and is broken with a plan that replays; one that saves",
      "  it with care, and survives every crash and fault within reach. There is no",
      "  event store yet; the demonstration grows with it."
    },
    optionListHeading = "%nOPTIONS%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Demo implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  Demo() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "What there is so far: the seam to the disk (room 'ground') and the simulated disk");
    out.println("that breaks programs on purpose (room 'trial'). There is no event store yet.");
    boolean isBroken = breaks(out);
    boolean isKept = survives(out);
    out.flush();
    return isBroken && isKept ? 0 : 1;
  }

  private static boolean breaks(PrintWriter out) {
    Note naive = new NaiveNote();
    out.println();
    out.println("1. A program that saves a note as most programs do:");
    out.println("     " + naive.lines());
    CrashHunt hunt = hunt("naive-note", NaiveNote::new);
    try {
      HuntReport report = hunt.run();
      out.println("   Not broken, which it should be: " + report);
      return false;
    } catch (HuntFailure broken) {
      out.println("   Broken:");
      String.valueOf(broken.getMessage()).lines().forEach(line -> out.println("   | " + line));
      boolean again = replays(hunt, broken);
      out.println("   The same plan again: " + (again ? "broken in the same way." : "NOT broken."));
      return again;
    }
  }

  private static boolean replays(CrashHunt hunt, HuntFailure broken) {
    try {
      hunt.replay(broken.plan());
      return false;
    } catch (HuntFailure again) {
      return again.plan().equals(broken.plan())
          && String.valueOf(again.getCause()).equals(String.valueOf(broken.getCause()));
    }
  }

  private static boolean survives(PrintWriter out) {
    Note careful = new CarefulNote();
    out.println();
    out.println("2. A program that saves it with care:");
    out.println("     " + careful.lines());
    try {
      HuntReport report = hunt("careful-note", CarefulNote::new).run();
      out.println(
          "   Survived. The power was cut at "
              + report.crashPoints()
              + " points of its runs, and at");
      out.println(
          "   "
              + report.recoveryPoints()
              + " of the readings after; "
              + report.faultPoints()
              + " faults; "
              + report.images()
              + " disks that may be left,");
      out.println(
          "   "
              + report.distinctImages()
              + " of them different; "
              + report.audits()
              + " times the note was looked for.");
      return true;
    } catch (HuntFailure broken) {
      out.println("   Broken, which it should not be: " + broken.getMessage());
      return false;
    }
  }

  private static CrashHunt hunt(String name, Supplier<Note> note) {
    return CrashHunt.of(name, () -> new NoteScenario(note.get()));
  }
}
