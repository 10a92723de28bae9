package dev.stele.console;

import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import dev.stele.trial.HuntReport;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * The part of the demonstration on the simulated disk: a naive program is broken with a plan that
 * replays, a careful one survives every crash and fault within reach.
 */
final class DemoHunts {

  private DemoHunts() {}

  /** Shows it; false if the naive program is not broken, or the careful one is. */
  static boolean show(PrintWriter out) {
    boolean isBroken = breaks(out);
    return survives(out) && isBroken;
  }

  private static boolean breaks(PrintWriter out) {
    Note naive = new NaiveNote();
    out.println();
    out.println("8. A program that saves a note as most programs do:");
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
    out.println("9. A program that saves it with care:");
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
