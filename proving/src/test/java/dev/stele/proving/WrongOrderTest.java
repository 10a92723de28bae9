package dev.stele.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The bug that the room attach is there to prevent, kept: snapshot, then subscribe. */
class WrongOrderTest {

  @TempDir private Path scratch;

  @Test
  void theScheduleThatLosesAnItemIsFoundAndPrinted() throws IOException {
    TestExecutionSummary summary =
        new MutantRunner(Repository.root(), scratch).run(AttachMutants.WRONG_ORDER);
    String report = String.valueOf(summary.getFailures().getFirst().getException().getMessage());
    System.out.println("the wrong order, " + report);
    assertThat(report)
        .contains("expected [0, 1], found [0]")
        .containsPattern("step +main +emitter")
        .contains("Feed.history(Feed.java:", "Feed.publish(Feed.java:", "Fanout.add(Fanout.java:")
        .contains("replay: @Replay(");
  }
}
