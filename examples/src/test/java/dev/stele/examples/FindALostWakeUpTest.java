package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.ExploreError;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FindALostWakeUpTest {

  @Test
  void theSignalThatCameTooEarlyIsTold() throws IOException {
    assertThat(Explored.found(FindALostWakeUp::openAndPass, ExploreError.Kind.LOST_WAKE_UP))
        .isEqualTo("lost wake-up: main waits for a signal that came before it waited");
  }
}
