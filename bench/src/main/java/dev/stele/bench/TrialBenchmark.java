package dev.stele.bench;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Scenario;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How many histories a hunt goes through in a second of CPU time. */
final class TrialBenchmark implements Benchmark {

  @Override
  public String question() {
    return "how many images and audits a crash hunt does in a CPU-second";
  }

  @Override
  public void run(PrintStream out, Scale scale) {
    List<Double> audits = new ArrayList<>();
    List<Double> images = new ArrayList<>();
    String last = "";
    for (int round = 0; round <= scale.rounds(); round++) {
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      HuntReport report = CrashHunt.of("log", () -> new LogScenario(scale.choose(12, 2))).run();
      double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
      if (round > 0) {
        audits.add(report.audits() / seconds);
        images.add(report.images() / seconds);
      }
      last = report.toString();
    }
    out.println(last);
    print(out, "images per CPU-second", images);
    print(out, "audits per CPU-second", audits);
  }

  private static void print(PrintStream out, String name, List<Double> rates) {
    Collections.sort(rates);
    out.printf(
        "%-24s median %,.0f, lowest %,.0f, highest %,.0f of %d rounds%n",
        name, rates.get(rates.size() / 2), rates.getFirst(), rates.getLast(), rates.size());
  }

  /** Writes blocks into one file and syncs every third; promises nothing, so that all is walked. */
  private static final class LogScenario implements Scenario {
    private static final Path FILE = Path.of("/log");
    private static final int BLOCK_BYTES = 700;

    private final int blocks;

    LogScenario(int blocks) {
      this.blocks = blocks;
    }

    @Override
    public void run(Disk disk) {
      try (DiskFile file =
          disk.find(FILE).isPresent() ? disk.open(FILE, Access.READ_WRITE) : disk.create(FILE)) {
        disk.syncDirectory(Path.of("/"));
        for (int i = 0; i < blocks; i++) {
          file.write((long) i * BLOCK_BYTES, ByteBuffer.allocate(BLOCK_BYTES).putInt(0, i + 1));
          if (i % 3 == 2) {
            file.sync();
          }
        }
      }
    }

    @Override
    public void audit(Disk disk) {
      if (disk.find(FILE).isPresent()) {
        try (DiskFile file = disk.open(FILE, Access.READ)) {
          file.readFully(0, ByteBuffer.allocate((int) file.size()));
        }
      }
    }
  }
}
