package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.ExploreError;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FindADeadlockTest {

  @Test
  void whoWaitsForWhomIsTold() throws IOException {
    assertThat(Explored.found(FindADeadlock::payEachOther, ExploreError.Kind.DEADLOCK))
        .isEqualTo("deadlock: main waits for bob waits for main");
  }
}
