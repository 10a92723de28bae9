package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first five minutes show. */
class QuickstartTest {

  @TempDir private Path directory;

  @Test
  void whatIsAppendedIsReadInOrder() throws Exception {
    assertThat(Printed.by(Quickstart::main, directory))
        .containsExactly(
            "the last one is version 1",
            "0 OrderPlaced {\"article\":\"nail\",\"count\":100}",
            "1 OrderPaid {\"cents\":1250}");
  }

  @Test
  void aSecondRunGoesOnWhereTheFirstStopped() throws Exception {
    Printed.by(Quickstart::main, directory);
    assertThat(Printed.by(Quickstart::main, directory))
        .hasSize(5)
        .contains("the last one is version 3");
  }
}
