package dev.stele.bench;

import dev.stele.ground.Disk;
import dev.stele.ground.Volume;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A part of a benchmark: a table, and a line for each goal. */
@FunctionalInterface
interface Question {

  /**
   * Where and how much is measured.
   *
   * @param scratch takes all files
   */
  record Setting(PrintStream out, Scale scale, Scratch scratch, Goals goals) {}

  /** Measures and prints. */
  void answer(Setting setting) throws Exception;

  /** Volumes in memory, where a sync costs nothing and tells nothing. */
  Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  /**
   * Answers questions one after the other.
   *
   * @param what is given to all that are measured
   * @throws IllegalStateException if a count was wrong
   */
  static void answerAll(
      List<Question> questions, PrintStream out, Scale scale, Scratch scratch, String what)
      throws Exception {
    Volume volume = Disk.system().volume(scratch.folder());
    Goals goals =
        new Goals(
            out,
            IN_MEMORY.contains(volume.type())
                ? Optional.of("the volume is " + volume.type() + ", which has no sync")
                : Optional.empty());
    out.printf(
        "%s; %d rounds after %d that warm up; volume %s.%n",
        what, scale.rounds(), scale.warmUps(), volume.type());
    printLoad(out, "before");
    for (Question question : questions) {
      out.println();
      question.answer(new Setting(out, scale, scratch, goals));
    }
    out.println();
    printLoad(out, "after");
    goals.requireCounts();
  }

  private static void printLoad(PrintStream out, String when) {
    out.printf(
        Locale.ROOT,
        "Load average %s: %.2f on %d processors.%n",
        when,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
  }
}
