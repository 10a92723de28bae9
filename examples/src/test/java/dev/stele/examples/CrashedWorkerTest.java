package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is killed is replaced; what was bound to it is given up. */
class CrashedWorkerTest {

  @TempDir private Path directory;

  @Test
  void whatCanBeRunAgainIsAndWhatCannotSaysSo() throws Exception {
    List<String> lines = Printed.by(CrashedWorker::main, directory);
    assertThat(lines)
        .startsWith(
            "the other process: begun report, attempt 1",
            "the other process: begun transfer, attempt 1",
            "killed: it ended with 137",
            "begun report, attempt 2",
            "report: 6, in attempt 2")
        .hasSize(6);
    assertThat(lines.getLast()).startsWith("transfer: abandoned, since ").contains("opening");
  }
}
