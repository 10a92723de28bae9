package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A view that falls behind is right again, and was bounded all the while. */
class LiveViewTest {

  @Test
  void aSlowViewRecovers() throws Exception {
    assertThat(Printed.by(LiveView::main, Path.of("")))
        .containsExactly(
            "resync",
            "  caught up at 0",
            "  kept up: {apples=1}",
            "  fell behind",
            "  given anew: {apples=1000, pears=999}",
            "  caught up at 1000",
            "  right: true, waited at most: 8, changes seen: 1, fell behind: 1, replaced: 0",
            "conflate",
            "  caught up at 0",
            "  kept up: {apples=1}",
            "  right: true, waited at most: 8, changes seen: 3, fell behind: 0, replaced: 997");
  }
}
