package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whatever breaks, a client sees each event once. */
class EventStreamTest {

  @Test
  void aClientGoesOnWhereItWas() throws Exception {
    assertThat(Printed.by(EventStream::main, Path.of("")))
        .containsExactly(
            "history: [event 1, event 2]",
            "after the first break: [event 1, event 2, event 3, event 4]",
            "after the second: [event 1, event 2, event 3, event 4, event 5, event 6, event 7]",
            "another history answers: 410");
  }
}
