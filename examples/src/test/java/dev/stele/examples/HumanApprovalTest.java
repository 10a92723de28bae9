package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wait survives the program, and a yes that is said twice is one. */
class HumanApprovalTest {

  @TempDir private Path directory;

  @Test
  void aPaymentWaitsForAWordThroughARestart() throws Exception {
    List<String> lines = Printed.by(HumanApproval::main, directory);
    assertThat(lines)
        .containsExactly(
            "the payment waits for 'decision'",
            "the program ends; the payment waits on",
            "another program; the payment waits: for 'decision'",
            "first click: said",
            "second click: was said before",
            "it has completed: paid 100 to Bob",
            "attempts of this worker: 1");
  }
}
