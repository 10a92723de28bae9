package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Causes and effects are walked, the nearest first. */
class CausesTest {

  @TempDir private Path directory;

  @Test
  void aWalkFindsReasonsAndWhatCameOfThem() throws Exception {
    assertThat(Printed.by(Causes::main, directory))
        .containsExactly(
            "why was it shipped?",
            "  1 away: MoneyPaid of account:alice",
            "  1 away: GoodsPacked of store:north",
            "  2 away: OrderPlaced of order:17",
            "what came of the order?",
            "  1 away: MoneyPaid of account:alice",
            "  1 away: GoodsPacked of store:north",
            "  2 away: OrderShipped of order:17",
            "belong together: 4");
  }
}
