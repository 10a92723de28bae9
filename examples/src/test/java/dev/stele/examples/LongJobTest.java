package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever comes back to a job sees what was, and then what comes. */
class LongJobTest {

  @TempDir private Path directory;

  @Test
  void whoComesBackHasMissedNothing() throws Exception {
    List<String> lines = Printed.by(LongJob::main, directory);
    assertThat(lines)
        .containsExactly(
            "attached",
            "  compiling",
            "  linking",
            "left; the job goes on",
            "attached again",
            "  compiling",
            "  linking",
            "  testing",
            "  done",
            "it has completed; what was seen first is how the rest begins: true");
  }
}
