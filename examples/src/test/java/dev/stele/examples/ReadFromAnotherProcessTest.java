package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader in another process sees each event as it comes. */
class ReadFromAnotherProcessTest {

  @TempDir private Path directory;

  @Test
  void anotherProcessReadsAlong() throws Exception {
    List<String> lines = Printed.by(ReadFromAnotherProcess::main, directory);
    assertThat(lines)
        .containsExactly(
            "wrote OrderPlaced",
            "the other process: read OrderPlaced at version 0",
            "wrote OrderPaid",
            "the other process: read OrderPaid at version 1",
            "wrote OrderShipped",
            "the other process: read OrderShipped at version 2",
            "wrote OrderClosed",
            "the other process: read OrderClosed at version 3",
            "it ended with 0");
  }
}
