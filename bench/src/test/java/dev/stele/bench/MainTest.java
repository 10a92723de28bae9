package dev.stele.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The benchmarks run; what they measure is not judged here. */
class MainTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private int run(String... arguments) throws Exception {
    return Main.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), arguments);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theDiskBenchmarkComparesAllContestantsAndCountsTheirSyncs() throws Exception {
    assertThat(run("disk", "--quick")).isZero();
    assertThat(printed())
        .containsPattern("FileChannel.write \\+ force\\(false\\) .* 1.00 +1.00")
        .containsPattern("seam, on a DiskThread .* 1.00 ")
        .containsPattern("seam, handed over, platform thread .* 1.00 ")
        .containsPattern("seam, handed over, virtual thread .* 1.00 ")
        .contains("mapping, on the caller's thread");
  }

  /** Which peers there are depends on the machine: each is measured, or it is said why not. */
  @Test
  void theJournalBenchmarkComparesAllContestantsAndCountsTheirSyncs() throws Exception {
    assertThat(run("journal", "--quick")).isZero();
    assertThat(printed())
        .containsPattern("plain FileChannel, force\\(false\\) .* 1.00 +1.00")
        .containsPattern("journal, platform thread .* 1.00 ")
        .containsPattern("journal, virtual thread .* 1.00 ")
        .contains("goal one sync for each append: expected 120, found 120: reached")
        .containsPattern("Chronicle Queue.* (1.00 |not measured: )")
        .containsPattern("RocksDB.* (1.00 |not measured: )")
        .containsPattern("SQLite.* (1.00 |not measured: )")
        .contains("plain group commit", "hand-over, virtual thread", "journal, WRITTEN")
        .contains("plain scan: CRC32C of the files", "2000 events, closed")
        .contains("2000 events and more, killed")
        .doesNotContain("missed");
  }

  @Test
  void theTrialBenchmarkReportsItsRates() throws Exception {
    assertThat(run("trial", "--quick")).isZero();
    assertThat(printed()).contains("images per CPU-second", "audits per CPU-second");
  }

  @Test
  void anUnknownBenchmarkListsTheOthers() throws Exception {
    assertThat(run("walk")).isEqualTo(2);
    assertThat(printed()).contains("disk", "journal", "trial");
  }
}
