package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A list is gone through to its end, whatever is left out of its pages. */
class ListDocumentsTest {

  @Test
  void aListIsReadPageByPageAndOneInCirclesIsRefused() throws Exception {
    assertThat(Printed.by(ListDocuments::main, Path.of("")))
        .containsExactly(
            "page: [2, 4], denied: 2, next: ?after=6",
            "page: [8, 10, 14], denied: 1, next: ?after=14",
            "page: [16], denied: 1, the end",
            "all: [1, 5, 7, 11, 13, 17, 19]",
            "refused: Stuck");
  }
}
