package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is shown to whom it is not to be shown any more. */
class RevokeAccessTest {

  @TempDir private Path directory;

  @Test
  void whatIsTakenAwayIsNotSeenAndWhoMaySeeNothingIsEnded() throws Exception {
    assertThat(Printed.by(RevokeAccess::main, directory))
        .containsExactly(
            "there was News \"the shop is open\"",
            "there is Tea \"at four\"",
            "there is Tea \"at five\"",
            "left out: 1",
            "Denied[reason=denied: no policy grants]");
  }
}
