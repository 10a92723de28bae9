package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that is done outside is ended by whoever does it, once. */
class ExternalJobTest {

  @TempDir private Path directory;

  @Test
  void whoDoesTheWorkEndsItOnce() throws Exception {
    List<String> lines = Printed.by(ExternalJob::main, directory);
    assertThat(lines)
        .containsExactly(
            "PX-4711 says: printed 1 of 2",
            "called back: true",
            "once more, lost answer: true",
            lines.get(3),
            "who waited was told: completed");
    assertThat(lines.get(3)).startsWith("who says otherwise: outcome of process ");
  }
}
