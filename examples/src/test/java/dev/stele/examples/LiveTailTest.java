package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each event is seen once, and done at least once. */
class LiveTailTest {

  @TempDir private Path directory;

  @Test
  void historyGoesOverIntoWhatIsLiveAndACursorGoesOn() throws Exception {
    List<String> lines = Printed.by(LiveTail::main, directory);
    assertThat(lines)
        .containsExactly(
            "seen: order:1",
            "seen: order:2",
            "seen: order:3",
            "seen: order:4",
            "watched 4 orders",
            "mailed: order:1",
            "mailed: order:2",
            "mailed: order:3",
            "opened again",
            "mailed: order:3",
            "mailed: order:4");
  }
}
