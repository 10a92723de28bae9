package dev.stele.bench;

import dev.stele.bench.Question.Setting;
import dev.stele.ground.Disk;
import dev.stele.ground.Volume;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the journal costs beside a plain file and beside what a user would pick instead. */
final class JournalBenchmark implements Benchmark {

  /** Volumes in memory, where a sync costs nothing and tells nothing. */
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  private static final List<Question> QUESTIONS =
      List.of(
          new OneCallerQuestion(),
          new ManyCallersQuestion(),
          new BatchQuestion(),
          new ReplayQuestion(),
          new OpenQuestion());

  @Override
  public String question() {
    return "the journal beside a plain file, Chronicle Queue, RocksDB and SQLite";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    try (Scratch scratch = new Scratch()) {
      Volume volume = Disk.system().volume(scratch.folder());
      Goals goals =
          new Goals(
              out,
              IN_MEMORY.contains(volume.type())
                  ? Optional.of("the volume is " + volume.type() + ", which has no sync")
                  : Optional.empty());
      out.printf(
          "Payloads of %d bytes; %d rounds after %d that warm up; volume %s.%n",
          Payloads.BYTES, scale.rounds(), scale.warmUps(), volume.type());
      printLoad(out, "before");
      for (Question question : QUESTIONS) {
        out.println();
        question.answer(new Setting(out, scale, scratch, goals));
      }
      out.println();
      printLoad(out, "after");
      goals.requireCounts();
    }
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
