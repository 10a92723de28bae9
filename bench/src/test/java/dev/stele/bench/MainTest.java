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

  /** Wrong counts, lost events and events that differ fail the run; times are not judged. */
  @Test
  void theStoreBenchmarkComparesAllPeersAndFindsTheirEventsAgain() throws Exception {
    assertThat(run("store", "--quick")).isZero();
    assertThat(printed())
        .containsPattern("bare journal, the same bytes .* 1.00 +1.00")
        .containsPattern("store, platform thread .* 1.00 ")
        .contains("goal one sync for each append: expected 120, found 120: reached")
        .containsPattern("SQLite, WAL, synchronous=FULL .*( 1.00 |not measured: )")
        .containsPattern("RocksDB, WriteBatch, sync=true .*( 1.00 |not measured: )")
        .containsPattern("LMDB, durable .*( 1.00 |not measured: )")
        .containsPattern("H2, CHECKPOINT SYNC .*( 1.00 |not measured: )")
        .containsPattern("PostgreSQL, one statement .*( 1.00 |not measured: )")
        .contains("SQLite FULL, grouped", "SQLite FULL, called directly", "store, WRITTEN")
        .contains("for a stream of 100", "for an event by its identity", "SQLite, replay")
        .contains("synced to seen by the tail", "2000 events", "the slowest")
        .contains("goal stores of a heap over 64 MB, 2000 events: expected 0, found 0: reached")
        .doesNotContain("missed");
  }

  @Test
  void theTrialBenchmarkReportsItsRates() throws Exception {
    assertThat(run("trial", "--quick")).isZero();
    assertThat(printed()).contains("images per CPU-second", "audits per CPU-second");
  }

  /** A wrong verdict of either fails the run. */
  @Test
  void theExploreBenchmarkComparesVerdicts() throws Exception {
    assertThat(run("explore", "--quick")).isZero();
    assertThat(printed())
        .contains("2. batch gate", "2. deadlock, found", "3. The first model of a fresh JVM")
        .containsPattern("Lincheck 3.7 +309 executions: complete")
        .containsPattern("stele +[0-9]+ executions: found")
        .doesNotContain("missed");
  }

  /** An item that is not seen, and an event missing from a history, fail the run. */
  @Test
  void theAttachBenchmarkComparesAllPeers() throws Exception {
    assertThat(run("attach", "--quick")).isZero();
    assertThat(printed())
        .containsPattern("attach +[0-9.]+ .* 1.00\n")
        .contains("a queue, nothing else", "Reactor sink, publishOn")
        .containsPattern("PostgreSQL NOTIFY +([0-9.]+ |not measured: )")
        .contains("100 consumers of 10 topics", "queues, nothing else", "Reactor sinks, publishOn")
        .contains("A history of 2,000 events", "attach, all of its history")
        .doesNotContain("missed");
  }

  /** Who answers otherwise than the others is not measured; ours must be right. */
  @Test
  void theAccessBenchmarkComparesAllPeersAndLooksAtTheirAnswers() throws Exception {
    assertThat(run("access", "--quick")).isZero();
    assertThat(printed())
        .containsPattern("stele, check with a trace +[0-9.]+ ")
        .containsPattern("a loop over 16 lambdas +[0-9.]+ ")
        .containsPattern("Spring Security, anyOf +([0-9.]+ |not measured: )")
        .containsPattern("jCasbin +([0-9.]+ |not measured: )")
        .containsPattern("Cedar, policies kept +([0-9.]+ |not measured: )")
        .containsPattern("java-dataloader, registry of four +([0-9.]+ |not measured: )")
        .containsPattern("java-dataloader, in place +([0-9.]+ |not measured: )")
        .contains("granted by no policy", "2. A new session", "3. 1,000 facts")
        .contains("4. 10,000 rows", "stele, check, two threads")
        .doesNotContain("expected ", "missed");
  }

  @Test
  void anUnknownBenchmarkListsTheOthers() throws Exception {
    assertThat(run("walk")).isEqualTo(2);
    assertThat(printed())
        .contains("access", "attach", "disk", "explore", "journal", "store", "trial");
  }
}
