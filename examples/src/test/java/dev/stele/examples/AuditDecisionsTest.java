package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each decision is on record, and none is given out that is not. */
class AuditDecisionsTest {

  @TempDir private Path directory;

  @Test
  void theTrailHasEachDecisionAndHowItCameAbout() throws Exception {
    assertThat(Printed.by(AuditDecisions::main, directory))
        .containsExactly(
            "ann: [1]",
            "bob: denied: vetoed by 'safe'",
            "eve: no decision, since it could not be recorded",
            "0 access.granted ann 1: granted by 'ground floor'",
            "1 access.denied ann 7: denied: vetoed by 'safe'",
            "2 access.denied ann 12: denied: no policy grants",
            "3 access.denied bob 7: denied: vetoed by 'safe'",
            "the last denial, as it came about:",
            "  doors: veto",
            "    safe: veto (all its conditions hold)",
            "    ground floor: not asked",
            "every byte is as it was written: true");
  }
}
